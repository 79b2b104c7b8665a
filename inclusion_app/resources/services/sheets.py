"""Writes of sheets: a picture sent for one."""

import re

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.resources.models.resources import Resource, SheetPicture
from inclusion_app.resources.services.files import receive_picture

MOST_PICTURES = 60
_LONGEST = 40


def add_picture(resource: Resource, content: bytes, *, name: str, by: Account) -> SheetPicture:
    """Keep a picture for a sheet, under a name that it does not have yet. Raises DomainError on `picture`."""
    taken = set(db.session.scalars(select(SheetPicture.name).where(SheetPicture.resource_id == resource.id)))
    if len(taken) >= MOST_PICTURES:
        raise DomainError(N_("Cette fiche a déjà %(count)s images."), field="picture", count=MOST_PICTURES)
    free = _free_name(name, taken)
    stored = receive_picture(content, name=f"{free}.image", by=by, field="picture")
    picture = SheetPicture(resource_id=resource.id, name=free, file_id=stored.id)
    db.session.add(picture)
    audit.write("resource.picture", subject=resource, by=by)
    db.session.flush()
    return picture


def _free_name(name: str, taken: set[str]) -> str:
    stem = name.rsplit(".", 1)[0].replace("\\", "/").rsplit("/", 1)[-1]
    plain = re.sub(r"[^a-z0-9]+", "-", fold(stem)).strip("-")[:_LONGEST].strip("-") or "image"
    return next(
        one for one in (plain, *(f"{plain}-{rank}" for rank in range(2, MOST_PICTURES + 3))) if one not in taken
    )
