"""The mediator's home: log, do again, what waits today, her month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.queries import find_draft, get_account
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.figures import MonthFigures, last_records, month_figures, next_steps
from inclusion_app.accompaniments.queries.names import Names, citizen_names
from inclusion_app.kernel import clock
from inclusion_app.kernel.text import N_
from inclusion_app.network.queries import find_my_mediator
from inclusion_app.vocabulary.activity import NextStep, RecordKind
from inclusion_app.web.formats import date_fr, duration, hours, month_fr, number, plural

_DAYS_AHEAD = 7
_ENTRIES = ("accompaniments.new_individual", "accompaniments.new_workshop")


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the month before."""

    value: str
    label: str
    comparison: str


@dataclass(frozen=True)
class Step:
    """An appointment or a call."""

    when: str
    what: str
    who: str
    url: str
    by_phone: bool


@dataclass(frozen=True)
class Model:
    """An entry to do again."""

    label: str
    details: str
    url: str


def render(scope: Scope) -> ResponseReturnValue:
    """The page."""
    today = clock.today()
    account = get_account(scope.account_id)
    mediator = find_my_mediator(scope)
    steps = next_steps(scope, today, today + timedelta(days=_DAYS_AHEAD))
    names = citizen_names(scope, (row.citizen_id for step in steps for row in step.participations))
    return render_template(
        "home/mediator.html",
        first_name=(account.name or "").split(" ")[0],
        registered=mediator is not None,
        today=today,
        drafts=[url_for(name) for name in _ENTRIES if find_draft(account, url_for(name))],
        steps_today=[_step(step, names) for step in steps if step.next_on == today],
        steps_later=[_step(step, names) for step in steps if step.next_on != today],
        models=list(_models(last_records(scope))),
        figures=_figures(month_figures(scope, today)),
        month=month_fr(today),
    )


def _step(record: Record, names: Names) -> Step:
    time = f"{record.next_at:%H:%M}" if record.next_at else ""
    day = date_fr(record.next_on, year=False)
    known = [names[row.citizen_id] for row in record.participations if row.citizen_id in names]
    kind = record.next_step or NextStep.APPOINTMENT
    return Step(
        when=_time_of(record.next_on, day, time),
        what=_(kind.label),
        who=", ".join(known) or _("Personne anonyme, vue le %(day)s", day=date_fr(record.held_on, year=False)),
        url=url_for("accompaniments.detail", record_id=record.id),
        by_phone=kind is NextStep.CALL,
    )


def _time_of(on: date | None, day: str, time: str) -> str:
    if on == clock.today():
        return time or _("Dans la journée")
    return _("%(day)s à %(time)s", day=day, time=time) if time else day


def _models(records: Sequence[Record]) -> Iterator[Model]:
    for record in records:
        workshop = record.kind is RecordKind.WORKSHOP
        themes = ", ".join(_(theme.label) for theme in sorted(record.themes, key=lambda theme: theme.bit)[:3])
        where = record.place.name if record.place else _(record.place_kind.label)
        yield Model(
            label=(record.title if workshop else themes) or _(record.kind.label),
            details=" · ".join((date_fr(record.held_on, year=False), duration(record.minutes), where)),
            url=url_for(_ENTRIES[workshop], modele=record.id),
        )


def _figures(month: MonthFigures) -> list[Figure]:
    """Accompaniments, hours, people; the anonymous stand beside people, never added to them."""
    now, before = month.current, month.previous
    last = month_fr(month.month - timedelta(days=1))
    return [
        Figure(
            number(now.accompaniments),
            plural_noun(now.accompaniments, N_("accompagnement"), N_("accompagnements")),
            _("%(count)s en %(month)s (mois entier)", count=number(before.accompaniments), month=last),
        ),
        Figure(
            hours(now.minutes) if now.minutes >= _HOUR else duration(now.minutes),
            _("d’accompagnement"),
            _("%(count)s en %(month)s (mois entier)", count=duration(before.minutes), month=last),
        ),
        Figure(
            number(now.people),
            plural_noun(now.people, N_("personne suivie"), N_("personnes suivies différentes")),
            _(
                "%(count)s en %(month)s, et ce mois-ci %(anonymous)s",
                count=number(before.people),
                month=last,
                anonymous=plural(
                    now.anonymous, N_("%(num)s accompagnement anonyme"), N_("%(num)s accompagnements anonymes")
                ),
            ),
        ),
    ]


_HOUR = 60


def plural_noun(count: int, one: str, many: str) -> str:
    """The noun alone, in the number that French gives it."""
    return str(_(many if count > 1 else one))
