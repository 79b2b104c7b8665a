"""How dates, numbers and durations are written."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from inclusion_app.web import formats

DAY = date(2026, 11, 24)


def test_dates_are_written_as_people_say_them(in_request: None) -> None:
    assert formats.date_fr(DAY) == "mardi 24 novembre 2026"
    assert formats.date_fr(DAY, year=False) == "mardi 24 novembre"
    assert formats.date_long(date(2026, 1, 1)) == "1er janvier 2026"
    assert formats.date_fr(date(2026, 1, 1)) == "jeudi 1er janvier 2026"
    assert formats.date_long(date(2026, 1, 21)) == "21 janvier 2026"
    assert formats.date_short(DAY) == "24/11/2026"
    assert formats.month_fr(DAY) == "novembre 2026"


def test_instants_are_shown_on_the_clock_of_paris(in_request: None) -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert formats.datetime_fr(late) == "mercredi 25 novembre 2026 à 00:30"
    assert formats.date_short(late) == "25/11/2026"
    assert formats.time_fr(datetime(2026, 7, 1, 12, 0, tzinfo=UTC)) == "14:00"


def test_nothing_is_written_for_nothing(in_request: None) -> None:
    for write in (formats.date_fr, formats.date_short, formats.datetime_fr, formats.month_fr, formats.time_fr):
        assert write(None) == ""
    assert formats.number(None) == formats.percent(None) == formats.duration(None) == formats.file_size(None) == ""


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0\u00a0min"),
        (45, "45\u00a0min"),
        (60, "1\u00a0h"),
        (90, "1\u00a0h\u00a030"),
        (125, "2\u00a0h\u00a005"),
        (74_040, "1\u202f234\u00a0h"),
    ],
)
def test_durations(in_request: None, minutes: int, text: str) -> None:
    assert formats.duration(minutes) == text


def test_numbers(in_request: None) -> None:
    assert formats.number(1234) == "1\u202f234"
    assert formats.number(-5) == "-5"
    assert formats.number(12.54, 1) == "12,5"
    assert formats.percent(0.123) == "12\u202f%"
    assert formats.file_size(1) == "1\u00a0Ko"
    assert formats.file_size(240_000) == "240\u00a0Ko"
    assert formats.file_size(1_230_000) == "1,2\u00a0Mo"
    assert formats.hours(5_130) == "86\u00a0h"


@pytest.mark.parametrize(("count", "text"), [(0, "0 personne"), (1, "1 personne"), (1500, "1\u202f500 personnes")])
def test_nouns_agree_as_in_french(in_request: None, count: int, text: str) -> None:
    assert formats.plural(count, "%(count)s personne", "%(count)s personnes") == text


def test_another_language_has_its_own_rules(gallery: Flask) -> None:
    with gallery.test_request_context("/"), force_locale("en"):
        assert formats.number(1234) == "1,234"
        assert formats.date_long(date(2026, 1, 1)) == "January 1, 2026"
        assert formats.plural(0, "%(count)s person", "%(count)s persons") == "0 persons"


def test_outside_a_request_it_is_french() -> None:
    assert formats.date_fr(DAY) == "mardi 24 novembre 2026"
    assert formats.number(1234) == "1\u202f234"
