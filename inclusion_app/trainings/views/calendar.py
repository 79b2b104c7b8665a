"""The calendar: month, week, list; visitors see the sessions shown to the public."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, find_account, public
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import clock
from inclusion_app.network.holidays import public_holiday, school_holiday, school_zone
from inclusion_app.trainings.forms.calendar import CalendarFilterForm
from inclusion_app.trainings.queries import calendar as queries
from inclusion_app.trainings.queries.calendar import Entry
from inclusion_app.trainings.queries.sessions_listing import list_trainers_met
from inclusion_app.trainings.rules import calendar as rules
from inclusion_app.trainings.rules.calendar import VIEW_LABELS, Period, View
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.sessions_filtering import chips_of
from inclusion_app.trainings.views.sessions_opening import usual_departement
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import date_fr, date_long, month_fr

CHIPS = 3
LONGEST_HOLIDAYS = 70
"""Days."""
MOST_IN_A_MONTH = 100
"""Lines of the list that a phone shows instead of the month."""


@dataclass(frozen=True)
class Day:
    """A day of the calendar; `outside` the month shown, `holiday` its name when it is a public one."""

    day: date
    name: str
    entries: Sequence[Entry]
    outside: bool
    today: bool
    holiday: str
    school: bool

    @property
    def more(self) -> int:
        """How many half-days a cell of the month has no room for; never one alone."""
        return len(self.entries) - CHIPS if len(self.entries) > CHIPS + 1 else 0

    @property
    def first(self) -> Sequence[Entry]:
        return self.entries[:CHIPS] if self.more else self.entries


@bp.get("/calendrier")
@public
def calendar() -> ResponseReturnValue:
    """The half-days of a month, a week or a day."""
    scope = _scope()
    asked = rules.read_view(request.args.get("vue"))
    period = rules.period_of(asked or View.MONTH, rules.read_day(request.args.get("date"), clock.today()))
    form = _filters(scope)
    entries = queries.list_entries(scope, period.first, period.last, form.wanted())
    departement = _departement(scope, entries)
    return render_template(
        "trainings/calendar/page.html",
        form=form,
        chips=chips_of(form),
        period=period,
        heading=heading(period),
        switch=asked is None,
        days={one.day: one for one in _days(period, entries, departement)},
        entries=entries,
        most=MOST_IN_A_MONTH,
        full=len(entries) >= queries.MOST_HALF_DAYS,
        trainers=queries.trainers_of(entries) if period.view in (View.LIST, View.DAY) else {},
        school_lines=_school_lines(period, departement),
        views=[(_(label), address(view, period.day), view is period.view) for view, label in VIEW_LABELS.items()],
        address=address,
        url_of=url_of,
        clock_of=_clock,
        slot_of=_slots,
        lanes_of=_lanes,
        View=View,
        today=clock.today(),
        hours=range(rules.FIRST_HOUR, rules.LAST_HOUR),
        may_open=bool(scope and scope.allows(Permission.SESSIONS_MANAGE)),
    )


def _scope() -> Scope | None:
    """The caller's rights; None for a visitor, and for who has nothing to do with trainings."""
    scope = current_scope() if find_account() else None
    return scope if scope and scope.allows(Permission.TRAININGS_READ) else None


def _filters(scope: Scope | None) -> CalendarFilterForm:
    form = CalendarFilterForm()
    form.place.choices = [Choice(str(key), name) for key, name in queries.list_places_shown(scope)]
    form.course.choices = [Choice(str(key), title) for key, title in queries.list_courses_shown(scope)]
    if scope:
        form.trainer.choices = [Choice(str(key), name) for key, name in list_trainers_met(scope)]
    form.validate()
    return form


def address(view: View, day: date) -> str:
    """The calendar at a view and a day, with the filters in use."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("vue", "date") and value]
    return f"{url_for('trainings.calendar')}?{urlencode([('vue', view.value), ('date', day.isoformat()), *kept])}"


def url_of(entry: Entry) -> str:
    """The page of the team for who manages the session, else the public one."""
    endpoint = "trainings.session" if entry.managed else "trainings.public_session"
    return url_for(endpoint, session_id=entry.session_id)


def heading(period: Period) -> str:
    """« novembre 2026 », « semaine du 23 novembre 2026 », « mardi 24 novembre 2026 »."""
    if period.view is View.DAY:
        return date_fr(period.day)
    if period.view is View.WEEK:
        return str(_("semaine du %(day)s", day=date_long(period.first)))
    return month_fr(period.day)


def _departement(scope: Scope | None, entries: Sequence[Entry]) -> str:
    """Whose holidays are said: where the caller works, else where most of what is shown takes place."""
    usual = usual_departement(None) if scope else ""
    common = Counter(entry.departement for entry in entries).most_common(1)
    return usual or (common[0][0] if common else "")


def _days(period: Period, entries: Sequence[Entry], departement: str) -> list[Day]:
    by_day: dict[date, list[Entry]] = {}
    for entry in entries:
        by_day.setdefault(entry.day, []).append(entry)
    return [
        Day(
            day=day,
            name=date_fr(day),
            entries=by_day.get(day, []),
            outside=period.view is View.MONTH and day.month != period.day.month,
            today=day == clock.today(),
            holiday=_holiday(day, departement),
            school=school_holiday(day, departement) is not None,
        )
        for day in period.days
    ]


def _holiday(day: date, departement: str) -> str:
    name = public_holiday(day, departement)
    return str(_(name)) if name else ""


def _school_lines(period: Period, departement: str) -> list[str]:
    """« Vacances de Noël (zone A)\u00a0: du 19 au 31 décembre 2026 »."""
    zone = school_zone(departement)
    found = rules.runs(period.wider(LONGEST_HOLIDAYS), lambda day: school_holiday(day, departement))
    return [
        _(
            "Vacances scolaires, zone %(zone)s\u00a0: %(name)s, du %(first)s au %(last)s.",
            zone=zone,
            name=_(name),
            first=date_long(first),
            last=date_long(last),
        )
        for name, first, last in found
        if first <= period.last and last >= period.first
    ]


def _clock(moment: datetime) -> str:
    """14:30, in Paris: the same in each language, written for hundreds of lines."""
    return f"{clock.to_paris(moment):%H:%M}"


def _slots(entry: Entry) -> tuple[int, int]:
    """The half-hour where a half-day begins in the grid of a week, and how many it takes."""
    start, end = clock.to_paris(entry.starts_at), clock.to_paris(entry.ends_at)
    first = rules.slot_of(start.hour, start.minute)
    last = rules.slot_of(end.hour, end.minute - 1) if end.minute else rules.slot_of(end.hour - 1, 59)
    return first, max(1, last - first + 1)


def _lanes(entries: Sequence[Entry]) -> int:
    """How many half-days of a day happen at the same time, at most: from 1 to 4."""
    slots = [(first, first + count) for first, count in map(_slots, entries)]
    together = [sum(start <= first < end for start, end in slots) for first, _end in slots]
    return min(max(together, default=1), 4)
