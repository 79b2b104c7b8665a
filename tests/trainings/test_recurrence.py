"""Half-days on the clock of the wall: across the changes of hour, week after week; the holidays of each place."""

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from inclusion_app.kernel.clock import to_paris
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network.holidays import public_holiday, school_holiday, school_zone
from inclusion_app.trainings.rules.recurrence import (
    Stretch,
    TypedHalfDay,
    first_overlap,
    moved,
    to_stretch,
    typed_of,
    weekly,
)

SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)


@pytest.mark.parametrize("day", [SPRING, AUTUMN, date(2027, 1, 5), date(2027, 7, 6)])
def test_nine_to_twelve_stays_nine_to_twelve(day: date) -> None:
    typed = TypedHalfDay(day, time(9), time(12))
    stretch = to_stretch(typed)
    assert typed_of(stretch) == typed
    assert (stretch.ends_at - stretch.starts_at).total_seconds() == 3 * 3600


def test_a_session_moved_across_the_change_keeps_its_hours() -> None:
    before = [to_stretch(TypedHalfDay(date(2027, 3, 23), time(9, 30), time(12)))]
    after = moved(before, 7)
    assert to_paris(after[0].starts_at).time() == time(9, 30)
    assert (before[0].starts_at.hour, after[0].starts_at.hour) == (8, 7)


@pytest.mark.parametrize(("start", "end", "field"), [(time(2, 30), time(5), "start"), (time(1), time(2, 15), "end")])
def test_an_hour_that_spring_skips_is_refused_in_words(start: time, end: time, field: str) -> None:
    with pytest.raises(DomainError, match="n’existe pas") as refused:
        to_stretch(TypedHalfDay(SPRING, start, end))
    assert refused.value.field == field


def test_an_hour_said_twice_in_autumn_is_the_first_one() -> None:
    stretch = to_stretch(TypedHalfDay(AUTUMN, time(2, 30), time(4)))
    assert stretch.starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(("start", "end"), [(time(9), time(9)), (time(12), time(9)), (time(7), time(19, 1))])
def test_an_end_before_the_start_or_too_late_is_refused(start: time, end: time) -> None:
    with pytest.raises(DomainError) as refused:
        to_stretch(TypedHalfDay(date(2027, 3, 2), start, end))
    assert refused.value.field == "end"


def test_weeks_repeat_each_day_of_the_first_one() -> None:
    typed = [TypedHalfDay(date(2027, 3, day), time(9), time(12)) for day in (2, 4)]
    assert [one.day.day for one in weekly(typed, 2)] == [2, 4, 9, 11]


def test_two_half_days_that_touch_do_not_overlap() -> None:
    morning = to_stretch(TypedHalfDay(date(2027, 3, 2), time(9), time(12)))
    noon = to_stretch(TypedHalfDay(date(2027, 3, 2), time(12), time(14)))
    late = Stretch(noon.starts_at, noon.ends_at)
    assert first_overlap([morning, noon]) is None
    assert first_overlap([morning, noon, late]) == (1, 2)


# Holidays

ZONES = {
    "Métropole": "87",
    "Alsace-Moselle": "67",
    "Guadeloupe": "971",
    "Martinique": "972",
    "Guyane": "973",
    "La Réunion": "974",
    "Mayotte": "976",
    "Saint-Barthélémy": "977",
    "Saint-Martin": "978",
}


def test_public_holidays_are_those_of_the_official_calendar(shared_data: Path) -> None:
    with (shared_data / "calendrier" / "jours_feries_2021-2028.csv").open(encoding="utf-8") as lines:
        official = {(row["zone"], date.fromisoformat(row["date"])) for row in csv.DictReader(lines)}
    for zone, departement in ZONES.items():
        days = [date.fromordinal(rank) for rank in range(date(2021, 1, 1).toordinal(), date(2029, 1, 1).toordinal())]
        assert {day for day in days if public_holiday(day, departement)} == {day for z, day in official if z == zone}


def test_school_holidays_are_those_of_the_official_calendar(shared_data: Path) -> None:
    zones = {"A": "87", "B": "35", "C": "75"}
    with (shared_data / "calendrier" / "vacances_scolaires_2021-2028.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for name in ("premier_jour", "dernier_jour"):
                assert school_holiday(date.fromisoformat(row[name]), zones[row["zone"]]), row
    assert school_holiday(date(2027, 11, 24), "87") is None
    assert school_holiday(date(2060, 7, 20), "87") is None


def test_every_departement_of_the_mainland_has_its_zone() -> None:
    mainland = [f"{rank:02d}" for rank in range(1, 96) if rank != 20]
    assert all(school_zone(code) for code in mainland)
    assert [school_zone(code) for code in ("87", "35", "75", "2A", "974", "")] == ["A", "B", "C", None, None, None]
