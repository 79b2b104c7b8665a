"""The mediator's home: log, do again, what waits today, her month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.models import Account
from inclusion_app.access.queries import get_account, list_forms_begun
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.figures import get_totals, last_records, next_steps
from inclusion_app.accompaniments.queries.names import Names, citizen_names
from inclusion_app.casework.safety.due import due_with_people
from inclusion_app.home.alerts import find_warnings
from inclusion_app.home.month import Figure, compare, month_so_far, noun, people_compared, same_days_before
from inclusion_app.home.sessions import halves_to_record, halves_today
from inclusion_app.kernel import clock
from inclusion_app.kernel.text import N_
from inclusion_app.network.queries import find_my_mediator
from inclusion_app.vocabulary.activity import NextStep, PlaceKind, RecordKind
from inclusion_app.web.formats import date_fr, duration, hours, month_fr, number

_DAYS_AHEAD = 7
_HOUR = 60
_ENTRIES = ("accompaniments.new_individual", "accompaniments.new_workshop")


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
        mediator_id=mediator.id if mediator else None,
        today=today,
        warnings=find_warnings(),
        drafts=_begun(account),
        halves_today=halves_today(scope),
        halves_to_record=halves_to_record(scope),
        steps_today=[_step(step, names) for step in steps if step.next_on == today],
        steps_later=[_step(step, names) for step in steps if step.next_on != today],
        safety_due=due_with_people(scope),
        models=list(_models(last_records(scope))),
        figures=_figures(scope, today),
        month=month_fr(today),
    )


def _begun(account: Account) -> list[str]:
    """Where an entry was left, in the order of the buttons."""
    paths = [url_for(name) for name in _ENTRIES]
    return sorted(list_forms_begun(account, paths), key=paths.index)


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
        yield Model(
            label=(record.title if workshop else themes) or _(record.kind.label),
            details=" · ".join((date_fr(record.held_on, year=False), duration(record.minutes), _where(record))),
            url=url_for(_ENTRIES[workshop], modele=record.id),
        )


def _where(record: Record) -> str:
    if record.place:
        return record.place.name
    kind = _(record.place_kind.label)
    return kind if record.place_kind is PlaceKind.REMOTE else f"{kind} ({record.held_commune.name})"


def _figures(scope: Scope, today: date) -> list[Figure]:
    """Accompaniments, hours, people; the anonymous stand beside people, never added to them."""
    before = same_days_before(today)
    now, then = get_totals(scope, month_so_far(today)), get_totals(scope, before)
    until = before.until or today
    return [
        Figure(
            number(now.accompaniments),
            noun(now.accompaniments, N_("accompagnement"), N_("accompagnements")),
            compare(now.accompaniments, then.accompaniments, until),
        ),
        Figure(
            hours(now.minutes) if now.minutes >= _HOUR else duration(now.minutes),
            _("d’accompagnement"),
            compare(now.minutes, then.minutes, until, duration),
        ),
        Figure(
            number(now.people),
            noun(now.people, N_("personne suivie rencontrée"), N_("personnes suivies rencontrées")),
            people_compared(now, then, until),
        ),
    ]
