"""What the report for elected officials says: a first page that stands alone, then questions and their answers.

The same content on paper and on screen, so that both show the same figures.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import attention, gains, headline, maps, sentences, trainings
from inclusion_app.observatory.actions import Action, actions
from inclusion_app.observatory.blocks import chain_of
from inclusion_app.observatory.comparisons import Comparison, comparisons, elsewhere, missing
from inclusion_app.observatory.figures import SECRET, TerritoryFigures
from inclusion_app.observatory.maps import TerritoryMap
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.phrases import _, joined
from inclusion_app.observatory.printed import PrintedTable, printed
from inclusion_app.observatory.sources import Published
from inclusion_app.observatory.subject_page import make_subject_page
from inclusion_app.observatory.surrounding import Surroundings, surroundings_of
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.web.formats import number, plural

SHORT, LONG = 5, 12
"""Rows of a long list, for a commune and for what is wider."""
MOST_SENTENCES = 5
MOST_PAGES = 4
"""Of a commune's report."""
AROUND, SUPPLY, NEEDS = 8, 6, 6


@dataclass(frozen=True)
class Question:
    """A question, its answer in bold, the tables that show it."""

    key: str
    title: str
    answer: str
    tables: tuple[PrintedTable, ...]

    @property
    def wider(self) -> bool:
        """Some of its tables are those of a wider territory."""
        return any(table.secrecy for table in self.tables)


@dataclass(frozen=True)
class Report:
    """Everything that is printed."""

    figures: TerritoryFigures
    printed_on: date
    sentences: tuple[str, ...]
    to_remember: tuple[str, ...]
    headline: tuple[headline.KeyFigure, ...]
    map: TerritoryMap | None
    map_title: str
    map_spoken: str
    questions: tuple[Question, ...]
    hidden: str
    """The tables that secrecy hides everywhere, in words."""
    around: Surroundings | None
    parts: PrintedTable | None
    """For a territory of several, those that received most help."""
    missing: str
    comparisons: tuple[Comparison, ...]
    elsewhere: str
    gains: tuple[tuple[str, str, str], ...]
    trainings: tuple[trainings.Line, ...]
    trainings_sentence: str
    actions: tuple[Action, ...]

    @property
    def title(self) -> str:
        """The document's title, read aloud when it opens."""
        return _(
            "Rapport sur l’inclusion numérique\u00a0: %(name)s, %(period)s",
            name=self.figures.name,
            period=self.figures.period.label,
        )

    @property
    def compared(self) -> bool:
        """The wider territory has an activity of its own to compare with."""
        return not attention.is_alone(self.figures)

    @property
    def short(self) -> bool:
        """A commune's: four pages at most."""
        return self.figures.territory.level is Level.COMMUNE

    @property
    def most(self) -> int:
        """Rows of a long list."""
        return SHORT if self.short else LONG

    @property
    def need(self) -> str:
        """People in difficulty, in a sentence."""
        return sentences.need(self.figures)

    @property
    def need_rows(self) -> Sequence[tuple[str, ...]]:
        """Name, here, around, in the country."""
        return [row[:4] for row in self.around.needs][: NEEDS if self.short else None] if self.around else []

    @property
    def around_rows(self) -> list[tuple[str, ...]]:
        """For a commune without a place: the communes around it that received most help."""
        if not self.short or self.map is None or self.figures.places.value:
            return []
        return [(part.name, self.map.written(part, value)) for part, value in self.map.rows[:AROUND]]

    @property
    def supply_rows(self) -> Sequence[tuple[str, ...]]:
        """What is on offer, its number."""
        known = self.around is not None and (self.figures.places.value or not self.short)
        return (
            [row[:2] for row in self.around.supply][: SUPPLY if self.short else None] if self.around and known else []
        )

    @property
    def service_rows(self) -> Sequence[tuple[str, ...]]:
        """The services that most places propose."""
        if self.around is None or (self.short and self.around.needs):
            return []
        return [row for row in self.around.services_rows if row[1] != "0"][: self.most]

    @property
    def far_rows(self) -> list[tuple[str, ...]]:
        """The farthest communes; a commune is not listed to itself."""
        return [row[1:] for row in self.around.farthest] if self.around and not self.short else []


def make_report(figures: TerritoryFigures, printed_on: date) -> Report:
    """The report of the published figures of a territory."""
    here = figures.territory
    drawn, title, spoken = _map(figures)
    return Report(
        figures=figures,
        printed_on=printed_on,
        sentences=tuple(_sentences(figures)),
        to_remember=tuple(attention.to_look_at(figures)),
        headline=headline.key_figures(figures),
        map=drawn,
        map_title=title,
        map_spoken=spoken,
        questions=tuple(_questions(figures, SHORT if here.level is Level.COMMUNE else LONG)),
        hidden=_hidden(figures),
        around=surroundings_of(figures),
        parts=printed(figures, "communes", LONG),
        missing=missing(figures),
        comparisons=comparisons(figures),
        elsewhere=elsewhere(figures),
        gains=_gains(here, figures.period),
        trainings=trainings.lines_of(figures.trainings) if figures.trainings else (),
        trainings_sentence=trainings.sentence(figures),
        actions=actions(figures),
    )


def make_subject_report(figures: TerritoryFigures, printed_on: date) -> Report:
    """The report of the exact figures of a structure: what it did, not the territory around it."""
    page = make_subject_page(figures)
    return Report(
        figures=figures,
        printed_on=printed_on,
        sentences=page.sentences,
        to_remember=page.to_look_at,
        headline=page.headline,
        map=None,
        map_title="",
        map_spoken="",
        questions=tuple(_questions(figures, LONG)),
        hidden="",
        around=None,
        parts=printed(figures, "communes", LONG),
        missing="",
        comparisons=(),
        elsewhere="",
        gains=(),
        trainings=(),
        trainings_sentence="",
        actions=(),
    )


def _sentences(figures: TerritoryFigures) -> list[str]:
    """What happened and changed, what for, what stands out, compared with whom, the need: three to five."""
    found = sentences.summary(figures)
    compared = elsewhere(figures)
    if figures.rate.value is not None and len(found) < MOST_SENTENCES:
        found.insert(max(len(found) - 1, 1), compared)
    if len(found) < 3 and figures.nearest:
        found.append(_around_sentence(figures))
    return [sentence for sentence in found if sentence][:MOST_SENTENCES]


def _around_sentence(figures: TerritoryFigures) -> str:
    """What happened around, for who has little of their own."""
    if figures.parent is None or not figures.accompaniments.parent:
        return ""
    held = plural(
        int(figures.accompaniments.parent),
        N_("%(count)s accompagnement a eu lieu"),
        N_("%(count)s accompagnements ont eu lieu"),
    )
    return _("Autour, %(where)s, %(held)s.", where=figures.parent.in_name, held=held)


def _map(figures: TerritoryFigures) -> tuple[TerritoryMap | None, str, str]:
    """The parts of the territory; for a commune, its EPCI around it: the map, its title, what is read aloud."""
    here, block = figures.territory, figures.blocks.get("communes")
    spoken = N_("Carte %(of)s\u00a0: les accompagnements par territoire, du plus clair au plus foncé.")
    if here.level is not Level.COMMUNE:
        drawn = maps.activity_map(block) if block else None
        return drawn, _("Où va l’aide"), _(spoken, of=here.of_full_name)
    around = next((one for one in chain_of(here)[1:] if one.level is Level.EPCI), None)
    if around is None:
        return None, "", ""
    counts = Published().count(around, figures.period).by_commune
    named_by = {**counts, here.code: max(counts.values(), default=0) + 1}
    drawn = maps.draw(around, Level.COMMUNE, counts, none=_("aucun accompagnement"), named_by=named_by)
    title = _("%(here)s et les communes autour\u00a0: %(around)s", here=here.name, around=around.name)
    return drawn, title, _(spoken, of=around.of_full_name)


Answer = Callable[[TerritoryFigures], str | None]

_QUESTIONS: tuple[tuple[str, str, Answer, tuple[str, ...]], ...] = (
    ("pourquoi", N_("Pour quoi faire\u00a0?"), sentences.subject, ("themes", "procedures")),
    ("qui", N_("Qui vient\u00a0?"), sentences.who, ("age_bands", "statuses", "genders", "autonomy")),
    ("quand", N_("Quand et comment\u00a0?"), attention.busiest_month, ("months", "kinds", "place_kinds")),
    (
        "bloque",
        N_("Qu’est-ce qui bloque\u00a0?"),
        attention.blocked,
        ("blocked_procedures", "blocked_causes", "blocked_organisations", "orientations"),
    ),
)
_FEW_QUESTIONS: tuple[tuple[str, str, Answer, tuple[str, ...]], ...] = (
    ("pourquoi", N_("Pour quoi faire\u00a0?"), sentences.subject, ("themes", "procedures")),
    ("qui", N_("Qui vient\u00a0?"), sentences.who, ("age_bands", "statuses")),
    ("comment", N_("Comment, et qu’est-ce qui bloque\u00a0?"), sentences.workshops, ("kinds", "blocked_procedures")),
)
"""Those of a commune, whose report is short; its page has the others."""


def _questions(figures: TerritoryFigures, most: int) -> list[Question]:
    """Those that have something to show; a period of one month has no months to compare."""
    found = []
    for key, title, answer, keys in _FEW_QUESTIONS if most == SHORT else _QUESTIONS:
        tables = tuple(_tables(figures, keys, most))
        if tables:
            found.append(Question(key, _(title), answer(figures) or _first_answer(tables), tables))
    return found


def _tables(figures: TerritoryFigures, keys: Sequence[str], most: int) -> list[PrintedTable]:
    found = [printed(figures, key, most) for key in keys]
    return [table for table in found if table and (table.key != "months" or len(table.rows) > 1)]


def _first_answer(tables: tuple[PrintedTable, ...]) -> str:
    """The largest value of the first table, when no sentence says more."""
    table = tables[0]
    row = max(table.rows, key=lambda one: one.bar or 0)
    if table.key == "months":
        return _("Le mois le plus actif\u00a0: %(month)s (%(count)s).", month=row.label, count=row.cells[0])
    return _(
        "%(title)s\u00a0: d’abord «\u00a0%(label)s\u00a0», %(share)s des accompagnements.",
        title=table.title,
        label=row.label,
        share=row.cells[1],
    )


def _hidden(figures: TerritoryFigures) -> str:
    titles = [_(block.title).lower() for block in figures.hidden_blocks]
    if not titles:
        return ""
    return _(
        "Secret statistique\u00a0: %(titles)s. À tous les niveaux, ces chiffres laisseraient reconnaître des"
        " personnes.",
        titles=joined(titles),
    )


def _gains(here: Territory, period: Period) -> tuple[tuple[str, str, str], ...]:
    """Domain, people whose level rose, people assessed twice."""
    found = gains.find_gains(here, period, published=True)
    return tuple((_(one.domain.label), _shown(one.rose), _shown(one.compared)) for one in found)


def _shown(count: int | None) -> str:
    return _(SECRET) if count is None else number(count)
