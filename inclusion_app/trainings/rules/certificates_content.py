"""All that a certificate says: copied when it is issued, so that it always prints the same."""

import hashlib
import json
import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from inclusion_app.trainings.lists import ActionKind, CertificateKind, ObjectiveLevel
from inclusion_app.vocabulary.listed import Listed

_FORM = 1
L = TypeVar("L", bound=Listed)


@dataclass(frozen=True)
class Picture:
    """A picture kept for the certificates: its stored file, and the hash of its bytes."""

    file_id: uuid.UUID
    sha256: str

    @property
    def name(self) -> str:
        """What it is called in a document."""
        return self.sha256[:20]


@dataclass(frozen=True)
class Frame:
    """How papers look at the moment: the accent colour, the operator and the bytes of its logo."""

    accent: str = "#1c2a2f"
    operator: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Body:
    """The training organisation, and who signs for it."""

    name: str
    address: str
    siret: str
    declaration_number: str
    declaration_region: str
    quality_certificate: str
    signatory_name: str
    signatory_title: str
    town: str
    """Where the certificate is made."""


@dataclass(frozen=True)
class AttendedHalfDay:
    """A half-day that was held: what was planned, how long the person was there."""

    starts_at: datetime
    ends_at: datetime
    minutes: int
    present: bool


@dataclass(frozen=True)
class StatedObjective:
    """An objective of the course; `level` is None when it was not evaluated."""

    text: str
    level: ObjectiveLevel | None


@dataclass(frozen=True)
class Content:
    """What the paper says. Times are instants in UTC; `minutes` is what was attended, `planned` what was held."""

    kind: CertificateKind
    nature: ActionKind
    number: str
    code: str
    address: str
    """Where it is verified, as written in the QR code."""
    issued_on: date
    expires_on: date | None
    accent: str
    operator: str
    logo: Picture | None
    signature: Picture | None
    body: Body
    first_name: str
    last_name: str
    employer: str
    title: str
    remote: bool
    place: str
    trainers: tuple[str, ...]
    minutes: int
    planned: int
    half_days: tuple[AttendedHalfDay, ...]
    objectives: tuple[StatedObjective, ...]

    @property
    def full_name(self) -> str:
        """First name, then last name, as typed."""
        return f"{self.first_name} {self.last_name}"

    @property
    def is_training(self) -> bool:
        """An action of the Code du travail, not a workshop."""
        return self.nature is ActionKind.TRAINING

    def to_json(self) -> str:
        """The text that is kept: always the same for the same content."""
        return json.dumps({"form": _FORM, **asdict(self)}, default=str, ensure_ascii=False, sort_keys=True)


def read_content(text: str) -> Content:
    """The content that was kept."""
    raw = json.loads(text)
    raw.pop("form")
    return Content(
        **raw
        | {
            "kind": _member(CertificateKind, raw["kind"]),
            "nature": _member(ActionKind, raw["nature"]),
            "issued_on": date.fromisoformat(raw["issued_on"]),
            "expires_on": date.fromisoformat(raw["expires_on"]) if raw["expires_on"] else None,
            "logo": _picture(raw["logo"]),
            "signature": _picture(raw["signature"]),
            "body": Body(**raw["body"]),
            "trainers": tuple(raw["trainers"]),
            "half_days": tuple(_half_day(one) for one in raw["half_days"]),
            "objectives": tuple(_objective(one) for one in raw["objectives"]),
        }
    )


def hash_of(picture: bytes) -> str:
    """What tells two pictures apart."""
    return hashlib.sha256(picture).hexdigest()


def _member(listed: type[L], code: str) -> L:
    return next(member for member in listed if member.value == code)


def _picture(raw: dict[str, Any] | None) -> Picture | None:
    return Picture(uuid.UUID(raw["file_id"]), raw["sha256"]) if raw else None


def _half_day(raw: dict[str, Any]) -> AttendedHalfDay:
    starts_at, ends_at = datetime.fromisoformat(raw["starts_at"]), datetime.fromisoformat(raw["ends_at"])
    return AttendedHalfDay(starts_at, ends_at, raw["minutes"], raw["present"])


def _objective(raw: dict[str, Any]) -> StatedObjective:
    return StatedObjective(raw["text"], _member(ObjectiveLevel, raw["level"]) if raw["level"] else None)
