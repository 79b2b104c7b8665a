"""A session for citizens becomes the accompaniment record of those who came: one record a half-day, never twice.

The half-day's own key is the key of the form: whoever sends it, and however often, there is one record.
"""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.accompaniments.entry import Entry, Group, Participant
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.services import log_record
from inclusion_app.casework.session_halves import Half, Standing, is_for_citizens
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator
from inclusion_app.network.queries import my_structures, places_for_logging
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from inclusion_app.web.formats import local


@dataclass(frozen=True)
class _Where:
    """Where it took place, in the words of an entry."""

    place_kind: PlaceKind
    structure_id: uuid.UUID | None
    place_id: uuid.UUID | None = None
    commune_code: str | None = None


def record_halves(
    session: TrainingSession,
    halves: Iterable[Half],
    *,
    themes: Collection[Theme],
    procedures: Collection[AdministrativeTheme],
    mediator: Mediator,
    by: Account,
) -> list[Record]:
    """Log the half-days that are ready, with who came; the others are left as they are."""
    if not is_for_citizens(session):
        raise DomainError(N_("Cette session n’est pas destinée aux habitantes et habitants."))
    where = _where(session, by)
    made = []
    for half in halves:
        if half.standing is Standing.READY:
            entry = _entry(session, half, frozenset(themes), frozenset(procedures), where)
            made.append(log_record(entry, mediator=mediator, by=by, form_key=half.half_day.id))
    return made


def _entry(
    session: TrainingSession,
    half: Half,
    themes: frozenset[Theme],
    procedures: frozenset[AdministrativeTheme],
    where: _Where,
) -> Entry:
    present = half.present
    return Entry(
        kind=RecordKind.WORKSHOP,
        title=session.course_version.title,
        held_on=local(half.half_day.starts_at).date(),
        minutes=half.half_day.minutes,
        participants=tuple(Participant(citizen_id=citizen.id) for citizen in present.citizens),
        group=Group(total=present.others, already_helped=present.returning),
        themes=themes,
        procedures=procedures if Theme.ADMINISTRATIVE in themes else frozenset(),
        place_kind=where.place_kind,
        place_id=where.place_id,
        commune_code=where.commune_code,
        structure_id=where.structure_id,
    )


def _where(session: TrainingSession, by: Account) -> _Where:
    """The session's place when the caller may log there, else its commune; the session's structure when it is hers."""
    scope = scope_of(by)
    structure_id = session.structure_id if session.structure_id in {one.id for one in my_structures(scope)} else None
    if session.place_id is None:
        return _Where(PlaceKind.REMOTE, structure_id)
    if session.place_id in {place.id for place in places_for_logging(scope)}:
        return _Where(PlaceKind.PLACE, structure_id, place_id=session.place_id)
    return _Where(PlaceKind.OTHER, structure_id, commune_code=session.commune_code)
