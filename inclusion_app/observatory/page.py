"""What the page of a territory shows, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import around, attention, headline, maps, sentences, trainings
from inclusion_app.observatory.against import Against
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.maps import TerritoryMap
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.presenting import NEEDED_TO_DRAW, Panel, make_panel
from inclusion_app.territories.territory import Level, parse_key

SECTIONS = (
    ("quand", N_("Quand et comment"), ("months", "kinds")),
    ("pourquoi", N_("Pour quoi faire"), ("themes", "procedures")),
    ("qui", N_("Qui vient"), ("age_bands", "statuses", "genders", "autonomy")),
    ("ou", N_("Dans quels lieux, avec quel matériel"), ("place_kinds", "equipment")),
    (
        "bloque",
        N_("Ce qui bloque, et vers qui l’on oriente"),
        ("blocked_procedures", "blocked_causes", "blocked_organisations", "orientations"),
    ),
)

NEEDS, RATE = "besoins", "taux"
MAPS = (NEEDS, RATE)
"""What a map may show besides the activity."""


@dataclass(frozen=True)
class Section:
    """Blocks that answer one question; those that nobody may see are only named."""

    anchor: str
    title: str
    panels: tuple[Panel, ...]
    hidden: tuple[Panel, ...]


@dataclass(frozen=True)
class TerritoryPage:
    """Everything on the page of a territory."""

    figures: TerritoryFigures
    sentences: tuple[str, ...]
    to_look_at: tuple[str, ...]
    headline: tuple[headline.KeyFigure, ...]
    sections: tuple[Section, ...]
    map: TerritoryMap | None
    shown: str
    """What the map shows: `MAPS`, empty for the activity."""
    parts: Panel | None
    trainings: tuple[trainings.Line, ...]
    trainings_sentence: str

    @property
    def title(self) -> str:
        """« Limoges — janvier à décembre 2025 »."""
        return f"{self.figures.territory.name}\u00a0— {self.figures.period.label}"


def make_page(figures: TerritoryFigures, against: Against = Against.BEFORE, *, shown: str = "") -> TerritoryPage:
    """Figures made into a page."""
    return TerritoryPage(
        figures=figures,
        sentences=tuple(sentences.summary(figures)),
        to_look_at=tuple(attention.to_look_at(figures)),
        headline=around.key_figures(figures, against),
        sections=tuple(make_section(figures, anchor, _(title), keys) for anchor, title, keys in SECTIONS),
        map=_map(figures, shown),
        shown=shown,
        parts=make_panel(figures, "communes"),
        trainings=trainings.lines_of(figures.trainings) if figures.trainings else (),
        trainings_sentence=trainings.sentence(figures),
    )


def make_section(figures: TerritoryFigures, anchor: str, title: str, keys: Iterable[str]) -> Section:
    """The blocks of one question."""
    panels = [panel for panel in (make_panel(figures, key) for key in keys) if panel and _says_more(panel)]
    shown = tuple(panel for panel in panels if not panel.block.hidden)
    return Section(anchor, title, shown, tuple(panel for panel in panels if panel.block.hidden))


def _says_more(panel: Panel) -> bool:
    """One month alone says what its total says."""
    return panel.key != "months" or len(panel.block.cells) >= NEEDED_TO_DRAW or panel.block.hidden


def _map(figures: TerritoryFigures, shown: str) -> TerritoryMap | None:
    block = figures.blocks.get("communes")
    if block is None:
        return None
    if shown != NEEDS:
        return maps.rate_map(block) if shown == RATE else maps.activity_map(block)
    levels = [parse_key(cell.territory_key)[0] for cell in block.cells if cell.territory_key]
    return maps.needs_map(figures.territory, levels[0] if levels else Level.COMMUNE)
