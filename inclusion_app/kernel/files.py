"""Files that people send: kept sealed in the database, so that a backup is one thing; known by their content.

What a file is called or what a browser says of it is never believed: its first bytes tell what it is.
"""

import base64
import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import Base, Sealed, UtcDateTime, UuidKey, db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.file_kinds import JPEG as JPEG
from inclusion_app.kernel.file_kinds import NAMES
from inclusion_app.kernel.file_kinds import PDF as PDF
from inclusion_app.kernel.file_kinds import PNG as PNG
from inclusion_app.kernel.file_kinds import media_type_of as media_type_of
from inclusion_app.kernel.text import N_

MAX_BYTES = 10 * 1024 * 1024


class StoredFile(UuidKey, Base):
    """The bytes of a file (sealed, in base 64) and what it was called."""

    __tablename__ = "stored_file"
    rotation_batch: ClassVar[int] = 5

    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    media_type: Mapped[str] = mapped_column(String(80))
    size: Mapped[int]
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    name = Sealed()
    content = Sealed()

    @property
    def bytes(self) -> bytes:
        """What was sent."""
        return base64.b64decode(self.content or "")


def store(
    content: bytes,
    *,
    name: str,
    accepted: tuple[str, ...],
    by: Actor | None,
    field: str = "file",
    most: int | None = None,
) -> StoredFile:
    """Keep a file in the caller's transaction. Raises DomainError on `field`: empty, too large, of another kind."""
    if not content:
        raise DomainError(N_("Ce fichier est vide. Choisissez-en un autre."), field=field)
    most = most or MAX_BYTES
    if len(content) > most:
        raise DomainError(
            N_("Ce fichier dépasse %(most)s\u00a0Mo. Réduisez-le ou envoyez-le en plusieurs parties."),
            field=field,
            most=most // 1_000_000,
        )
    kind = media_type_of(content)
    if kind not in accepted:
        kinds = ", ".join(NAMES[one] for one in accepted)
        raise DomainError(
            N_("Ce fichier n’est pas de ceux que l’on peut joindre ici\u00a0: %(kinds)s."), field=field, kinds=kinds
        )
    stored = StoredFile(
        name=name[-200:] or "fichier",
        media_type=kind,
        size=len(content),
        content=base64.b64encode(content).decode(),
        added_at=clock.now(),
        added_by_id=by.id if by else None,
    )
    db.session.add(stored)
    db.session.flush()
    return stored
