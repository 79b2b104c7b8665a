"""What a territory's sessions of trainings and workshops gave: activity alone, nothing by profile.

Read anew for each page, in a few queries, and kept out of what the process remembers of a year: the numbers that
watch a year's accompaniments do not watch attendance. These are totals, shown like that of the accompaniments; the
average of opinions is only given where enough people answered.
"""

from dataclasses import dataclass, replace

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.registry import get_indicator
from inclusion_app.observatory.catalogue.trainings import PREFIX
from inclusion_app.observatory.figures import Measure, TerritoryFigures, TrainingFigures, Unit
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.phrases import _, change_clause, during, previous_words
from inclusion_app.territories.territory import Territory
from inclusion_app.trainings.queries.figures_totals import (
    Totals,
    find_satisfaction,
    get_totals,
    list_courses_given,
)
from inclusion_app.trainings.rules.spans import Span
from inclusion_app.web.formats import hours, number, percent, plural

KEY = "trainings"
TITLE = N_("Formations et ateliers programmés")
COURSES_SHOWN = 10


@dataclass(frozen=True)
class Line:
    """A measure as it is written on a page or on paper."""

    label: str
    what: str
    here: str
    before: str


def with_trainings(figures: TerritoryFigures) -> TerritoryFigures:
    """The same figures with those of trainings, None where there was no session in the period."""
    return replace(figures, trainings=find_trainings(figures.territory, figures.period, figures.previous_period))


def find_trainings(territory: Territory, period: Period, before: Period) -> TrainingFigures | None:
    """The figures of trainings of a territory; None when no session was held there in the period."""
    span = Span(period.start, period.end)
    now = get_totals(territory, span)
    if not now.sessions:
        return None
    then = get_totals(territory, Span(before.start, before.end))
    opinion = find_satisfaction(territory, span)
    return TrainingFigures(
        tuple(_measures(now, then, opinion)), tuple(list_courses_given(territory, span, COURSES_SHOWN))
    )


def _measures(now: Totals, then: Totals, opinion: float | None) -> list[Measure]:
    keys = ("sessions", "half_days", "minutes", "seats", "presences", "fill_rate")
    found = [_measure(key, getattr(now, key), getattr(then, key)) for key in keys]
    mark = _measure("satisfaction", opinion, reason=N_("moins de 11 réponses"))
    return [*found, mark]


def _measure(key: str, value: float | None, previous: float | None = None, reason: str | None = None) -> Measure:
    indicator = get_indicator(PREFIX + key)
    return Measure(key, indicator.name, indicator.definition, indicator.unit, value, previous, reason=reason)


def lines_of(found: TrainingFigures) -> tuple[Line, ...]:
    """The measures in words."""
    return tuple(_line(measure) for measure in found.measures)


def _line(measure: Measure) -> Line:
    missing = _(measure.reason) if measure.reason and measure.value is None else ""
    before = "" if measure.unit is Unit.MARK else _written(measure, measure.previous)
    return Line(_(measure.label), _(measure.what), missing or _written(measure, measure.value), before or "–")


def _written(measure: Measure, value: float | None) -> str:
    if value is None:
        return "–"
    match measure.unit:
        case Unit.MINUTES:
            return hours(value)
        case Unit.SHARE:
            return percent(value)
        case Unit.MARK:
            return number(value, 1)
        case _:
            return number(value)


def sentence(figures: TerritoryFigures) -> str:
    """How many sessions, how that changed, and the course given most."""
    found = figures.trainings
    if found is None:
        return ""
    held = found.measure("sessions")
    count = plural(held.whole or 0, N_("%(count)s session a eu lieu"), N_("%(count)s sessions ont eu lieu"))
    halves = plural(found.measure("half_days").whole or 0, N_("%(count)s demi-journée"), N_("%(count)s demi-journées"))
    text = _(
        "%(when)s, %(count)s %(where)s, en %(halves)s",
        when=during(figures.period),
        count=count,
        where=figures.territory.in_name,
        halves=halves,
    )
    if held.previous:
        change = change_clause(held.value or 0, held.previous, figures.period)
    else:
        change = _("il n’y en avait eu aucune %(before)s", before=previous_words(figures.period))
    first = _("Le cours le plus donné\u00a0: «\u00a0%(title)s\u00a0».", title=found.courses[0].title)
    return f"{text}\u00a0: {change}. {first}"
