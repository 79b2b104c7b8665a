"""A session that has begun: what people attended stays, the half-days to come move, go or are added; all are told."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock, tasks
from inclusion_app.kernel.db import uuid7
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.mail import Attachment, Letter
from inclusion_app.trainings.letters import LetterText, compose
from inclusion_app.trainings.lists import NoticeKind
from inclusion_app.trainings.models.attendance import AttendanceScan
from inclusion_app.trainings.models.registrations import Notice, Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.sessions import RemovedHalfDay
from inclusion_app.trainings.services import notices
from inclusion_app.trainings.services.attendance_scans import add_scans
from inclusion_app.trainings.services.notices import tell
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_room, make_session
from tests.pages import PageClient
from tests.trainings.lines import make_line

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
WEEK = timedelta(weeks=1)
Client = Callable[[Account], PageClient]
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


@pytest.fixture(autouse=True)
def _day() -> Any:
    with clock.frozen(NOW):
        yield


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    """Five weeks, the first two of which took place; somebody came to the first."""
    starts = [NOW - timedelta(days=8) + rank * WEEK for rank in range(5)]
    made = make_session(None, *starts, structure_id=cast.mairie.id, place=cast.place)
    make_line(made.half_days[0], make_registration(made))
    return made


@pytest.fixture
def person(training: TrainingSession) -> Registration:
    """Who was given the dates."""
    found = db.session.scalars(select(Registration).where(Registration.session_id == training.id)).one()
    tell(found, NoticeKind.REGISTERED)
    return found


def days_of(training: TrainingSession) -> list[str]:
    return [f"{clock.to_paris(one.starts_at):%d/%m}" for one in training.half_days]


def letter_of_change(person: Registration) -> Letter:
    same = (Notice.registration_id == person.id) & (Notice.kind == NoticeKind.CHANGE)
    notice = db.session.scalars(select(Notice).where(same)).one()
    return db.session.get_one(Letter, notice.letter_id)


def told(kind: NoticeKind) -> int:
    return db.session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == kind)) or 0


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def file_of(letter: LetterText, name: str) -> Attachment:
    return next(one for one in letter.attachments if one.name == name)


def test_what_was_attended_is_shown_and_the_rest_moves(
    cast: Cast, client_of: Client, training: TrainingSession, person: Registration
) -> None:
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/modifier"
    page = client.get(address)
    assert page.all("//input[@type='hidden'][@name='half_days-0-day']")
    assert not page.all("//button[@value='remove-0']")
    keys = [one.id for one in training.half_days]
    client.post(address, page.form() | {"half_days-2-day": "2027-02-09"})
    assert days_of(training) == ["24/01", "31/01", "09/02", "14/02", "21/02"]
    assert [one.id for one in training.half_days] == keys
    assert (training.sequence, told(NoticeKind.CHANGE)) == (1, 1)
    added = {"half_days-5-day": "2027-03-02", "half_days-5-start": "10:00", "half_days-5-end": "12:00"}
    client.post(address, client.get(address).form() | added)
    assert len(training.half_days) == 6
    assert training.ends_at == training.half_days[-1].ends_at


def test_neither_the_place_nor_what_was_attended_changes(
    cast: Cast, client_of: Client, training: TrainingSession
) -> None:
    room = make_room(cast.place)
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/modifier"
    form = client.get(address).form()
    for wrong in (
        {"half_days-0-day": "2027-01-25"},
        {"half_days-0-end": "12:30"},
        {"half_days-0-day": "", "half_days-0-start": "", "half_days-0-end": ""},
    ):
        assert "une séance qui a eu lieu" in client.post(address, form | wrong, status=422).text
    distant = {"where": "distance", "online_url": "https://visio.exemple.fr/x", "commune-code": "87085"}
    page = client.post(address, form | distant | {"commune": "Limoges"}, status=422)
    assert "le lieu de cette session ne change plus" in page.text
    client.post(address, client.get(address).form() | {"room": str(room.id)})
    assert (training.room_id, training.sequence) == (room.id, 1)


def test_a_room_taken_on_a_day_that_is_over_is_in_nobodys_way(
    cast: Cast, client_of: Client, training: TrainingSession
) -> None:
    room = make_room(cast.place)
    make_session(None, training.starts_at, structure_id=cast.mairie.id, place=cast.place, room_id=room.id)
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/modifier"
    client.post(address, client.get(address).form() | {"room": str(room.id)})
    assert training.room_id == room.id


def test_what_remains_is_postponed_with_its_reason(
    cast: Cast, client_of: Client, training: TrainingSession, person: Registration
) -> None:
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/reporter"
    form = client.get(address).form() | {"reason": "Grève des transports."}
    assert "une séance qui a eu lieu" in client.post(address, form | {"half_days-0-day": "2027-02-10"}, status=422).text
    client.post(address, form | {"half_days-4-day": "2027-02-28"})
    assert days_of(training)[-1] == "28/02"
    assert (training.sequence, told(NoticeKind.CHANGE)) == (1, 1)


def test_what_remains_is_cancelled_and_leaves_the_calendars(
    cast: Cast, client_of: Client, training: TrainingSession, person: Registration
) -> None:
    gone = {f"{one.id}@127.0.0.1" for one in training.half_days[2:]}
    by_phone = make_registration(training, "Yanis", email=None, phone="+33555123456")
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/annuler"
    page = client.get(address)
    assert "3 séances n’auront pas lieu" in page.text
    assert "reason" in client.post(address, page.form(), status=422).errors
    client.post(address, page.form() | {"reason": "La salle ferme."})
    assert training.cancelled_at is None
    assert days_of(training) == ["24/01", "31/01"]
    assert (training.sequence, training.ends_at) == (1, training.half_days[-1].ends_at)
    letter = letter_of_change(person)
    text = (letter.text or "").replace("\xa0", " ")
    for said in ("Pourquoi : La salle ferme.", "Ces séances n’auront pas lieu :", "dimanche 7 février 2027"):
        assert said in text
    assert "Vous ne pouvez pas venir" not in text
    removed = events(_calendar_text(letter))
    assert {str(event["UID"]) for event in removed} == gone
    assert {(str(event["STATUS"]), int(event["SEQUENCE"])) for event in removed} == {("CANCELLED", 1)}
    assert by_phone.full_name in client.get("/appels").text
    assert "Annuler les séances qui restent" not in client.get(f"/sessions/{training.id}").one("//main").xpath(
        "string()"
    )
    client.get(address, status=303)


def _calendar_text(letter: Letter) -> str:
    (file,) = json.loads(letter.attachments or "[]")
    return str(file["text"])


def test_one_half_day_removed_is_a_cancel_beside_what_remains(
    cast: Cast, client_of: Client, training: TrainingSession, person: Registration
) -> None:
    taken = training.half_days[3]
    removed = [RemovedHalfDay(taken.id, taken.starts_at, taken.ends_at)]
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/modifier"
    shorter = client.post(address, client.get(address).form() | {"rows": "remove-3"}, status=200).form()
    client.post(address, shorter)
    letter = compose(person, NoticeKind.CHANGE, removed)
    text = file_of(letter, "dates-annulees.ics").text
    assert "METHOD:CANCEL" in text
    (event,) = events(text)
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (f"{removed[0].id}@127.0.0.1", 1)
    assert str(removed[0].id) not in file_of(letter, "agenda.ics").text
    assert "dates-annulees.ics" in (letter_of_change(person).attachments or "")


def test_many_people_are_told_of_what_went_by_a_task(
    cast: Cast, client_of: Client, training: TrainingSession, person: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(notices, "AT_ONCE", 0)
    monkeypatch.setattr(tasks, "enqueue", lambda name, arguments, by=None: asked.append(arguments))
    client, address = client_of(cast.nadia), f"/sessions/{training.id}/annuler"
    client.post(address, client.get(address).form() | {"reason": "La salle ferme."})
    assert [RemovedHalfDay.of_texts(one).as_texts() for one in asked[0]["removed"]] == asked[0]["removed"]
    assert len(asked[0]["removed"]) == 3


def test_a_half_day_with_a_scan_stays(cast: Cast, client_of: Client) -> None:
    made = make_session(None, NOW + WEEK, NOW + 2 * WEEK, structure_id=cast.mairie.id, place=cast.place)
    add_scans(made, [("feuille.pdf", PDF)], half_day_id=made.half_days[1].id, by=cast.nadia)
    client, address = client_of(cast.nadia), f"/sessions/{made.id}/modifier"
    form = client.get(address).form()
    without = {name: value for name, value in form.items() if not name.startswith("half_days-1")}
    assert "une séance qui a eu lieu" in client.post(address, without, status=422).text
    client.post(address, form | {"half_days-0-day": "2027-02-10"})
    assert db.session.scalars(select(AttendanceScan)).one().half_day_id == made.half_days[1].id


def test_a_sheet_of_the_whole_session_holds_what_had_begun(cast: Cast, client_of: Client) -> None:
    made = make_session(None, NOW - WEEK, NOW + WEEK, structure_id=cast.mairie.id, place=cast.place)
    add_scans(made, [("feuille.pdf", PDF)], half_day_id=None, by=cast.nadia)
    page = client_of(cast.nadia).get(f"/sessions/{made.id}/modifier")
    assert page.all("//input[@type='hidden'][@name='half_days-0-day']")
    assert not page.all("//input[@type='hidden'][@name='half_days-1-day']")


def test_a_scan_of_a_half_day_that_is_gone_is_refused_in_words(cast: Cast, training: TrainingSession) -> None:
    with pytest.raises(DomainError, match="vient d’être retirée"):
        add_scans(training, [("feuille.pdf", PDF)], half_day_id=uuid7(), by=cast.nadia)
