"""Whose figures: a territory, a structure, a place, a mediator, a team. All but a territory are exact figures only.

A mediator reads her own. Who may read exact figures reads the structures of their reach, what was done there in its
places, and what its mediators did there: never what they did for another structure or elsewhere.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Reach, Scope
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.network.mediators import get_mediator, mediators_within
from inclusion_app.network.models import Mediator, Place, Structure
from inclusion_app.network.queries import find_my_mediator, places_within, structures_within
from inclusion_app.observatory.phrases import _, joined
from inclusion_app.observatory.queries import get_readable_territory

LARGEST_TEAM = 60
"""Mediators chosen together, at most: their addresses must fit in one."""

_FEW_NAMES = 3

EXACT = Permission.OBSERVATORY_EXACT


class SubjectKind(StrEnum):
    """What figures may be of."""

    TERRITORY = "territory"
    STRUCTURE = "structure"
    PLACE = "place"
    MEDIATOR = "mediator"
    TEAM = "team"


@dataclass(frozen=True)
class Subject:
    """Whose figures: `key` is that of a territory, else an identifier, or several in order, separated by commas.

    `reach`: only the records that lie in it are counted (their structure, or the commune where they were held); None
    when every record of the subject is.
    """

    kind: SubjectKind
    key: str
    name: str
    reach: Reach | None = None

    @property
    def ids(self) -> tuple[uuid.UUID, ...]:
        """The identifiers of a structure, a place, a mediator or the mediators of a team."""
        return () if self.kind is SubjectKind.TERRITORY else tuple(uuid.UUID(part) for part in self.key.split(","))


def get_readable_subject(scope: Scope, kind: SubjectKind, key: str) -> Subject:
    """A subject whose figures the caller may read.

    Raises NotFound outside her reach, Forbidden when she sees the subject and may not read its figures.
    """
    match kind:
        case SubjectKind.TERRITORY:
            territory = get_readable_territory(scope, key)
            return Subject(kind, territory.key, territory.name)
        case SubjectKind.STRUCTURE:
            return _structure(scope, _identifier(key))
        case SubjectKind.PLACE:
            return _place(scope, _identifier(key))
        case SubjectKind.MEDIATOR:
            return _mediator(scope, _identifier(key))
        case SubjectKind.TEAM:
            return team_of(scope, [_identifier(part) for part in key.split(",")])


def team_of(scope: Scope, mediator_ids: Iterable[uuid.UUID]) -> Subject:
    """Mediators read together. Raises NotFound when one is outside the reach, DomainError when they are too many."""
    chosen = sorted(set(mediator_ids))
    scope.check(EXACT)
    if not chosen:
        raise NotFound
    if len(chosen) > LARGEST_TEAM:
        raise DomainError(N_("Choisissez soixante personnes au plus."), field="mediators")
    names = [get_mediator(scope, one).name for one in _readable(scope, chosen)]
    return Subject(SubjectKind.TEAM, ",".join(map(str, chosen)), _called(names), _limit(scope))


def _called(names: list[str]) -> str:
    """The names of a few, else how many they are."""
    if len(names) <= _FEW_NAMES:
        return joined(names)
    return _("Équipe de %(count)s personnes", count=len(names))


def _readable(scope: Scope, chosen: Sequence[uuid.UUID]) -> Sequence[uuid.UUID]:
    query = select(Mediator.id).where(Mediator.id.in_(chosen), mediators_within(scope, EXACT))
    if len(set(db.session.scalars(query))) != len(chosen):
        raise NotFound
    return chosen


def _structure(scope: Scope, key: uuid.UUID) -> Subject:
    query = select(Structure).where(Structure.id == key, Structure.deleted_at.is_(None))
    found = db.session.scalar(query.where(structures_within(scope)))
    if found is None:
        raise NotFound
    if db.session.scalar(query.where(structures_within(scope, EXACT))) is None:
        raise Forbidden
    return Subject(SubjectKind.STRUCTURE, str(key), found.name)


def _place(scope: Scope, key: uuid.UUID) -> Subject:
    """All that was done there for who reads its territory; for who reads its structure, what that structure did."""
    query = select(Place).where(Place.id == key, Place.deleted_at.is_(None))
    found = db.session.scalar(query.where(places_within(scope)))
    if found is None:
        raise NotFound
    if db.session.scalar(query.where(places_within(scope, EXACT))) is None:
        raise Forbidden
    return Subject(SubjectKind.PLACE, str(key), found.name, _limit(scope))


def _mediator(scope: Scope, key: uuid.UUID) -> Subject:
    mine = find_my_mediator(scope)
    if mine is not None and mine.id == key and scope.allows(Permission.RECORDS_LOG):
        return Subject(SubjectKind.MEDIATOR, str(key), mine.name or "")
    if not (scope.allows(Permission.MEDIATORS_READ) or mine):
        raise Forbidden
    _readable(scope, [key])
    return Subject(SubjectKind.MEDIATOR, str(key), get_mediator(scope, key).name, _limit(scope))


def _limit(scope: Scope) -> Reach | None:
    """Who reads everywhere is not limited."""
    reach = scope.reach(EXACT)
    return None if reach.everywhere else reach


def _identifier(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise NotFound from error
