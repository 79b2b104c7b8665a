"""A line is written once: corrections replace it and keep it; whatever is altered behind our back shows."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock, crypto, rotation
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.lists import AbsenceReason, Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.sessions import HalfDay
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.services import attendance as services
from inclusion_app.trainings.services import attendance_tablets as tablets
from inclusion_app.trainings.services.attendance_tablets import Signature
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session
from tests.pages import PageClient

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DURING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AFTER = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STROKE = "M20 100L120 40 220 160 320 40"
AWAY = Said(Presence.ABSENT, AbsenceReason.ILLNESS)


@pytest.fixture
def signed(cast: Cast) -> AttendanceLine:
    """A line that Amina signed on the tablet."""
    training = make_session(None, MORNING, structure_id=cast.mairie.id)
    amina = make_registration(training)
    with clock.frozen(DURING):
        tablet = tablets.open_tablet(training.half_days[0], by=cast.nadia)
        return tablets.sign(tablet, amina.id, Signature(SigningMeans.HAND, STROKE, uuid.uuid4()))


def correct(line: AttendanceLine, said: Said, by: Account, reason: str = "Partie avant la fin") -> AttendanceLine:
    with clock.frozen(AFTER):
        return services.correct_line(line, said, reason=reason, by=by)


def test_a_correction_is_another_line_and_the_signature_stays(cast: Cast, signed: AttendanceLine) -> None:
    said = Said(Presence.PRESENT, left_at=time(11, 30))
    corrected = correct(signed, said, cast.karim)
    key = queries.key_of(signed)
    assert [line.id for line in queries.list_history(signed.half_day, key)] == [signed.id, corrected.id]
    assert (corrected.replaces_id, corrected.minutes, corrected.noted_by_id) == (signed.id, 120, cast.karim.id)
    assert (signed.signature, signed.minutes, signed.replaced_at) == (STROKE, 180, AFTER)
    assert queries.attended_minutes([signed.half_day.session_id]) == {key: 120}
    assert queries.verify(signed.half_day.session) == []


def test_a_correction_says_why_and_changes_something(cast: Cast, signed: AttendanceLine) -> None:
    with pytest.raises(DomainError) as refused:
        correct(signed, AWAY, cast.nadia, reason="  ")
    assert refused.value.field == "correction"
    corrected = correct(signed, AWAY, cast.nadia)
    with pytest.raises(DomainError, match="Rien n’a changé"):
        correct(corrected, AWAY, cast.nadia)
    with pytest.raises(DomainError, match="déjà été corrigée"):
        correct(signed, Said(Presence.PRESENT), cast.nadia)


@pytest.mark.parametrize(
    "change", ["minutes = 10", "presence = 'absent'", "left_at = '10:00:00'", "means = 'paper'", "signed_at = NULL"]
)
def test_the_database_refuses_to_change_a_line(
    session: scoped_session[Session], signed: AttendanceLine, change: str
) -> None:
    with pytest.raises(DBAPIError, match="written once"), session.begin_nested():
        session.execute(text(f"UPDATE attendance_line SET {change} WHERE id = :id").bindparams(id=_raw(signed.id)))


def _raw(key: uuid.UUID) -> object:
    return key.hex if db.engine.dialect.name == "sqlite" else key


def test_a_signature_moved_or_a_mark_removed_shows(
    session: scoped_session[Session], cast: Cast, signed: AttendanceLine
) -> None:
    training = signed.half_day.session
    corrected = correct(signed, AWAY, cast.nadia)
    session.execute(
        update(AttendanceLine).where(AttendanceLine.id == signed.id).values(signature_sealed=b"\x011" + b"0" * 40)
    )
    session.expire_all()
    assert [line.id for line in queries.verify(training)] == [signed.id]
    session.execute(update(AttendanceLine).where(AttendanceLine.id == corrected.id).values(correction_sealed=b"x"))
    session.expire_all()
    assert {line.id for line in queries.verify(training)} == {signed.id, corrected.id}
    session.execute(update(AttendanceLine).where(AttendanceLine.id == corrected.id).values(replaced_at=AFTER))
    session.execute(update(AttendanceLine).where(AttendanceLine.id == signed.id).values(replaced_at=None))
    session.expire_all()
    assert {line.id for line in queries.verify(training)} == {signed.id, corrected.id}


def test_the_page_of_a_line_tells_its_history(
    cast: Cast, signed: AttendanceLine, client_of: Callable[[Account], PageClient]
) -> None:
    half_day: HalfDay = signed.half_day
    address = f"/sessions/{half_day.session_id}/presence/{half_day.id}/lignes/{queries.key_of(signed)}"
    with clock.frozen(AFTER):
        client = client_of(cast.nadia)
        page = client.get(address)
        assert page.one("//*[@id='contenu']//li//*[local-name()='path']").get("d") == STROKE
        assert "signé à l’écran à 10:00" in page.text
        form = page.form() | {"presence": "present", "left_at": "11:30"}
        assert "correction" in client.post(address, form, status=422).errors
        client.post(address, form | {"correction": "Partie chercher ses enfants"})
        page = client.get(address)
        assert "Motif de la correction\u00a0: Partie chercher ses enfants" in page.text
        assert "présent·e, départ à 11:30 (2 h)" in page.text.replace("\u00a0", " ")
        assert "2 lignes vérifiées" in page.text
        assert cast.nadia.name in page.text
        client_of(cast.lea).get(address, status=404)


def test_lines_stay_verified_when_keys_are_renewed(cast: Cast, signed: AttendanceLine) -> None:
    training, before = signed.half_day.session, crypto.ring()
    corrected = correct(signed, AWAY, cast.nadia)
    crypto.install(before.with_new_key())
    try:
        assert rotation.rotate() > 0
        db.session.expire_all()
        assert queries.verify(training) == []
        assert (signed.signature, corrected.correction) == (STROKE, "Partie avant la fin")
        assert crypto.key_of(corrected.correction_sealed or b"") == crypto.ring().current
    finally:
        crypto.install(before)
