"""The calendar: what visitors and staff see of it, by month, week, day and list, in a bounded number of queries."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.territories.models import Commune
from inclusion_app.trainings.lists import Audience, SessionState
from inclusion_app.trainings.queries.calendar import list_public_sessions
from inclusion_app.trainings.rules.calendar import View, period_of, runs, slot_of
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_room, make_session, make_trainer
from tests.pages import PageClient

NOW = datetime(2027, 4, 28, 9, tzinfo=UTC)
MONDAY = datetime(2027, 5, 3, 7, 30, tzinfo=UTC)
Client = Callable[[Account], PageClient]


@pytest.fixture(autouse=True)
def _day() -> Any:
    with clock.frozen(NOW):
        yield


def test_a_month_is_whole_weeks_and_its_neighbours_are_months() -> None:
    period = period_of(View.MONTH, date(2027, 5, 31))
    assert (period.first, period.last) == (date(2027, 4, 26), date(2027, 6, 6))
    assert (period.previous, period.next) == (date(2027, 4, 1), date(2027, 6, 1))
    assert all(len(week) == 7 for week in period.weeks)


@pytest.mark.parametrize("day", [date.min, date.max, date(2028, 2, 29), date(2027, 12, 31)])
@pytest.mark.parametrize("view", list(View))
def test_every_day_has_its_period(view: View, day: date) -> None:
    period = period_of(view, day)
    assert period.first <= period.day <= period.last
    assert period.previous < period.day <= period.next or period.day < period.next


def test_days_that_follow_one_another_are_one_run() -> None:
    days = [date(2027, 4, 23) + timedelta(days=rank) for rank in range(4)]
    assert runs(days, lambda day: None if day.day == 25 else "x") == [("x", days[0], days[1]), ("x", days[3], days[3])]


def test_times_outside_the_grid_stand_at_its_edges() -> None:
    assert [slot_of(*at) for at in ((6, 0), (7, 0), (9, 30), (21, 59), (23, 0))] == [1, 1, 6, 30, 30]


def test_visitors_see_what_is_listed_and_reach_its_public_page(visitor: PageClient, cast: Cast) -> None:
    shown = make_session(make_course("Ma messagerie"), MONDAY, place=cast.place, capacity=3)
    make_registration(shown)
    make_session(make_course("En interne"), MONDAY, place=cast.place, listed=False)
    gone = {"state": SessionState.CANCELLED, "cancelled_at": NOW}
    make_session(make_course("Tombée à l’eau"), MONDAY, place=cast.place, **gone)
    for view in ("", "vue=mois&", "vue=semaine&", "vue=liste&", "vue=jour&"):
        page = visitor.get(f"/calendrier?{view}date=2027-05-03")
        assert "Ma messagerie" in page.text, view
        assert "2 places" in page.text, view
        assert "En interne" not in page.text
        assert "Tombée" not in page.text
        assert page.all(f"//main//a[@href='/seances/{shown.id}']")
        assert "Nadia" not in page.text


def test_staff_see_theirs_hidden_and_cancelled_ones_included(cast: Cast, client_of: Client) -> None:
    trainer = make_trainer(cast.nadia)
    mine = make_session(
        make_course("En interne"),
        MONDAY,
        structure_id=cast.mairie.id,
        place=cast.place,
        listed=False,
        trainers=(trainer,),
    )
    theirs = make_session(make_course("Chez les autres"), MONDAY, commune_code="23096")
    page = client_of(cast.nadia).get("/calendrier?vue=liste&date=2027-05-03")
    assert page.all(f"//main//a[@href='/sessions/{mine.id}']")
    assert page.all(f"//main//a[@href='/seances/{theirs.id}']")
    assert "Nadia Benali" in page.one("//main").xpath("string()")
    stranger = client_of(cast.lea).get("/calendrier?vue=liste&date=2027-05-03")
    assert "En interne" not in stranger.text
    assert "En interne" not in client_of(cast.elise).get("/calendrier?vue=liste&date=2027-05-03").text


def test_a_full_day_says_how_many_more(visitor: PageClient) -> None:
    for rank in range(7):
        make_session(make_course(f"Atelier {rank}"), MONDAY + timedelta(minutes=30 * rank))
    page = visitor.get("/calendrier?vue=mois&date=2027-05-03")
    more = page.one("//a[contains(@class, 'calendar__more')]")
    assert "+\xa04" in more.xpath("string()")
    assert "vue=jour" in more.get("href")
    assert "Atelier 6" in visitor.get(more.get("href")).text


def test_holidays_are_said_in_words(cast: Cast, client_of: Client) -> None:
    page = client_of(cast.nadia).get("/calendrier?date=2027-05-03")
    assert "Ascension" in page.text
    spring = client_of(cast.nadia).get("/calendrier?vue=semaine&date=2027-04-14")
    assert "Vacances scolaires, zone A : vacances de printemps" in spring.text.replace("\xa0", " ")


def test_filters_narrow_and_what_is_not_offered_narrows_nothing(visitor: PageClient, cast: Cast) -> None:
    for_citizens = make_course("Premiers pas", audiences=frozenset({Audience.CITIZENS}))
    make_session(for_citizens, MONDAY, place=cast.place)
    make_session(make_course("Pour les pros"), MONDAY)
    address = "/calendrier?vue=jour&date=2027-05-03"
    for value in ("&public=citizens", f"&lieu={cast.place.id}", f"&formation={for_citizens.course_id}"):
        text = visitor.get(address + value).one("//main//table").xpath("string()")
        assert "Premiers pas" in text
        assert "Pour les pros" not in text
    for wrong in ("&lieu=rien", "&anime=x", "&public=?", "&date=demain"):
        visitor.get(f"/calendrier?vue=siecle{wrong}")


def test_its_queries_do_not_grow_with_what_it_shows(visitor: PageClient, cast: Cast) -> None:
    def count() -> int:
        seen: list[str] = []
        listener = lambda *args: seen.append(args[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listener)
        visitor.get("/calendrier?date=2027-05-03")
        event.remove(db.engine, "before_cursor_execute", listener)
        return len(seen)

    room = make_room(cast.place)
    make_session(None, MONDAY, place=cast.place, room_id=room.id)
    few = count()
    for rank in range(1, 20):
        make_registration(make_session(None, MONDAY + timedelta(days=rank), place=cast.place, room_id=room.id))
    assert count() == few <= 8


def test_the_next_public_sessions_are_open_listed_and_to_come(cast: Cast) -> None:
    make_session(None, NOW - timedelta(days=1))
    make_session(None, NOW + timedelta(days=1), listed=False)
    second, first = make_session(None, NOW + timedelta(days=3)), make_session(None, NOW + timedelta(days=2))
    far = make_session(None, NOW + timedelta(days=2, hours=1), commune_code="23096")
    assert list(list_public_sessions()) == [first, far, second]
    assert list(list_public_sessions(limit=1)) == [first]
    limoges = db.session.get(Commune, "87085")
    assert list(list_public_sessions(commune=limoges)) == [first, second]
    assert list(list_public_sessions(course_id=far.course_version.course_id)) == [far]
