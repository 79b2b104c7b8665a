"""Calendar files, read back by a library and by the rules of Outlook, Google and Thunderbird."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.calendar_files import method_of
from inclusion_app.trainings.letters import calendar_of, compose
from inclusion_app.trainings.lists import NoticeKind, RegistrationState, SessionState, Withdrawal
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.services.notices import tell
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
LONG = "Être à l’aise avec l’administration en ligne\u00a0: impôts, santé, retraite, logement, énergie — ça s’apprend"
ARABIC = "فاطمة الزهراء بنت محمد"


def attached(registration: Registration, kind: NoticeKind = NoticeKind.CONVOCATION) -> str:
    return compose(registration, kind).attachments[0].text


def events(text: str) -> list[Any]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def check_lines(text: str) -> None:
    """Lines end with CRLF, none is over 75 octets, none begins in the middle of a letter."""
    assert "\n" not in text.replace("\r\n", "")
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= 75
        line.decode()


def sequence(event: Any) -> int:
    return int(event["SEQUENCE"])


def test_one_date_is_an_invitation(cast: Cast) -> None:
    start = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
    session = make_session(make_course(LONG), start, place=cast.place, sequence=3, structure_id=cast.mairie.id)
    registration = make_registration(session, ARABIC, "É" * 80, email="amina@exemple.fr")
    text = attached(registration)
    check_lines(text)
    assert "METHOD:REQUEST" in text
    (event,) = events(text)
    assert str(event["UID"]) == f"{session.half_days[0].id}@127.0.0.1"
    assert sequence(event) == 3
    assert str(event["SUMMARY"]) == LONG
    assert event["DTSTART"].params["TZID"] == "Europe/Paris"
    assert event["DTSTART"].dt == datetime(2026, 12, 8, 9, 30, tzinfo=PARIS)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(hours=3)
    assert "Espace numérique de la Mairie" in event["LOCATION"]
    assert f"/inscriptions/{registration.id}/" in str(event["URL"])
    assert str(event["ATTENDEE"]).lower() == "mailto:amina@exemple.fr"
    assert str(event["ORGANIZER"]).lower().startswith("mailto:")
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "OPAQUE")
    assert ARABIC not in text


@pytest.mark.parametrize(
    ("start", "wall"),
    [
        (datetime(2026, 10, 25, 8, tzinfo=UTC), "20261025T090000"),
        (datetime(2026, 10, 24, 7, tzinfo=UTC), "20261024T090000"),
        (datetime(2027, 3, 28, 7, tzinfo=UTC), "20270328T090000"),
        (datetime(2027, 3, 27, 8, tzinfo=UTC), "20270327T090000"),
    ],
)
def test_a_clock_change_moves_nothing_on_the_wall(cast: Cast, start: datetime, wall: str) -> None:
    text = attached(make_registration(make_session(None, start)))
    assert f"DTSTART;TZID=Europe/Paris:{wall}" in text
    (event,) = events(text)
    assert event["DTSTART"].dt.astimezone(UTC) == start


def test_the_time_zone_is_written_out_and_agrees_with_the_wall(cast: Cast) -> None:
    text = attached(make_registration(make_session()))
    (zone,) = Calendar.from_ical(text).walk("VTIMEZONE")
    rules: Any = zone
    built = rules.to_tz()
    for day in (datetime(2026, 7, 1, 12), datetime(2026, 12, 1, 12), datetime(2030, 3, 31, 12)):  # noqa: DTZ001
        assert built.utcoffset(day) == PARIS.utcoffset(day)


def test_several_dates_are_one_file_that_invites_nobody_twice(cast: Cast) -> None:
    starts = tuple(datetime(2026, 12, 8, 8, 30, tzinfo=UTC) + timedelta(weeks=week) for week in range(10))
    session = make_session(make_course(), *starts)
    registration = make_registration(session)
    letter = compose(registration, NoticeKind.CONVOCATION)
    (file,) = letter.attachments
    check_lines(file.text)
    assert file.parameters["method"] == "PUBLISH"
    uids = {str(event["UID"]) for event in events(file.text)}
    assert uids == {f"{half_day.id}@127.0.0.1" for half_day in session.half_days}
    assert "/agenda.ics" in letter.text


def test_what_comes_later_keeps_the_uid_and_raises_the_sequence(cast: Cast) -> None:
    session = make_session()
    registration = make_registration(session)
    tell(registration, NoticeKind.REGISTERED)
    told = [events(attached(registration))[0]]
    session.sequence += 1
    told.append(events(attached(registration, NoticeKind.CHANGE))[0])
    _withdraw(registration)
    told.append(events(attached(registration, NoticeKind.WITHDRAWN))[0])
    again = make_registration(session, registration.first_name or "", registration.last_name, email=registration.email)
    told.append(events(attached(again))[0])
    _cancel(session)
    tell(again, NoticeKind.REGISTERED)
    text = attached(again, NoticeKind.CANCELLATION)
    told.append(events(text)[0])
    assert "METHOD:CANCEL" in text
    assert len({str(event["UID"]) for event in told}) == 1
    numbers = [sequence(event) for event in told]
    assert numbers == sorted(set(numbers)), numbers
    assert [event["STATUS"] for event in told] == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]


def _withdraw(registration: Registration) -> None:
    registration.state, registration.withdrawal = RegistrationState.CANCELLED, Withdrawal.PERSON
    registration.ended_at = clock.now()
    db.session.flush()


def _cancel(session: TrainingSession) -> None:
    session.state, session.cancelled_at = SessionState.CANCELLED, clock.now()
    session.sequence += 1
    db.session.flush()


def test_the_method_follows_the_number_of_dates(cast: Cast) -> None:
    one, two = make_session(), make_session(None, NOW, NOW + timedelta(days=1))
    assert [method_of(one, cancelled=gone) for gone in (False, True)] == ["REQUEST", "CANCEL"]
    assert [method_of(two, cancelled=gone) for gone in (False, True)] == ["PUBLISH", "PUBLISH"]


def test_a_person_downloads_the_calendar_by_the_secret_address_alone(cast: Cast, visitor: PageClient) -> None:
    registration = make_registration(make_session())
    path = calendar_path(registration)
    page = visitor.get(path)
    assert page.response.headers["Content-Type"] == "text/calendar; charset=utf-8; method=PUBLISH"
    assert "Set-Cookie" not in page.response.headers
    check_lines(page.data.decode())
    assert len(events(page.data.decode())) == 1
    visitor.get(path.replace("/agenda.ics", "0/agenda.ics"), status=404)
    assert calendar_of(registration).count("BEGIN:VEVENT") == 1


def calendar_path(registration: Registration) -> str:
    url = str(events(attached(registration))[0]["URL"])
    return url.removeprefix("http://127.0.0.1:8000") + "/agenda.ics"
