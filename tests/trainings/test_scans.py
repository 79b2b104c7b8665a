"""The scans of the signed sheet: joined, opened safely, taken away by whoever manages the session."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from flask_sqlalchemy.session import Session
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.files import MAX_BYTES, StoredFile
from inclusion_app.trainings.models.attendance import AttendanceScan
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.attendance_tablets import list_scans
from inclusion_app.trainings.services.attendance_scans import add_scans
from tests.cast import Cast
from tests.factories_trainings import make_session
from tests.pages import PageClient

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
PDF = b"%PDF-1.7\n%%EOF\n"
ClientOf = Callable[[Account], PageClient]


def picture(kind: str) -> bytes:
    buffer = BytesIO()
    Image.new("L", (20, 10), 255).save(buffer, kind)
    return buffer.getvalue()


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    return make_session(None, MORNING, structure_id=cast.mairie.id)


def address(training: TrainingSession) -> str:
    return f"/sessions/{training.id}/presence/feuilles"


def test_several_pages_are_joined_at_once(cast: Cast, training: TrainingSession, client_of: ClientOf) -> None:
    client = client_of(cast.nadia)
    sent = [
        (BytesIO(PDF), "Feuille Amina Durand.pdf"),
        (BytesIO(picture("PNG")), "b.png"),
        (BytesIO(picture("JPEG")), "c"),
    ]
    half_day = str(training.half_days[0].id)
    client.post(address(training), {"files": sent, "half_day": half_day}, content_type="multipart/form-data")
    scans = list_scans(training)
    assert [scan.file.media_type for scan in scans] == ["application/pdf", "image/png", "image/jpeg"]
    assert {str(scan.half_day_id) for scan in scans} == {half_day}
    page = client.get(address(training))
    assert "Feuille 3" in page.text
    assert "Amina" not in page.text
    assert "Feuilles scannées (3)" in client.get(f"/sessions/{training.id}/presence").text


def test_what_was_sent_opens_and_nothing_in_it_runs(cast: Cast, training: TrainingSession, client_of: ClientOf) -> None:
    client = client_of(cast.nadia)
    sent = [(BytesIO(PDF), "a.pdf"), (BytesIO(picture("PNG")), "b.png")]
    client.post(address(training), {"files": sent}, content_type="multipart/form-data")
    for scan, way in zip(list_scans(training), ("attachment", "inline"), strict=True):
        headers = client.get(f"{address(training)}/{scan.id}").response.headers
        assert headers["Content-Disposition"].startswith(f'{way}; filename="feuille-signee-')
        assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"{address(training)}/{list_scans(training)[0].id}").data == PDF


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b"<html><script>alert(1)</script>", "n’est pas de ceux"),
        (b"GIF89a", "n’est pas de ceux"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    cast: Cast, training: TrainingSession, client_of: ClientOf, content: bytes, said: str
) -> None:
    data = {"files": [(BytesIO(content), "feuille.pdf")]}
    page = client_of(cast.nadia).post(address(training), data, status=422, content_type="multipart/form-data")
    assert said in page.errors["files"]
    assert list_scans(training) == []


def test_nothing_chosen_is_said(cast: Cast, training: TrainingSession, client_of: ClientOf) -> None:
    page = client_of(cast.nadia).post(address(training), {}, status=422)
    assert "Choisissez le fichier" in page.errors["files"]


def test_only_whoever_manages_opens_or_deletes(
    cast: Cast, training: TrainingSession, client_of: ClientOf, session: scoped_session[Session]
) -> None:
    client = client_of(cast.nadia)
    client.post(address(training), {"files": [(BytesIO(PDF), "a.pdf")]}, content_type="multipart/form-data")
    one = f"{address(training)}/{list_scans(training)[0].id}"
    for account, status in ((cast.lea, 404), (cast.elise, 403), (cast.ahmed, 403)):
        client_of(account).get(one, status=status)
        client_of(account).post(f"{one}/supprimer", status=status)
    client_of(cast.claire).get(f"{one}/supprimer")
    client_of(cast.claire).post(f"{one}/supprimer")
    assert session.scalar(select(func.count()).select_from(AttendanceScan)) == 0
    assert session.scalar(select(func.count()).select_from(StoredFile)) == 0
    actions = session.scalars(select(AuditLine.action).where(AuditLine.subject_kind == "attendance_scan"))
    assert sorted(actions) == ["scan.add", "scan.delete"]


def test_a_file_too_heavy_or_too_many_are_refused(cast: Cast, training: TrainingSession) -> None:
    with pytest.raises(DomainError, match="dépasse 10"):
        add_scans(training, [("a.pdf", PDF + b"0" * MAX_BYTES)], half_day_id=None, by=cast.nadia)
    with pytest.raises(DomainError, match="au plus 100"):
        add_scans(training, [("a.pdf", PDF)] * 101, half_day_id=None, by=cast.nadia)
