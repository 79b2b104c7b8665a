"""What each letter says, and what it must never say."""

from datetime import UTC, datetime, timedelta

import pytest
from flask_babel import force_locale

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter
from inclusion_app.trainings.letters import compose
from inclusion_app.trainings.links import path_of, survey_path_of
from inclusion_app.trainings.lists import (
    NoticeKind,
    NoticeResult,
    NoticeWay,
    RegistrationState,
    SessionState,
    Withdrawal,
)
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.services.notices import tell
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_room, make_session, make_trainer
from tests.pages import PageClient

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
START = datetime(2026, 12, 8, 8, 30, tzinfo=UTC)
ARABIC = "فاطمة الزهراء"


@pytest.fixture
def registration(cast: Cast) -> Registration:
    add(
        TrainingBody(
            name="Numérique 87",
            disability_contact="Awa Diop, 05 55 01 02 03",
            rules_url="https://exemple.fr/reglement",
            version=1,
        )
    )
    session = make_session(
        make_course("À l’aise : l’e-mail"),
        START,
        place=cast.place,
        room_id=make_room(cast.place).id,
        structure_id=cast.mairie.id,
        trainers=(make_trainer(cast.nadia),),
        materials="Votre téléphone et son chargeur",
        online_url="https://visio.exemple.fr/secret",
    )
    return make_registration(session, "Amina", "Zerrouki")


def test_a_convocation_says_all_that_must_be_known(registration: Registration) -> None:
    letter = compose(registration, NoticeKind.CONVOCATION)
    for said in (
        "Bonjour Amina,",
        "Quand\u00a0: mardi 8 décembre 2026, 09:30\u00a0–\u00a012:30",
        "Salle 1, Espace numérique de la Mairie",
        "Votre téléphone et son chargeur",
        "Nadia Benali",
        "Awa Diop, 05 55 01 02 03",
        "https://exemple.fr/reglement",
        f"/inscriptions/{registration.id}/",
        "/convocation.pdf",
    ):
        assert said in letter.text
    assert letter.subject == "Convocation du mardi 8 décembre 2026\u00a0: À l’aise\u00a0: l’e-mail"
    assert [file.name for file in letter.attachments] == ["agenda.ics"]


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_letter_is_whole_and_its_subject_names_nobody(registration: Registration, kind: NoticeKind) -> None:
    registration.answer_by = NOW + timedelta(days=2)
    if kind is NoticeKind.WITHDRAWN:
        _withdraw(registration)
    letter = compose(registration, kind)
    assert "{" not in letter.text + letter.subject
    assert "[" not in letter.text
    assert "Amina" not in letter.subject
    assert "Zerrouki" not in letter.subject
    assert len(letter.subject) <= 200
    assert "\n\n\n" not in letter.text
    assert not any(f" {mark}" in letter.text for mark in ":?!;")


def test_before_the_session_one_is_asked_where_one_stands(registration: Registration, visitor: PageClient) -> None:
    said, address = "dites-nous où vous en êtes", survey_path_of(registration)
    text = compose(registration, NoticeKind.CONVOCATION).text
    assert said in text
    assert address in text
    assert address in visitor.get(path_of(registration)).html
    with clock.frozen(registration.session.starts_at):
        assert said not in compose(registration, NoticeKind.CONVOCATION).text
        assert address not in visitor.get(path_of(registration)).html


def test_letters_are_in_french_whatever_the_screen(registration: Registration) -> None:
    with force_locale("en_GB"):
        assert "mardi 8 décembre 2026" in compose(registration, NoticeKind.REMINDER_7).text


def test_a_long_title_on_two_lines_makes_one_subject(cast: Cast) -> None:
    session = make_session(make_course("Être à l’aise\r\nBcc: autre@exemple.fr " + "é" * 120))
    letter = compose(make_registration(session, ARABIC, "É" * 80), NoticeKind.REGISTERED)
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    assert ARABIC in letter.text


def test_the_address_of_a_distant_session_is_for_those_who_hold_a_seat(registration: Registration) -> None:
    assert "visio.exemple.fr" in compose(registration, NoticeKind.REMINDER_1).text
    for state in (RegistrationState.WAITING, RegistrationState.OFFERED):
        registration.state = state
        letter = compose(registration, NoticeKind.CHANGE)
        assert "visio.exemple.fr" not in letter.text
        assert not letter.attachments


def test_a_cancellation_says_why_and_takes_the_date_away(registration: Registration) -> None:
    tell(registration, NoticeKind.REGISTERED)
    session = registration.session
    session.state, session.cancelled_at, session.reason = SessionState.CANCELLED, NOW, "La salle est inondée."
    session.sequence = 1
    letter = compose(registration, NoticeKind.CANCELLATION)
    assert "Pourquoi\u00a0: La salle est inondée." in letter.text
    assert letter.attachments[0].parameters["method"] == "CANCEL"


def test_who_was_given_no_date_has_none_to_take_away(registration: Registration) -> None:
    registration.state, registration.withdrawal = RegistrationState.CANCELLED, Withdrawal.PERSON
    registration.ended_at = NOW
    assert not compose(registration, NoticeKind.WITHDRAWN).attachments


def test_two_people_of_one_address_keep_the_date_until_the_last_gives_up(registration: Registration) -> None:
    other = make_registration(registration.session, "Yanis", email=registration.email)
    for one in (registration, other):
        tell(one, NoticeKind.REGISTERED)
    _withdraw(registration)
    assert not compose(registration, NoticeKind.WITHDRAWN).attachments
    _withdraw(other)
    assert compose(other, NoticeKind.WITHDRAWN).attachments


def _withdraw(registration: Registration) -> None:
    registration.state, registration.withdrawal = RegistrationState.CANCELLED, Withdrawal.PERSON
    registration.ended_at = clock.now()
    db.session.flush()


def test_a_thing_is_told_once_by_the_way_that_reaches_the_person(registration: Registration) -> None:
    notice = tell(registration, NoticeKind.REGISTERED)
    assert notice is not None
    assert (notice.way, notice.result, notice.recipient) == (
        NoticeWay.EMAIL,
        NoticeResult.WAITING,
        registration.email,
    )
    assert db.session.get_one(Letter, notice.letter_id).recipient == registration.email
    assert tell(registration, NoticeKind.REGISTERED) is None
    by_phone = make_registration(registration.session, email=None, phone="+33555123456")
    with clock.frozen(NOW):
        call = tell(by_phone, NoticeKind.REGISTERED)
    assert call is not None
    assert (call.way, call.recipient) == (NoticeWay.PHONE, "+33555123456")
    assert call.due_on == datetime(2026, 11, 26, tzinfo=UTC).date()
