"""Reads of shared tablets and of the scans of paper sheets."""

import re
import uuid

from sqlalchemy import select

from inclusion_app.kernel import clock, crypto
from inclusion_app.kernel.codes import ALPHABET
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound
from inclusion_app.trainings.links import hash_of
from inclusion_app.trainings.models.attendance import AttendanceScan, Tablet
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession

_LENGTH, _GROUP = 12, 4
_NOT_CODE = re.compile(r"[^0-9A-Z]")


def token_of(tablet_id: uuid.UUID) -> str:
    """The secret of a tablet's address, easy to copy by hand; derived, so that whoever manages it may show it again."""
    number = int.from_bytes(crypto.blind_index(tablet_id.hex, "tablet:link"), "big")
    letters = []
    for _ in range(_LENGTH):
        number, rank = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rank])
    text = "".join(letters).lower()
    return "-".join(text[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))


def plain_token(token: str) -> str:
    """The same token, whatever case and hyphens it was typed with."""
    return _NOT_CODE.sub("", token.upper())


def path_of(tablet: Tablet) -> str:
    """Where the tablet goes."""
    return f"/emargement/{token_of(tablet.id)}"


def find_tablet(token: str) -> Tablet | None:
    """The tablet of this address, open or not."""
    plain = plain_token(token)
    if len(plain) != _LENGTH:
        return None
    return db.session.scalar(select(Tablet).where(Tablet.token_hash == hash_of(plain)))


def get_tablet(half_day: HalfDay, tablet_id: uuid.UUID) -> Tablet:
    """A tablet of this half-day. Raises NotFound."""
    found = db.session.get(Tablet, tablet_id)
    if found is None or found.half_day_id != half_day.id:
        raise NotFound
    return found


def list_open(half_day: HalfDay) -> list[Tablet]:
    """The tablets on which a half-day may be signed now."""
    still = (Tablet.closed_at.is_(None)) & (Tablet.expires_at > clock.now())
    query = select(Tablet).where(Tablet.half_day_id == half_day.id, still)
    return list(db.session.scalars(query.order_by(Tablet.opened_at, Tablet.id)))


def list_scans(session: TrainingSession) -> list[AttendanceScan]:
    """The scans of a session's paper sheets, without their bytes."""
    query = select(AttendanceScan).where(AttendanceScan.session_id == session.id)
    return list(db.session.scalars(query.order_by(AttendanceScan.added_at, AttendanceScan.id)))


def get_scan(session: TrainingSession, scan_id: uuid.UUID) -> AttendanceScan:
    """One of them. Raises NotFound."""
    found = db.session.get(AttendanceScan, scan_id)
    if found is None or found.session_id != session.id:
        raise NotFound
    return found
