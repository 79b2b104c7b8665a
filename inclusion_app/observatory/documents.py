"""What the report for elected officials says: a first page that stands alone, then one question a page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import attention, headline, maps, sentences, trainings
from inclusion_app.observatory.figures import SECRET, Measure, TerritoryFigures, Unit
from inclusion_app.observatory.maps import TerritoryMap
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.presenting import Panel, make_panel
from inclusion_app.territories.territory import Territory
from inclusion_app.web.formats import hours, number, percent, plural

_MOST_PARTS = 14


@dataclass(frozen=True)
class Question:
    """One page: a question, its answer in bold, the blocks that show it."""

    key: str
    title: str
    answer: str
    panels: tuple[Panel, ...]
    hidden: tuple[str, ...] = ()
    """Titles of the blocks that secrecy hides everywhere."""


@dataclass(frozen=True)
class Comparison:
    """A measure here, over the period before, in the wider territory."""

    label: str
    what: str
    here: str
    before: str
    there: str


@dataclass(frozen=True)
class Report:
    """Everything that is printed."""

    figures: TerritoryFigures
    printed_on: date
    sentences: tuple[str, ...]
    to_remember: tuple[str, ...]
    headline: tuple[headline.KeyFigure, ...]
    activity: TerritoryMap | None
    needs: TerritoryMap | None
    questions: tuple[Question, ...]
    comparisons: tuple[Comparison, ...]
    elsewhere: str
    trainings: tuple[trainings.Line, ...]
    trainings_sentence: str

    @property
    def title(self) -> str:
        """The document's title, read aloud when it opens."""
        return _(
            "Rapport sur l’inclusion numérique\u00a0: %(name)s, %(period)s",
            name=self.figures.territory.name,
            period=self.figures.period.label,
        )

    @property
    def parts(self) -> list[tuple[str, str, str]]:
        """The parts with most need: name, people in difficulty at least, accompaniments."""
        return [(part.name, number(need), _shown(count)) for part, need, count in self._needs_and_help()[:_MOST_PARTS]]

    @property
    def compared(self) -> bool:
        """The wider territory has an activity of its own to compare with."""
        return not attention.is_alone(self.figures)

    @property
    def missing(self) -> str:
        """Among the parts with most need, the one where the least help was given for it."""
        rows = [row for row in self._needs_and_help()[:_MOST_PARTS] if row[2] is not None]
        if not rows:
            return self.to_remember[0]
        part, need, count = min(rows, key=lambda row: ((row[2] or 0) / row[1], -row[1]))
        return _(
            "%(name)s compte au moins %(need)s habitants en difficulté\u00a0; %(count)s.",
            name=part.name,
            need=number(need),
            count=_held_there(count or 0),
        )

    def _needs_and_help(self) -> list[tuple[Territory, int, int | None]]:
        block = self.figures.blocks.get("communes")
        if self.needs is None or block is None:
            return []
        held = {cell.territory_key: cell.count for cell in block.cells}
        return [(part, need, held.get(part.key, 0)) for part, need in self.needs.rows if need]


def make_report(figures: TerritoryFigures, printed_on: date) -> Report:
    """The report of published figures."""
    block = figures.blocks.get("communes")
    activity = maps.activity_map(block) if block else None
    return Report(
        figures=figures,
        printed_on=printed_on,
        sentences=tuple(sentences.summary(figures)),
        to_remember=tuple(attention.to_look_at(figures)),
        headline=headline.key_figures(figures),
        activity=activity,
        needs=maps.needs_map(figures.territory, activity.level) if activity else None,
        questions=tuple(_questions(figures)),
        comparisons=tuple(_comparisons(figures)),
        elsewhere=_elsewhere(figures),
        trainings=trainings.lines_of(figures.trainings) if figures.trainings else (),
        trainings_sentence=trainings.sentence(figures),
    )


def _held_there(count: int) -> str:
    if not count:
        return _("aucun accompagnement n’y a eu lieu")
    one, many = N_("%(count)s\u00a0accompagnement y a eu lieu"), N_("%(count)s\u00a0accompagnements y ont eu lieu")
    return plural(count, one, many)


Answer = Callable[[TerritoryFigures], str | None]

_QUESTIONS: tuple[tuple[str, str, Answer, tuple[str, ...]], ...] = (
    ("qui", N_("Qui vient\u00a0?"), sentences.who, ("age_bands", "statuses", "genders")),
    ("pourquoi", N_("Pour quoi faire\u00a0?"), sentences.subject, ("themes", "procedures")),
    ("quand", N_("Quand\u00a0?"), attention.busiest_month, ("months",)),
    (
        "comment",
        N_("Comment cela se passe-t-il\u00a0?"),
        sentences.workshops,
        ("kinds", "place_kinds", "autonomy"),
    ),
    (
        "bloque",
        N_("Qu’est-ce qui bloque\u00a0?"),
        attention.blocked,
        ("blocked_procedures", "blocked_causes", "blocked_organisations", "orientations"),
    ),
)


def _questions(figures: TerritoryFigures) -> list[Question]:
    """Those that have something to show; a period of one month has no months to compare."""
    found = []
    for key, title, answer, keys in _QUESTIONS:
        panels = [panel for panel in (make_panel(figures, block) for block in keys) if panel]
        drawn = tuple(panel for panel in panels if panel.kind != "none")
        hidden = tuple(panel.title for panel in panels if panel.block.hidden)
        if drawn:
            found.append(Question(key, _(title), answer(figures) or _first_answer(drawn), drawn, hidden))
    return found


def _first_answer(panels: tuple[Panel, ...]) -> str:
    """The largest value of the first block, when no sentence says more."""
    block = panels[0].block
    first = max(block.cells, key=lambda cell: cell.count or 0)
    if block.key == "months":
        return _(
            "Le mois le plus actif\u00a0: %(month)s, avec %(count)s.",
            month=_(first.label),
            count=plural(first.count or 0, N_("%(count)s accompagnement"), N_("%(count)s accompagnements")),
        )
    return _(
        "%(title)s\u00a0: d’abord «\u00a0%(label)s\u00a0», %(share)s des accompagnements.",
        title=panels[0].title,
        label=_(first.label),
        share=percent(first.share or 0),
    )


def _comparisons(figures: TerritoryFigures) -> list[Comparison]:
    chosen = (
        figures.accompaniments,
        figures.minutes,
        figures.workshops,
        figures.workshop_participants,
        figures.people,
        figures.anonymous,
        figures.inhabitants_helped,
        figures.rate,
        figures.places,
    )
    return [_comparison(measure) for measure in chosen]


def _comparison(measure: Measure) -> Comparison:
    return Comparison(
        label=_(measure.label),
        what=_(measure.what),
        here=_(SECRET) if measure.secret else _written(measure, measure.value),
        before=_written(measure, measure.previous),
        there=_written(measure, measure.parent),
    )


def _written(measure: Measure, value: float | None) -> str:
    if value is None:
        return _("non donné")
    match measure.unit:
        case Unit.MINUTES:
            return hours(value)
        case Unit.SHARE:
            return percent(value)
        case Unit.RATE:
            return number(value, 1)
        case _:
            return number(value)


def _shown(count: int | None) -> str:
    return _(SECRET) if count is None else number(count)


def _elsewhere(figures: TerritoryFigures) -> str:
    """Against the wider territory by inhabitant, else what prevents from saying it."""
    rate = figures.rate
    if rate.value is None:
        if rate.secret:
            return _("Trop peu de personnes pour donner un taux par habitant.")
        return _(rate.reason or N_("Pas de taux par habitant sur cette période."))
    text = _(
        "%(rate)s accompagnements pour 1\u202f000 habitants",
        rate=number(rate.value, 1),
    )
    if figures.parent is not None and attention.is_alone(figures):
        return _(
            "%(text)s. Pas de comparaison %(where)s\u00a0: nous n’y connaissons aucune autre activité.",
            text=text,
            where=figures.parent.in_name,
        )
    if rate.parent is not None and figures.parent is not None:
        text += _(", contre %(rate)s %(where)s", rate=number(rate.parent, 1), where=figures.parent.in_name)
    return f"{text}."
