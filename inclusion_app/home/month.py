"""The month of a team in four figures, each against the same days of the month before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.queries.figures import Totals, get_totals, team_figures
from inclusion_app.kernel.text import N_
from inclusion_app.web.formats import hours, number


@dataclass(frozen=True)
class Figure:
    """A number set large, what it counts, its comparison in words."""

    value: str
    label: str
    comparison: str


def month_so_far(today: date) -> RecordFilter:
    """From the first of the month to today."""
    return RecordFilter(since=today.replace(day=1), until=today)


def same_days_before(today: date) -> RecordFilter:
    """The same days of the month before, which may be shorter."""
    last = today.replace(day=1) - timedelta(days=1)
    return RecordFilter(since=last.replace(day=1), until=last.replace(day=min(today.day, last.day)))


def four_figures(scope: Scope, today: date) -> list[Figure]:
    """Accompaniments, hours, people met, active mediators."""
    now, before = month_so_far(today), same_days_before(today)
    current, previous = (get_totals(scope, wanted, of_team=True) for wanted in (now, before))
    active, active_before = (len(team_figures(scope, wanted)) for wanted in (now, before))
    until = before.until or today
    return [
        Figure(
            number(current.accompaniments),
            noun(current.accompaniments, N_("accompagnement"), N_("accompagnements")),
            compare(current.accompaniments, previous.accompaniments, until),
        ),
        Figure(hours(current.minutes), _("d’accompagnement"), _compare_hours(current, previous, until)),
        Figure(
            number(current.people),
            noun(current.people, N_("personne suivie rencontrée"), N_("personnes suivies rencontrées")),
            people_compared(current, previous, until),
        ),
        Figure(
            number(active),
            noun(active, N_("médiatrice ou médiateur actif"), N_("médiatrices et médiateurs actifs")),
            compare(active, active_before, until),
        ),
    ]


def compare(now: int, before: int, until: date, write: Callable[[float | None], str] = number) -> str:
    """« 12 de plus qu’en octobre aux mêmes dates »."""
    month = format_date(until, "MMMM")
    if now == before:
        return str(_("autant qu’en %(month)s aux mêmes dates", month=month))
    if now > before:
        return str(_("%(count)s de plus qu’en %(month)s aux mêmes dates", count=write(now - before), month=month))
    return str(_("%(count)s de moins qu’en %(month)s aux mêmes dates", count=write(before - now), month=month))


def noun(count: int, one: str, many: str) -> str:
    """The noun that follows a number set large; 0 takes the singular in French."""
    return str(_(one if count < 2 else many))


def _compare_hours(current: Totals, previous: Totals, until: date) -> str:
    return compare(round(current.minutes / 60), round(previous.minutes / 60), until)


def people_compared(current: Totals, previous: Totals, until: date) -> str:
    """The comparison of people, and the anonymous accompaniments beside."""
    said = compare(current.people, previous.people, until)
    return f"{said}\u00a0; {beside(current.anonymous)}" if current.anonymous else said


def beside(anonymous: int) -> str:
    """Anonymous accompaniments stand beside people, never added to them."""
    if anonymous == 1:
        return str(_("et, à part, 1 accompagnement anonyme"))
    return str(_("et, à part, %(count)s accompagnements anonymes", count=number(anonymous)))
