"""Sessions are opened, changed, postponed, cancelled and repeated through their pages."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import NoticeKind, RegistrationState, SessionState
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_room, make_session, make_trainer
from tests.pages import Page, PageClient

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
Client = Callable[[Account], PageClient]
FIRST = {"half_days-0-day": "2027-03-02", "half_days-0-start": "09:30", "half_days-0-end": "12:00"}


@pytest.fixture(autouse=True)
def _day() -> Any:
    with clock.frozen(NOW):
        yield


def all_sessions() -> list[TrainingSession]:
    return list(db.session.scalars(select(TrainingSession).order_by(TrainingSession.starts_at)))


def filled(client: PageClient, cast: Cast, **values: Any) -> dict[str, Any]:
    """The form of a new session as its page gives it, filled."""
    version = make_course("Ma messagerie")
    form = client.get(f"/sessions/nouvelle?cours={version.course_id}").form()
    return form | FIRST | {"place": "Espace numérique de la Mairie, Limoges"} | values


def opened(client: PageClient, form: dict[str, Any]) -> TrainingSession:
    page = client.post("/sessions/nouvelle", form)
    assert page.location is not None
    client.get(page.location)
    return db.session.scalars(select(TrainingSession).order_by(TrainingSession.id.desc())).first()  # type: ignore[return-value]


def test_a_session_is_opened_from_a_course_and_its_page_shows_it(cast: Cast, client_of: Client) -> None:
    room, trainer = make_room(cast.place), make_trainer(cast.nadia, structure_id=cast.mairie.id)
    client = client_of(cast.nadia)
    form = filled(client, cast, place="", room=str(room.id))
    assert form["trainers"] == [str(trainer.id)]
    session = opened(client, form)
    assert (session.place_id, session.room_id, session.commune_code) == (cast.place.id, room.id, "87085")
    assert [clock.to_paris(one.starts_at).hour for one in session.half_days] == [9]
    assert session.structure_id == cast.mairie.id
    page = client.get(f"/sessions/{session.id}")
    for text in ("Ma messagerie", "mardi 2 mars 2027", "Salle 1", "Nadia Benali", "10 places libres"):
        assert text in page.text
    assert "Pendant les vacances d’hiver (zone A)" not in page.text


def test_sent_twice_it_is_opened_once(cast: Cast, client_of: Client) -> None:
    client = client_of(cast.nadia)
    form = filled(client, cast)
    assert client.post("/sessions/nouvelle", form).location == client.post("/sessions/nouvelle", form).location
    assert len(all_sessions()) == 1


@pytest.mark.parametrize("capacity", ["0", "1001", "", "douze"])
def test_a_capacity_out_of_bounds_is_told_at_its_field(cast: Cast, client_of: Client, capacity: str) -> None:
    client = client_of(cast.nadia)
    page = client.post("/sessions/nouvelle", filled(client, cast, capacity=capacity), status=422)
    assert "capacity" in page.errors


@pytest.mark.parametrize(
    ("row", "cell", "said"),
    [
        ({"end": "09:00"}, "end", "La fin doit venir après le début."),
        ({"start": "06:00", "end": "18:30"}, "end", "douze heures au plus"),
        ({"day": "2026-12-01"}, "day", "passée depuis plus de trente jours"),
        ({"day": "2027-03-28", "start": "02:30", "end": "05:00"}, "start", "02:30 n’existe pas"),
        ({"start": ""}, "start", "Indiquez l’heure de début."),
        ({"day": "31/02/2027"}, "day", "Écrivez une date"),
    ],
)
def test_what_is_wrong_is_told_at_its_row(
    cast: Cast, client_of: Client, row: dict[str, str], cell: str, said: str
) -> None:
    client = client_of(cast.nadia)
    wrong = {
        f"half_days-1-{name}": value
        for name, value in ({"day": "2027-03-09", "start": "09:30", "end": "12:00"} | row).items()
    }
    page = client.post("/sessions/nouvelle", filled(client, cast) | wrong, status=422)
    assert said in page.errors[f"half_days-1-{cell}"]
    assert page.all(f"//*[@data-error-summary]//a[@href='#half_days-1-{cell}']")


def test_an_overlap_inside_the_session_is_told_at_the_second_row(cast: Cast, client_of: Client) -> None:
    client = client_of(cast.nadia)
    more = {"half_days-1-day": "02/03/2027", "half_days-1-start": "11h30", "half_days-1-end": "13h"}
    page = client.post("/sessions/nouvelle", filled(client, cast) | more, status=422)
    assert "chevauche" in page.errors["half_days-1-start"]


def test_a_row_added_and_left_without_a_date_is_nothing(cast: Cast, client_of: Client) -> None:
    client = client_of(cast.nadia)
    page = client.post("/sessions/nouvelle", filled(client, cast) | {"rows": "add"}, status=200)
    assert page.form()["half_days-1-start"] == "09:30"
    assert len(opened(client, page.form()).half_days) == 1


def test_the_weeks_fill_themselves_and_a_row_goes(cast: Cast, client_of: Client) -> None:
    client = client_of(cast.nadia)
    form = filled(client, cast, weeks="10")
    page = client.post("/sessions/nouvelle", form | {"rows": "weekly"}, status=200)
    weekly = page.form()
    assert weekly["half_days-9-day"] == "2027-05-04"
    assert "half_days-10-day" not in weekly
    shorter = client.post("/sessions/nouvelle", weekly | {"rows": "remove-9"}, status=200).form()
    session = opened(client, shorter)
    assert len(session.half_days) == 9
    hours = {clock.to_paris(one.starts_at).strftime("%H:%M") for one in session.half_days}
    assert hours == {"09:30"}, "the clock of the wall, on both sides of the change"


def test_a_past_date_a_holiday_and_a_small_room_are_said_before_they_are_kept(cast: Cast, client_of: Client) -> None:
    room, client = make_room(cast.place, seats=5), client_of(cast.nadia)
    form = filled(client, cast, place="", room=str(room.id)) | {"half_days-0-day": "2027-01-15"}
    more = {"half_days-1-day": "2027-05-06", "half_days-1-start": "09:30", "half_days-1-end": "12:00"}
    page = client.post("/sessions/nouvelle", form | more, status=422)
    for text in ("Une des dates est passée", "n’a que 5 places", "Jeudi 6 mai 2027 est férié (Ascension)"):
        assert text in page.text
    assert all_sessions() == []
    client.post("/sessions/nouvelle", page.form())
    assert len(all_sessions()) == 1


def test_a_room_taken_is_refused_in_words_with_the_next_free_day(cast: Cast, client_of: Client) -> None:
    room, client = make_room(cast.place), client_of(cast.nadia)
    make_session(
        make_course("Ateliers du mardi"), datetime(2027, 3, 2, 9, tzinfo=UTC), place=cast.place, room_id=room.id
    )
    page = client.post("/sessions/nouvelle", filled(client, cast, place="", room=str(room.id)), status=422)
    said = page.errors["room"]
    assert "« Salle 1 » est déjà prise (mardi 2 mars 2027, 10:00 – 13:00)" in said.replace("\xa0", " ")
    assert "mercredi 3 mars 2027" in said
    assert page.form()["half_days-0-day"] == "2027-03-02"


def change(client: PageClient, session: TrainingSession, status: int = 303, **values: Any) -> Page:
    address = f"/sessions/{session.id}/modifier"
    return client.post(address, client.get(address).form() | values, status=status)


def told(kind: NoticeKind) -> int:
    return db.session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == kind)) or 0


def test_a_change_of_hour_is_told_once_and_another_is_not(cast: Cast, client_of: Client) -> None:
    session = make_session(structure_id=cast.mairie.id, place=cast.place)
    make_registration(session)
    client = client_of(cast.nadia)
    change(client, session, materials="Un ordinateur")
    assert (session.sequence, told(NoticeKind.CHANGE)) == (0, 0)
    row = session.half_days[0].id
    change(client, session, **{"half_days-0-start": "13:00", "half_days-0-end": "15:00"})
    assert (session.sequence, told(NoticeKind.CHANGE)) == (1, 1)
    assert [one.id for one in session.half_days] == [row], "the half-day moved, it was not replaced"
    assert session.starts_at == session.half_days[0].starts_at


def test_seats_go_down_to_those_taken_and_up_for_who_waits(cast: Cast, client_of: Client) -> None:
    session = make_session(structure_id=cast.mairie.id, place=cast.place, capacity=2)
    waiting = [
        make_registration(session, state=state)
        for state in (RegistrationState.SEATED,) * 2 + (RegistrationState.WAITING,)
    ][2]
    client = client_of(cast.nadia)
    assert "2 places sont prises" in change(client, session, capacity="1", status=422).errors["capacity"]
    change(client, session, capacity="3")
    assert waiting.state is RegistrationState.OFFERED


def test_a_change_over_another_is_shown_not_lost(cast: Cast, client_of: Client) -> None:
    session = make_session(structure_id=cast.mairie.id, place=cast.place)
    client = client_of(cast.nadia)
    form = client.get(f"/sessions/{session.id}/modifier").form()
    change(client, session, materials="Un")
    page = client.post(f"/sessions/{session.id}/modifier", form | {"materials": "Deux"}, status=409)
    assert page.form()["materials"] == "Deux"
    client.post(f"/sessions/{session.id}/modifier", page.form())
    assert session.materials == "Deux"


def test_strangers_find_nothing(cast: Cast, client_of: Client) -> None:
    session = make_session(structure_id=cast.mairie.id, place=cast.place)
    for path in ("", "/modifier", "/reporter", "/annuler", "/dupliquer", "/affiche.pdf"):
        client_of(cast.lea).get(f"/sessions/{session.id}{path}", status=404)
        client_of(cast.ahmed).get(f"/sessions/{session.id}{path}", status=403)


def test_it_is_cancelled_with_a_reason_and_everyone_is_told(cast: Cast, client_of: Client) -> None:
    session = make_session(structure_id=cast.mairie.id, place=cast.place)
    person = make_registration(session)
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/annuler"
    form = client.get(address).form()
    assert "reason" in client.post(address, form, status=422).errors
    client.post(address, form | {"reason": "La salle est inondée."})
    assert (session.state, session.sequence, session.reason) == (SessionState.CANCELLED, 1, "La salle est inondée.")
    assert (told(NoticeKind.CANCELLATION), person.state) == (1, RegistrationState.CANCELLED)
    assert "La salle est inondée." in client.get(f"/sessions/{session.id}").text
    client.get(f"/sessions/{session.id}/modifier", status=303)
    client.get(address, status=303)


def test_it_is_postponed_to_other_dates(cast: Cast, client_of: Client) -> None:
    session = make_session(structure_id=cast.mairie.id, place=cast.place)
    make_registration(session)
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/reporter"
    form = client.get(address).form() | {"reason": "Grève des transports."}
    assert "Les dates sont les mêmes" in client.post(address, form, status=422).text
    client.post(address, form | {"half_days-0-day": "2027-03-16"})
    assert clock.to_paris(session.starts_at).date().isoformat() == "2027-03-16"
    assert (session.sequence, told(NoticeKind.CHANGE)) == (1, 1)


def test_it_is_repeated_each_week_with_the_course_of_today(cast: Cast, client_of: Client) -> None:
    old = make_course("Ma messagerie")
    session = make_session(old, datetime(2027, 3, 16, 8, tzinfo=UTC), structure_id=cast.mairie.id, place=cast.place)
    newer = make_course("Ma messagerie, en mieux")
    newer.course_id, newer.number, old.course.latest = old.course_id, 2, 2
    db.session.flush()
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/dupliquer"
    form = client.get(address).form()
    assert form["day"] == "2027-03-23"
    client.post(address, form | {"times": "3"})
    first, *copies = all_sessions()
    assert [clock.to_paris(one.starts_at).strftime("%d/%m %H:%M") for one in copies] == [
        "23/03 09:00",
        "30/03 09:00",
        "06/04 09:00",
    ]
    assert {one.course_version_id for one in copies} == {newer.id}
    assert len({one.series_id for one in (first, *copies)}) == 1
    assert "garde la version 1" in client.get(f"/sessions/{session.id}").text


def test_the_list_says_what_waits_first(cast: Cast, client_of: Client) -> None:
    soon = make_session(make_course("Bientôt"), NOW + timedelta(days=3), structure_id=cast.mairie.id, place=cast.place)
    over = make_session(make_course("Passée"), NOW - timedelta(days=2), structure_id=cast.mairie.id, place=cast.place)
    make_registration(over)
    make_registration(soon, state=RegistrationState.OFFERED)
    make_session(make_course("Ailleurs"), structure_id=cast.association.id, commune_code="23096")
    page = client_of(cast.nadia).get("/sessions")
    for text in ("Présence à noter", "Peu de personnes inscrites", "Personne pour animer", "Places proposées"):
        assert text in page.text
    assert "Ailleurs" not in page.text
    listed = client_of(cast.nadia).get("/sessions?quand=past&texte=pass")
    assert "Passée" in listed.text
    assert "Bientôt" not in listed.one("//main").xpath("string()")
