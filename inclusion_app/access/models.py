"""Accounts, what is granted to them, how they sign in, what they were typing."""

import unicodedata
import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from inclusion_app.access.permissions import Role
from inclusion_app.kernel import crypto
from inclusion_app.kernel.db import Base, EnumText, Sealed, UtcDateTime, UuidKey


class Account(UuidKey, Base):
    """Someone who may sign in. Without a password hash, only by a link received by e-mail."""

    __tablename__ = "account"

    email_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_index: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    activated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="account", foreign_keys="RoleGrant.account_id", order_by="RoleGrant.id", lazy="selectin"
    )

    email = Sealed()
    name = Sealed()

    __mapper_args__ = {"version_id_col": version}


def email_index(email: str) -> bytes:
    """The blind index of an address, whatever its case; dots and hyphens count, hence the detour by hexadecimal."""
    letters = unicodedata.normalize("NFC", email.strip().casefold())
    return crypto.blind_index(letters.encode().hex(), "account:email")


class RoleGrant(UuidKey, Base):
    """A role given to an account, limited to a structure or a territory, or to nothing."""

    __tablename__ = "role_grant"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[Role] = mapped_column(EnumText(Role))
    structure_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("structure.id"), index=True)
    territory_key: Mapped[str | None] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account] = relationship(back_populates="grants", foreign_keys=[account_id])

    __table_args__ = (
        CheckConstraint("structure_id IS NULL OR territory_key IS NULL", name="one_limit"),
        Index("uq_role_grant_what", "account_id", "role", "structure_id", "territory_key", unique=True),
    )


class SignInSession(UuidKey, Base):
    """A browser that is signed in; the cookie holds the token, the table its hash."""

    __tablename__ = "sign_in_session"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    device: Mapped[str] = mapped_column(String(80))

    account: Mapped[Account] = relationship()


class LinkPurpose(StrEnum):
    """What a one-use link opens."""

    SIGN_IN = "sign_in"
    INVITATION = "invitation"
    PASSWORD = "password"  # noqa: S105 (the word, not a secret)


class OneUseLink(UuidKey, Base):
    """A link sent by e-mail: it works once, for a short time; the table holds the hash of its token."""

    __tablename__ = "one_use_link"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(EnumText(LinkPurpose))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    account: Mapped[Account] = relationship()


class FailedAttempt(UuidKey, Base):
    """A refused sign-in, counted per account and per network address, both as blind indexes."""

    __tablename__ = "failed_attempt"

    key: Mapped[bytes] = mapped_column(LargeBinary(32))
    at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (Index("ix_failed_attempt_key_at", "key", "at"),)


class Draft(UuidKey, Base):
    """What an account was typing in a form, kept 24 hours, sealed. `form` is the path of the page."""

    __tablename__ = "draft"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    form: Mapped[str] = mapped_column(String(200))
    content_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    content = Sealed()

    __table_args__ = (Index("uq_draft_form", "account_id", "form", unique=True),)
