"""Writes of collections."""

import uuid

from sqlalchemy import delete

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.kernel.versions import check_version, flush_version
from inclusion_app.resources.lists import Visibility
from inclusion_app.resources.models.resources import Collection, CollectionItem, Resource

MOST_ITEMS = 60


class _AlreadyThere(DomainError):
    """It was put there at the same moment."""


def create_collection(title: str, *, summary: str, visibility: Visibility, by: Account) -> Collection:
    """A new collection, empty. Raises DomainError on `title`."""
    collection = Collection(
        title=_checked(title),
        summary=summary,
        visibility=visibility,
        owner_id=by.id,
        created_at=clock.now(),
        version=1,
    )
    db.session.add(collection)
    db.session.flush()
    audit.write("collection.create", subject=collection, by=by)
    db.session.flush()
    return collection


def update_collection(
    collection: Collection, *, title: str, summary: str, visibility: Visibility, version: int, by: Account
) -> Collection:
    """Write what the form says, unless somebody else did meanwhile (StaleVersion)."""
    check_version(collection, version)
    collection.title, collection.summary, collection.visibility = _checked(title), summary, visibility
    flush_version()
    audit.write("collection.update", subject=collection, by=by)
    db.session.flush()
    return collection


def delete_collection(collection: Collection, *, by: Account) -> None:
    """Take the collection away; its resources stay."""
    audit.write("collection.delete", subject=collection, by=by)
    db.session.delete(collection)
    db.session.flush()


def shelve(collection: Collection, resource: Resource, *, by: Account) -> None:
    """Put a resource at the end; one that is there stays where it is. Raises DomainError on `collection`."""
    if any(item.resource_id == resource.id for item in collection.items):
        return
    if len(collection.items) >= MOST_ITEMS:
        raise DomainError(
            N_("Une collection tient %(most)s ressources au plus\u00a0: commencez-en une autre."),
            field="collection",
            most=MOST_ITEMS,
        )
    rank = max((item.rank for item in collection.items), default=0) + 1
    with violations({"collection_item": _AlreadyThere(N_("Elle y est déjà."), field="collection")}):
        collection.items.append(CollectionItem(resource_id=resource.id, rank=rank))
        db.session.flush()
    audit.write("collection.update", subject=collection, by=by)
    db.session.flush()


def take_off(collection: Collection, resource_id: uuid.UUID, *, by: Account) -> None:
    """Take a resource out."""
    there = CollectionItem.collection_id == collection.id
    db.session.execute(delete(CollectionItem).where(there, CollectionItem.resource_id == resource_id))
    db.session.expire(collection, ["items"])
    audit.write("collection.update", subject=collection, by=by)
    db.session.flush()


def move(collection: Collection, resource_id: uuid.UUID, *, up: bool, by: Account) -> None:
    """Exchange a resource with the one before it, or after it; at the end nothing moves."""
    items = sorted(collection.items, key=lambda item: (item.rank, item.resource_id))
    here = next((rank for rank, item in enumerate(items) if item.resource_id == resource_id), None)
    other = None if here is None else here + (-1 if up else 1)
    if here is None or other is None or not 0 <= other < len(items):
        return
    items[here], items[other] = items[other], items[here]
    for rank, item in enumerate(items, start=1):
        item.rank = rank
    audit.write("collection.update", subject=collection, by=by)
    db.session.flush()
    db.session.expire(collection, ["items"])


def _checked(title: str) -> str:
    if not title.strip():
        raise DomainError(N_("Donnez un titre à la collection."), field="title")
    return " ".join(title.split())
