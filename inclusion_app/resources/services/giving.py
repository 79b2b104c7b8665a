"""Give a resource: remembered and counted once, whatever the way."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.resources import letters
from inclusion_app.resources.lists import GivenHow, ResourceState
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.given import count_sent, find_gift
from inclusion_app.resources.rules.suggestions import can_print, can_send

MOST_COPIES = 100
MOST_LETTERS, LETTERS_WITHIN = 100, timedelta(hours=1)
"""Nobody needs more; a stolen account must not write to the whole world."""


@dataclass(frozen=True)
class Gift:
    """How it is given, and to whom when somebody is followed or an accompaniment was logged; `address` is not kept."""

    how: GivenHow
    copies: int = 1
    citizen_id: uuid.UUID | None = None
    record_id: uuid.UUID | None = None
    address: str = ""


class _AlreadyGiven(DomainError):
    """The other copy of the form won the race."""


_USED_KEY = N_("Cette page a déjà servi\u00a0: ouvrez-la de nouveau.")


def give_resource(resource: Resource, gift: Gift, *, by: Account, form_key: uuid.UUID) -> GivenResource:
    """Remember what is given, and send its address when it goes by e-mail; the same form again changes nothing."""
    if kept := _find(form_key, resource, by):
        return kept
    _check(resource, gift)
    if gift.how is GivenHow.EMAIL and count_sent(by.id, clock.now() - LETTERS_WITHIN) >= MOST_LETTERS:
        raise DomainError(N_("Beaucoup de ressources viennent de partir par courriel. Réessayez dans une heure."))
    given = GivenResource(
        resource_id=resource.id,
        number=resource.latest,
        how=gift.how,
        copies=gift.copies,
        citizen_id=gift.citizen_id,
        record_id=gift.record_id,
        given_at=clock.now(),
        given_by_id=by.id,
        form_key=form_key,
    )
    try:
        with violations({"given_resource.form_key": _AlreadyGiven(_USED_KEY)}):
            db.session.add(given)
            db.session.flush()
    except _AlreadyGiven:
        if kept := _find(form_key, resource, by):
            return kept
        raise
    if gift.how is GivenHow.EMAIL:
        letters.send_resource(resource, gift.address, by)
    audit.write("resource.give", subject=resource, by=by, details={"how": gift.how.value, "copies": gift.copies})
    db.session.flush()
    return given


def keep_recipients(record_id: uuid.UUID, people: Collection[uuid.UUID]) -> None:
    """The record now names these people: what somebody else was given after it goes to the only one, or to nobody."""
    query = select(GivenResource).where(GivenResource.record_id == record_id, GivenResource.citizen_id.is_not(None))
    only = next(iter(people)) if len(people) == 1 else None
    for gift in db.session.scalars(query):
        if gift.citizen_id not in people:
            gift.citizen_id = only


def _find(form_key: uuid.UUID, resource: Resource, by: Account) -> GivenResource | None:
    """What this form gave before. Raises DomainError when the key is that of another form."""
    kept = find_gift(form_key)
    if kept is not None and (kept.given_by_id != by.id or kept.resource_id != resource.id):
        raise DomainError(_USED_KEY)
    return kept


def _check(resource: Resource, gift: Gift) -> None:
    if resource.state is not ResourceState.PUBLISHED:
        raise DomainError(N_("Cette ressource n’est pas publiée\u00a0: elle ne peut pas être donnée."))
    if not 1 <= gift.copies <= MOST_COPIES:
        raise DomainError(N_("Indiquez de 1 à %(count)s exemplaires."), field="copies", count=MOST_COPIES)
    if gift.how is GivenHow.PRINT and not can_print(resource.kind):
        raise DomainError(N_("Un lien ne s’imprime pas\u00a0: envoyez-le par courriel."), field="how")
    if gift.how is GivenHow.EMAIL and not can_send(resource.visibility):
        raise DomainError(N_("Cette ressource est réservée au réseau\u00a0: imprimez-la."), field="how")
    if gift.how is GivenHow.EMAIL and not gift.address:
        raise DomainError(N_("Indiquez l’adresse où l’envoyer."), field="email")
    if gift.how is GivenHow.EMAIL and not gift.address.isascii():
        raise DomainError(N_("Une adresse électronique s’écrit sans accent\u00a0: vérifiez-la."), field="email")
