"""A resource, its versions, what its search index knows, what people say of it."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.kernel.db import Base, EnumBits, EnumText, Sealed, UtcDateTime, UuidKey
from inclusion_app.kernel.files import StoredFile
from inclusion_app.network.models import Structure
from inclusion_app.resources.lists import (
    Difficulty,
    Licence,
    Readers,
    ReportKind,
    ResourceKind,
    ResourceState,
    Visibility,
)
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme


class Resource(UuidKey, Base):
    """Something to learn with, or to teach with. What it says is in its versions; `latest` is the last one's number.

    `code` is short and easy to copy by hand: it leads to the resource for ever, printed under its QR code. A withdrawn
    resource says so and points to `replaced_by`. `source_key` is the identity of a sheet of the starter library.
    """

    __tablename__ = "resource"

    code: Mapped[str] = mapped_column(String(8), unique=True)
    kind: Mapped[ResourceKind] = mapped_column(EnumText(ResourceKind))
    state: Mapped[ResourceState] = mapped_column(EnumText(ResourceState))
    visibility: Mapped[Visibility] = mapped_column(EnumText(Visibility))
    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(400), default="")
    author: Mapped[str] = mapped_column(String(160), default="")
    """Who made it, as credited."""
    licence: Mapped[Licence] = mapped_column(EnumText(Licence))
    language: Mapped[str] = mapped_column(String(8), default="fr")
    translation_of_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("resource.id"), index=True)
    themes: Mapped[frozenset[Theme]] = mapped_column(EnumBits(Theme), default=0)
    competences: Mapped[frozenset[Competence]] = mapped_column(EnumBits(Competence), default=0)
    readers: Mapped[frozenset[Readers]] = mapped_column(EnumBits(Readers), default=0)
    difficulty: Mapped[Difficulty | None] = mapped_column(EnumText(Difficulty))
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"))
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"), index=True)
    """Who keeps it up to date; None for the starter library."""
    latest: Mapped[int] = mapped_column(default=1)
    review_on: Mapped[date | None] = mapped_column(index=True)
    """When it should be read again."""
    source_key: Mapped[str | None] = mapped_column(String(80), unique=True)
    replaced_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("resource.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    link_status: Mapped[int | None]
    """The last answer of its link: an HTTP status, 0 when nobody answered; None before the first check."""
    link_checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    link_failures: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    structure: Mapped[Structure | None] = relationship()
    versions: Mapped[list["ResourceVersion"]] = relationship(
        back_populates="resource", cascade="all, delete-orphan", order_by="ResourceVersion.number"
    )
    replaced_by: Mapped["Resource | None"] = relationship(foreign_keys=[replaced_by_id], remote_side="Resource.id")

    __mapper_args__ = {"version_id_col": version}
    __table_args__ = (
        Index("ix_resource_state", "state", "visibility", "updated_at", "version"),
        CheckConstraint("id <> replaced_by_id", name="replaced_by_another"),
    )


class ResourceVersion(UuidKey, Base):
    """What a resource says since a moment: an address, a file, or a sheet in Markdown with its plain version."""

    __tablename__ = "resource_version"

    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"))
    number: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(String(300), default="")
    """What changed, in a few words."""
    url: Mapped[str | None] = mapped_column(String(2000))
    file_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("stored_file.id"))
    file_text: Mapped[str | None] = mapped_column(Text)
    """The text read in the file, for the search."""
    body: Mapped[str | None] = mapped_column(Text)
    plain_body: Mapped[str | None] = mapped_column(Text)

    resource: Mapped[Resource] = relationship(back_populates="versions")
    file: Mapped[StoredFile | None] = relationship()

    __table_args__ = (Index("uq_resource_version_number", "resource_id", "number", unique=True),)


class SheetPicture(UuidKey, Base):
    """A picture of a sheet, called by its name in the text; encoded again when it was received."""

    __tablename__ = "sheet_picture"

    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"))
    name: Mapped[str] = mapped_column(String(60))
    file_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stored_file.id"))

    file: Mapped[StoredFile] = relationship()

    __table_args__ = (Index("uq_sheet_picture_name", "resource_id", "name", unique=True),)


_INDEXED_WORD = String(40).with_variant(String(40, collation="C"), "postgresql")
"""Compared byte by byte in every database, so that the beginning of a word is a range."""


class ResourceWord(Base):
    """The search index: a stem, a resource, how much it weighs there, in which parts (bits of `rules.search.Part`)."""

    __tablename__ = "resource_word"

    word: Mapped[str] = mapped_column(_INDEXED_WORD, primary_key=True)
    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"), primary_key=True, index=True)
    weight: Mapped[int]
    parts: Mapped[int]

    __table_args__ = {"sqlite_with_rowid": False}


class WordVariant(Base):
    """A word as it is written, and what is left of it with a letter or two fewer: how a typing error finds its word
    (symmetric deletion, `rules.search_typos`). The whole word is there too: how its beginning finds it.
    """

    __tablename__ = "word_variant"

    variant: Mapped[str] = mapped_column(_INDEXED_WORD, primary_key=True)
    word: Mapped[str] = mapped_column(_INDEXED_WORD, primary_key=True)

    __table_args__ = {"sqlite_with_rowid": False}


class ResourceReport(UuidKey, Base):
    """Somebody says that something is wrong; somebody answers."""

    __tablename__ = "resource_report"

    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"), index=True)
    kind: Mapped[ReportKind] = mapped_column(EnumText(ReportKind))
    text_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reported_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    answer: Mapped[str | None] = mapped_column(String(500))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    resource: Mapped[Resource] = relationship()

    text = Sealed()

    __table_args__ = (CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),)


class ResourceReview(UuidKey, Base):
    """What a mediator thinks of a resource after using it."""

    __tablename__ = "resource_review"

    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"))
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    useful: Mapped[bool]
    text: Mapped[str] = mapped_column(String(500), default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("uq_resource_review", "resource_id", "account_id", unique=True),)


class Favourite(Base):
    """A resource that an account keeps at hand."""

    __tablename__ = "favourite"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"), primary_key=True, index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Collection(UuidKey, Base):
    """Resources put together, in order."""

    __tablename__ = "collection"

    title: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(String(400), default="")
    visibility: Mapped[Visibility] = mapped_column(EnumText(Visibility))
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    items: Mapped[list["CollectionItem"]] = relationship(cascade="all, delete-orphan", order_by="CollectionItem.rank")

    __mapper_args__ = {"version_id_col": version}


class CollectionItem(Base):
    """A resource of a collection, at its rank."""

    __tablename__ = "collection_item"

    collection_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("collection.id"), primary_key=True)
    resource_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("resource.id"), primary_key=True, index=True)
    rank: Mapped[int]

    resource: Mapped[Resource] = relationship()
