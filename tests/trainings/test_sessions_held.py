"""What a session no longer allows once people came; who may change it from elsewhere; copies that find no room."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.trainings.lists import Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine, Tablet
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.models.sessions import TrainingSession
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_registration, make_room, make_session, make_trainer
from tests.pages import PageClient

NOW = datetime(2027, 2, 1, 9, tzinfo=UTC)
TUESDAY = datetime(2027, 3, 2, 8, tzinfo=UTC)
Client = Callable[[Account], PageClient]


@pytest.fixture(autouse=True)
def _day() -> Any:
    with clock.frozen(NOW):
        yield


def attended(cast: Cast) -> TrainingSession:
    """A session of two weeks whose first half-day took place."""
    starts = (NOW - timedelta(days=5), NOW + timedelta(days=2))
    session = make_session(None, *starts, structure_id=cast.mairie.id, place=cast.place)
    line = {
        "half_day_id": session.half_days[0].id,
        "registration_id": make_registration(session).id,
        "presence": Presence.PRESENT,
        "minutes": 180,
        "means": SigningMeans.PAPER,
        "noted_at": NOW,
        "digest": b"x" * 32,
    }
    add(AttendanceLine(**line))
    return session


def test_once_people_came_to_all_of_it_nothing_moves(cast: Cast, client_of: Client) -> None:
    session, client = attended(cast), client_of(cast.nadia)
    session.half_days.pop()
    session.ends_at = session.half_days[0].ends_at
    db.session.flush()
    address = f"/sessions/{session.id}"
    for path in ("/reporter", "/annuler"):
        client.get(address + path, status=303)
        client.post(address + path, {"reason": "Grève", "version": str(session.version)})
    assert session.cancelled_at is None
    assert len(session.half_days) == 1
    form = client.get(f"{address}/modifier").form()
    moved = {"half_days-0-start": "14:00", "half_days-0-end": "16:00"}
    assert "une séance qui a eu lieu" in client.post(f"{address}/modifier", form | moved, status=422).text
    client.post(f"{address}/modifier", form | {"materials": "Un ordinateur"})
    assert session.materials == "Un ordinateur"
    assert "plus rien à reporter ni à annuler" in client.get(address).text


def test_a_half_day_taken_away_goes_with_its_tablets(cast: Cast, client_of: Client) -> None:
    session = make_session(None, TUESDAY, TUESDAY + timedelta(weeks=1), structure_id=cast.mairie.id, place=cast.place)
    kept, gone = (half_day.id for half_day in session.half_days)
    opened = {"token_hash": b"t" * 32, "opened_by_id": cast.nadia.id, "opened_at": NOW, "expires_at": NOW}
    add(Tablet(half_day_id=gone, **opened))
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/modifier"
    shorter = client.post(address, client.get(address).form() | {"rows": "remove-1"}, status=200).form()
    client.post(address, shorter)
    assert [half_day.id for half_day in session.half_days] == [kept]
    assert session.ends_at == session.half_days[0].ends_at
    assert db.session.scalar(select(func.count()).select_from(Tablet)) == 0


def test_nobody_is_told_of_a_change_to_what_is_over(cast: Cast, client_of: Client) -> None:
    session = make_session(None, NOW - timedelta(days=5), structure_id=cast.mairie.id, place=cast.place)
    make_registration(session)
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/modifier"
    client.post(address, client.get(address).form() | {"half_days-0-end": "19:00"})
    assert session.sequence == 1
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0


def test_who_teaches_it_from_elsewhere_changes_it_in_its_place(cast: Cast, client_of: Client) -> None:
    room, trainer = make_room(cast.place), make_trainer(cast.lea)
    session = make_session(
        None, TUESDAY, structure_id=cast.mairie.id, place=cast.place, room_id=room.id, trainers=(trainer,)
    )
    client, address = client_of(cast.lea), f"/sessions/{session.id}/modifier"
    client.post(address, client.get(address).form() | {"capacity": "7"})
    assert (session.capacity, session.structure_id, session.room_id) == (7, cast.mairie.id, room.id)


def test_a_place_or_a_structure_out_of_reach_is_not_offered(cast: Cast, client_of: Client) -> None:
    session = make_session(None, TUESDAY, structure_id=cast.association.id, commune_code="23096")
    client, address = client_of(cast.lea), f"/sessions/{session.id}/modifier"
    form = client.get(address).form()
    assert client.get("/sessions/lieux?q=espace").json == []
    wrong = {"where": "lieu", "place": "Espace numérique de la Mairie, Limoges", "place-code": str(cast.place.id)}
    assert "place" in client.post(address, form | wrong, status=422).errors
    client.post(address, form | {"structure": str(cast.mairie.id)}, status=422)


def test_a_copy_that_finds_its_room_taken_says_when(cast: Cast, client_of: Client) -> None:
    room = make_room(cast.place)
    session = make_session(None, TUESDAY, structure_id=cast.mairie.id, place=cast.place, room_id=room.id)
    make_session(None, TUESDAY + timedelta(weeks=2), structure_id=cast.mairie.id, place=cast.place, room_id=room.id)
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/dupliquer"
    page = client.post(address, client.get(address).form() | {"times": "3"}, status=422)
    assert "mardi 16 mars 2027" in page.errors["day"]
    assert db.session.scalar(select(func.count()).select_from(TrainingSession)) == 2


def test_postponed_where_the_room_is_taken_is_refused(cast: Cast, client_of: Client) -> None:
    room = make_room(cast.place)
    session = make_session(None, TUESDAY, structure_id=cast.mairie.id, place=cast.place, room_id=room.id)
    make_session(None, TUESDAY + timedelta(days=1), structure_id=cast.mairie.id, place=cast.place, room_id=room.id)
    client, address = client_of(cast.nadia), f"/sessions/{session.id}/reporter"
    form = client.get(address).form() | {"half_days-0-day": "2027-03-03", "reason": "Grève"}
    assert "déjà prise" in client.post(address, form, status=422).text
    stale = client.post(address, form | {"version": "0", "half_days-0-day": "2027-03-04"}, status=409)
    assert "Quelqu’un a modifié cette session" in stale.text
