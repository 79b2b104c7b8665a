"""The rules of an entry, as a table."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusion_app.accompaniments.entry import Entry, Group, Participant
from inclusion_app.accompaniments.rules import can_restore, read_tags, refusals, years_before
from inclusion_app.vocabulary.activity import BlockedCause, NextStep, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, Gender
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

TODAY = date(2026, 11, 24)
KEY = UUID(int=1)
PLAIN = Entry(
    kind=RecordKind.INDIVIDUAL,
    held_on=TODAY,
    minutes=30,
    place_kind=PlaceKind.REMOTE,
    participants=(Participant(),),
    themes=frozenset({Theme.EMAIL}),
)
SHOP = replace(PLAIN, kind=RecordKind.WORKSHOP, participants=(), group=Group(total=5), title="Atelier")


def fields_refused(entry: Entry, before: Entry | None = None) -> list[str | None]:
    return [error.field for error in refusals(entry, TODAY, before)]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"held_on": TODAY + timedelta(days=1)}, ["held_on"]),
        ({"held_on": date(2021, 11, 24)}, []),
        ({"held_on": date(2021, 11, 23)}, ["held_on"]),
        ({"minutes": 0}, ["minutes"]),
        ({"minutes": 1440}, []),
        ({"minutes": 1441}, ["minutes"]),
        ({"place_kind": PlaceKind.PLACE}, ["place"]),
        ({"place_kind": PlaceKind.HOME}, ["commune"]),
        ({"themes": frozenset()}, ["themes"]),
        ({"procedures": frozenset({AdministrativeTheme.MONEY})}, ["procedures"]),
        ({"blocked_organisation_id": KEY}, ["blocked_procedure"]),
        ({"blocked_organisation_id": KEY, "blocked_cause": BlockedCause.OTHER}, []),
        ({"next_step": NextStep.CALL}, ["next_on"]),
        ({"next_step": NextStep.CALL, "next_on": TODAY}, []),
        ({"next_step": NextStep.CALL, "next_on": TODAY - timedelta(days=1)}, ["next_on"]),
        ({"next_step": NextStep.CALL, "next_on": date(2029, 1, 1)}, ["next_on"]),
        ({"held_on": date.max, "next_step": NextStep.CALL, "next_on": date.max}, ["held_on"]),
        ({"tags": tuple("abcdefghijk")}, ["tags"]),
        ({"participants": ()}, ["citizen"]),
        ({"participants": (Participant(age_band=AgeBand.V1_FROM_60),)}, ["themes"]),
    ],
)
def test_an_individual_entry(changes: dict[str, Any], fields: list[str]) -> None:
    assert fields_refused(replace(PLAIN, **changes)) == fields


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({}, []),
        ({"title": None}, ["title"]),
        ({"group": Group(total=0)}, ["total"]),
        ({"group": Group(total=0), "participants": (Participant(citizen_id=KEY),)}, []),
        ({"group": Group(total=500)}, []),
        ({"group": Group(total=500), "participants": (Participant(citizen_id=KEY),)}, ["total"]),
        ({"group": Group(total=5, already_helped=6)}, ["already_helped"]),
        ({"group": Group(total=5, genders={Gender.MALE: 3, Gender.FEMALE: 3})}, ["genders"]),
        ({"group": Group(total=5, genders={Gender.MALE: -1})}, ["genders"]),
        ({"group": Group(total=5, ages={AgeBand.FROM_70: 6})}, ["ages"]),
    ],
)
def test_a_workshop_entry(changes: dict[str, Any], fields: list[str]) -> None:
    assert fields_refused(replace(SHOP, **changes)) == fields


def test_what_was_kept_before_may_stay() -> None:
    old = replace(PLAIN, held_on=date(2019, 1, 1), themes=frozenset(), kind=RecordKind.ONE_OFF)
    assert fields_refused(replace(old, minutes=60), before=old) == []
    assert fields_refused(replace(old, held_on=date(2018, 1, 1)), before=old) == ["held_on"]


def test_a_deletion_is_undone_for_thirty_days() -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    assert can_restore(now - timedelta(days=30), now)
    assert not can_restore(now - timedelta(days=30, seconds=1), now)
    assert not can_restore(None, now)


@given(st.text())
def test_tags_are_words_once(text: str) -> None:
    tags = read_tags(text)
    assert len(set(tags)) == len(tags)
    assert all(tag and tag == " ".join(tag.split()) and "," not in tag for tag in tags)


@given(st.dates(min_value=date(1950, 1, 1)), st.integers(-2, 10))
def test_years_before_any_day(day: date, years: int) -> None:
    assert years_before(day, years).year == min(day.year - years, 9999)
