"""Figures: accompaniments, minutes, people; the anonymous beside."""

from datetime import date, timedelta

from inclusion_app.access.scope import scope_of
from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.queries.figures import get_totals, team_figures
from inclusion_app.accompaniments.queries.habits import get_habits
from inclusion_app.kernel import clock
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop


def test_people_are_distinct_and_the_anonymous_stand_beside(cast: Cast) -> None:
    me = cast.mediators["nadia"]
    jeanne, odile = make_citizen(me), make_citizen(me, "Odile")
    day = date(2026, 10, 12)
    make_record(me, jeanne, held_on=day, minutes=30)
    make_record(me, jeanne, held_on=day, minutes=15)
    make_record(me, held_on=day, minutes=15)
    make_workshop(me, 10, (jeanne, odile), held_on=day, minutes=120)
    make_record(me, held_on=day, deleted_at=clock.now())
    make_record(me, held_on=date(2026, 9, 30))
    make_record(me, held_on=date(2026, 11, 1))
    scope = scope_of(cast.nadia)
    month = get_totals(scope, RecordFilter(since=date(2026, 10, 1), until=date(2026, 10, 31)))
    assert (month.records, month.workshops, month.minutes) == (4, 1, 180)
    assert (month.accompaniments, month.people, month.anonymous) == (15, 2, 11)
    assert get_totals(scope, RecordFilter(since=date(2026, 9, 1), until=date(2026, 9, 30))).accompaniments == 1


def test_a_team_by_mediator(cast: Cast) -> None:
    day = clock.today()
    make_workshop(cast.mediators["nadia"], 10, minutes=60)
    make_record(cast.mediators["karim"], make_citizen(cast.mediators["karim"]), held_on=day - timedelta(days=3))
    make_record(cast.mediators["karim"], held_on=day - timedelta(days=40))
    make_record(cast.mediators["lea"], held_commune_code="23096")
    rows = team_figures(scope_of(cast.paul), RecordFilter(since=day - timedelta(days=30), until=day))
    told = [(row.mediator.name, row.accompaniments, row.minutes, row.people, row.last_on) for row in rows]
    assert told == [
        ("Nadia Benali", 10, 60, 0, day),
        ("Karim Petit", 1, 30, 1, day - timedelta(days=3)),
    ]
    assert team_figures(scope_of(cast.nadia), RecordFilter()) == []


def test_habits_are_those_of_the_kind(cast: Cast) -> None:
    me = cast.mediators["nadia"]
    for minutes in (45, 45, 60):
        make_record(me, minutes=minutes, themes=frozenset({Theme.AI, Theme.EMAIL} if minutes == 45 else {Theme.EMAIL}))
    make_workshop(me, 4, minutes=120, themes=frozenset({Theme.CULTURE}))
    habits = get_habits(scope_of(cast.nadia), RecordKind.INDIVIDUAL)
    assert (habits.minutes, list(habits.themes)) == (45, [Theme.EMAIL, Theme.AI])
    assert get_habits(scope_of(cast.karim), RecordKind.INDIVIDUAL).minutes is None
