"""Opening hours: read, written, said in French, open or not."""

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusion_app.kernel.clock import PARIS
from inclusion_app.network import hours
from inclusion_app.network.holidays import easter, holidays
from inclusion_app.network.hours import MIDNIGHT, Range, Schedule


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off",
            "du lundi au vendredi : 9 h – 12 h, 14 h – 18 h 30 ; samedi : 8 h 30 – 12 h ; fermé les jours fériés",
        ),
        ("24/7", "tous les jours : toute la journée"),
        ("Mo-Fr 08:30-12:00; Th off", "lundi, mardi, mercredi et vendredi : 8 h 30 – 12 h"),
        ("Mo-Fr 09:00-12:00,14:00-17:00; We 09:00-12:00", None),
        ("Tu-Sa 10:00-13:00,13:00-18:00", "du mardi au samedi : 10 h – 18 h"),
        ("Tu, Th 10:00-12:00", "mardi et jeudi : 10 h – 12 h"),
        ("We 09:00-12:00; PH 10:00-11:00", "mercredi : 9 h – 12 h ; jours fériés : 10 h – 11 h"),
        ("Mo-Fr 09:00-19:00; Sa 17:00", "lundi-vendredi 09:00-19:00 ; samedi 17:00"),
        ("Fr 19:00-11:00", "vendredi 19:00-11:00"),
        ("sur rendez-vous", "sur rendez-vous"),
        ("", ""),
        (None, ""),
    ],
)
def test_hours_are_said_in_french(text: str | None, said: str | None) -> None:
    shown = hours.describe(text).replace("\u00a0", " ")
    if said is None:
        said = "lundi, mardi, jeudi et vendredi : 9 h – 12 h, 14 h – 17 h ; mercredi : 9 h – 12 h"
    assert shown == said


def test_no_break_spaces_stand_before_colons_and_inside_times() -> None:
    assert hours.describe("Sa 08:30-12:00") == "samedi\u00a0: 8\u00a0h\u00a030\u00a0–\u00a012\u00a0h"


@pytest.mark.parametrize(
    "text", ["Mo 9h-12h", "Mo 25:00-26:00", "Mo 12:00-09:00", "Lu 09:00-12:00", "Mo-We-Fr 09:00-12:00"]
)
def test_what_is_not_understood_is_not_guessed(text: str) -> None:
    assert hours.parse(text) is None
    assert hours.is_open(text, datetime(2026, 11, 24, 10, tzinfo=PARIS)) is None


_ranges = st.lists(st.integers(0, MIDNIGHT), min_size=0, max_size=4, unique=True).map(
    lambda edges: tuple(Range(*pair) for pair in zip(*[iter(sorted(edges))] * 2, strict=False))
)
_schedules = st.builds(
    lambda week, ph: Schedule(tuple(hours.joined(day) for day in week), None if ph is None else hours.joined(ph)),
    st.lists(_ranges, min_size=7, max_size=7).filter(any),
    st.none() | _ranges,
)


@given(_schedules)
def test_what_is_written_is_read_back(schedule: Schedule) -> None:
    assert hours.parse(hours.write(schedule)) == schedule


@pytest.mark.parametrize(
    ("at", "open_then"),
    [
        ((24, 9, 0), True),  # a Tuesday
        ((24, 12, 0), False),
        ((24, 8, 59), False),
        ((28, 10, 0), False),  # a Saturday
        ((11, 10, 0), False),  # a public holiday, a Wednesday
    ],
)
def test_open_or_not_by_the_clock_of_paris(at: tuple[int, int, int], open_then: bool) -> None:
    assert hours.is_open("Mo-Fr 09:00-12:00; PH off", datetime(2026, 11, *at, tzinfo=PARIS)) is open_then


def test_public_holidays() -> None:
    assert easter(2026) == date(2026, 4, 5)
    assert easter(2024) == date(2024, 3, 31)
    assert date(2026, 5, 14) in holidays(2026)  # Ascension
    assert len(holidays(2026)) == 11


def test_nearly_all_hours_of_a_real_file_are_understood(shared_data: Path) -> None:
    name = "2023-05-17_provence-alpes-cote-d-azur_lieux-de-mediation-numerique_v1.0.2.csv"
    with (shared_data / "lieux" / "standard" / name).open(encoding="utf-8-sig", newline="") as file:
        written = [row["horaires"] for row in csv.DictReader(file) if row["horaires"]]
    understood = [text for text in written if hours.parse(text)]
    assert len(understood) / len(written) > 0.98
    assert all(not hours.describe(text).startswith(hours.DAYS) for text in written)
