"""Private calendar addresses: what each gives, to whom, and that revoking one is heard at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import event

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.lists import FeedKind, RegistrationState, SessionState, Withdrawal
from inclusion_app.trainings.models.sessions import CalendarFeed, TrainingSession
from inclusion_app.trainings.services.feeds import MOST_FEEDS, create_feed
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import Page, PageClient

ClientOf = Callable[[Account], PageClient]
GUERET = "23096"


def feed_of(account: Account, kind: FeedKind = FeedKind.MINE, **values: Any) -> str:
    where = {"place_id": None, "territory_key": None} | values
    return f"/agendas/{create_feed(scope_of(account), kind=kind, by=account, **where).token}.ics"


def titles(page: Page) -> list[str]:
    return sorted(str(event["SUMMARY"]) for event in events(page))


def events(page: Page) -> list[Any]:
    return list(Calendar.from_ical(page.data).walk("VEVENT"))


def named(title: str, **values: Any) -> TrainingSession:
    return make_session(make_course(title), **values)


def test_mine_are_those_i_attend_and_those_i_teach(cast: Cast, visitor: PageClient) -> None:
    make_registration(named("Suivie", listed=False), account_id=cast.nadia.id)
    make_registration(named("Attendue"), account_id=cast.nadia.id, state=RegistrationState.WAITING)
    named("Animée", trainers=(make_trainer(cast.nadia),))
    named("Des autres", structure_id=cast.mairie.id)
    gone: dict[str, Any] = {"state": RegistrationState.CANCELLED, "ended_at": clock.now()}
    make_registration(named("Quittée"), account_id=cast.nadia.id, withdrawal=Withdrawal.PERSON, **gone)
    off = named("Annulée", state=SessionState.CANCELLED, cancelled_at=clock.now())
    make_registration(off, account_id=cast.nadia.id, withdrawal=Withdrawal.SESSION, **gone)
    page = visitor.get(feed_of(cast.nadia))
    assert titles(page) == ["Animée", "Annulée", "Attendue", "Suivie"]
    states = {str(one["SUMMARY"]): str(one["STATUS"]) for one in events(page)}
    assert states == {
        "Animée": "CONFIRMED",
        "Annulée": "CANCELLED",
        "Attendue": "TENTATIVE",
        "Suivie": "CONFIRMED",
    }


def test_a_place_and_a_territory_give_what_the_public_sees(cast: Cast, visitor: PageClient) -> None:
    ours = named("Ici", place=cast.place, online_url="https://visio.exemple.fr/secret")
    make_registration(ours, "Amina", "Zerrouki")
    named("Cachée", place=cast.place, listed=False)
    named("Ailleurs", commune_code=GUERET)
    place = visitor.get(feed_of(cast.claire, FeedKind.PLACE, place_id=cast.place.id))
    territory = visitor.get(feed_of(cast.claire, FeedKind.TERRITORY, territory_key="DEP-87"))
    for page in (place, territory):
        assert titles(page) == ["Ici"]
        for secret in (b"Zerrouki", b"Amina", b"visio.exemple.fr"):
            assert secret not in page.data
        assert f"/seances/{ours.id}" in str(events(page)[0]["URL"])


def test_a_feed_keeps_to_three_months_past_and_eighteen_ahead(cast: Cast, visitor: PageClient) -> None:
    now = clock.now()
    starts = [now + timedelta(days=days) for days in (-100, -80, 10, 540, 560)]
    make_session(None, *starts, place=cast.place)
    assert len(events(visitor.get(feed_of(cast.claire, FeedKind.PLACE, place_id=cast.place.id)))) == 3


def test_it_is_read_again_only_when_something_changed(cast: Cast, visitor: PageClient) -> None:
    session = named("Ici", place=cast.place)
    path = feed_of(cast.claire, FeedKind.PLACE, place_id=cast.place.id)
    first = visitor.get(path).response
    assert "Set-Cookie" not in first.headers
    assert first.headers["Cache-Control"] == "private, no-cache"
    tag = {"If-None-Match": first.headers["ETag"]}
    with clock.frozen(clock.now() + timedelta(hours=1)):
        visitor.get(path, headers=tag, status=304)
    session.sequence += 1
    assert visitor.get(path, headers=tag).status == 200


def test_revoked_it_is_gone_at_once(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    path = feed_of(cast.nadia)
    tag = {"If-None-Match": visitor.get(path).response.headers["ETag"]}
    nadia = client_of(cast.nadia)
    feed = db.session.query(CalendarFeed).one()
    stranger = client_of(cast.karim)
    stranger.get(f"/agendas/{feed.id}/supprimer", status=404)
    stranger.post(f"/agendas/{feed.id}/supprimer", status=404)
    nadia.get(f"/agendas/{feed.id}/supprimer")
    nadia.post(f"/agendas/{feed.id}/supprimer")
    visitor.get(path, headers=tag, status=410)
    visitor.get("/agendas/jamais-donne.ics", status=404)
    assert path not in nadia.get("/agendas").html


def test_a_closed_account_has_no_feed(cast: Cast, visitor: PageClient) -> None:
    path = feed_of(cast.nadia)
    cast.nadia.deactivated_at = datetime(2026, 1, 1, tzinfo=UTC)
    visitor.get(path, status=410)


def test_the_page_makes_an_address_and_shows_how_to_use_it(cast: Cast, client_of: ClientOf) -> None:
    named("Ici", place=cast.place)
    claire = client_of(cast.claire)
    assert claire.post("/agendas", {"kind": "place"}, status=422).errors
    claire.post("/agendas", {"kind": "place", "place": str(cast.place.id)})
    claire.post("/agendas", {"kind": "territory", "territoire": "Limoges (87)"})
    page = claire.get("/agendas")
    addresses = page.all("//input[@data-copy]/@value")
    assert len(addresses) == 2
    assert all(address.startswith("http://127.0.0.1:8000/agendas/") for address in addresses)
    assert "webcal://" in page.html
    assert claire.post("/agendas", {"kind": "place", "place": str(cast.place.id)}, status=422).errors


def test_an_elected_official_is_offered_her_own_alone(cast: Cast, client_of: ClientOf) -> None:
    elise = client_of(cast.elise)
    assert not elise.get("/agendas").all("//select")
    elise.post("/agendas", {"kind": "place", "place": str(cast.place.id)}, status=422)
    elise.post("/agendas", {"kind": "mine"})


def test_twenty_addresses_are_enough(cast: Cast) -> None:
    for departement in range(1, 20):
        feed_of(cast.claire, FeedKind.TERRITORY, territory_key=f"DEP-{departement:02d}")
    feed_of(cast.claire)
    with pytest.raises(DomainError, match=str(MOST_FEEDS)):
        feed_of(cast.claire, FeedKind.TERRITORY, territory_key="DEP-87")


def test_a_feed_of_many_sessions_takes_few_queries(cast: Cast, visitor: PageClient) -> None:
    for rank in range(12):
        named(f"Session {rank}", place=cast.place)
    path = feed_of(cast.claire, FeedKind.PLACE, place_id=cast.place.id)
    asked: list[str] = []
    engine = db.engine
    event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))
    assert len(events(visitor.get(path))) == 12
    assert len(asked) < 15, asked
