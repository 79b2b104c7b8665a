"""Finding someone: two letters of a name among the caller's own citizens, an exact name, telephone or e-mail."""

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.queries.scoped import in_own_structures, visible_to
from inclusion_app.kernel import crypto
from inclusion_app.kernel.db import Sealed, db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import normalise_phone
from inclusion_app.kernel.text import fold

MOST_DECRYPTED = 2000
LEAST_LETTERS = 2


def search_citizens(scope: Scope, text: str, limit: int = 10) -> Sequence[Citizen]:
    """Those of the caller's citizens whom the text may mean, best first.

    Each word typed begins a word of the name. The names of the 2,000 last created are decrypted for it; an exact
    name, telephone or e-mail is found among all of them.
    """
    ids = search_ids(scope, text, limit)
    query = select(Citizen).where(Citizen.id.in_(ids)).options(joinedload(Citizen.commune))
    rank = {citizen_id: place for place, citizen_id in enumerate(ids)}
    return sorted(db.session.scalars(query), key=lambda citizen: rank[citizen.id])


def search_ids(scope: Scope, text: str, limit: int) -> list[uuid.UUID]:
    """The keys of those whom the text may mean, best first."""
    typed = fold(text)
    if len(typed.replace(" ", "")) < LEAST_LETTERS:
        return []
    return list(dict.fromkeys([*_exact(scope, text), *_by_prefix(scope, typed)]))[:limit]


def _exact(scope: Scope, text: str) -> Iterable[uuid.UUID]:
    conditions = [Citizen.name_index == name_index(text, "")]
    if "@" in text:
        conditions.append(Citizen.email_index == email_index(text.strip()))
    with suppress(DomainError):  # what was typed is no telephone number
        conditions.append(Citizen.phone_index == phone_index(normalise_phone(text)))
    query = select(Citizen.id).where(visible_to(scope), or_(*conditions)).order_by(Citizen.id.desc())
    return db.session.scalars(query.limit(MOST_DECRYPTED)).all()


def _by_prefix(scope: Scope, typed: str) -> list[uuid.UUID]:
    words = typed.split()
    found = [
        (not " ".join(known).startswith(typed), known, citizen_id)
        for citizen_id, known in _names(scope)
        if all(any(name.startswith(word) for name in known) for word in words)
    ]
    return [citizen_id for _, _, citizen_id in sorted(found)]


def _names(scope: Scope) -> Iterable[tuple[uuid.UUID, list[str]]]:
    query = select(Citizen.id, Citizen.first_name_sealed, Citizen.last_name_sealed).where(visible_to(scope))
    for citizen_id, first, last in db.session.execute(query.order_by(Citizen.id.desc()).limit(MOST_DECRYPTED)):
        first_name = _open(Citizen.first_name, citizen_id, first)
        last_name = _open(Citizen.last_name, citizen_id, last)
        yield citizen_id, [*fold(first_name).split(), *fold(last_name).split()]


def _open(field: Sealed, citizen_id: uuid.UUID, sealed: bytes) -> str:
    return crypto.unseal(sealed, field.associated(Citizen.__tablename__, citizen_id))


def list_namesakes(
    scope: Scope, *, first_name: str, last_name: str, birth_year: int | None
) -> tuple[Sequence[Citizen], bool]:
    """Who already has this name and year of birth: those whom the caller sees, and whether colleagues follow another.

    A missing year on either side may hide the same person, so it counts as the same.
    """
    alike = [Citizen.name_index == name_index(first_name, last_name), Citizen.deleted_at.is_(None)]
    if birth_year is not None:
        alike.append(or_(Citizen.birth_year == birth_year, Citizen.birth_year.is_(None)))
    mine = select(Citizen).where(*alike, visible_to(scope)).options(joinedload(Citizen.commune))
    seen = db.session.scalars(mine.order_by(Citizen.id).limit(5)).all()
    if not scope.allows(Permission.CITIZENS_FOLLOW):
        return seen, False
    hidden = select(Citizen.id).where(*alike, in_own_structures(scope), ~visible_to(scope))
    return seen, db.session.scalar(hidden.limit(1)) is not None
