"""What is published of real rows resists an attacker, and serves a village."""

import random
from collections.abc import Iterable
from datetime import date
from itertools import product

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.accompaniments.models import Record
from inclusion_app.observatory.blocks import chain_of
from inclusion_app.observatory.disclosure.spans import calendar_of
from inclusion_app.observatory.periods import Period, PeriodKind, month_of, quarter_of, year_of
from inclusion_app.observatory.queries import published_figures
from inclusion_app.observatory.sources import Published
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.people import AgeBand, Gender
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.observatory.attack import isolated_sets

COMMUNES = ("87085", "87114", "23096")
"""Limoges and Panazol share an EPCI; Guéret lies in another département of the same région."""
MONTHS = (1, 2, 4, 5)
ENOUGH = 11

People = set[str]


def _fill(cast: Cast, rng: random.Random) -> None:
    nadia = cast.mediators["nadia"]
    citizens = [make_citizen(nadia, "Jeanne", f"Dubois {at}") for at in range(25)]
    for commune, month in product(COMMUNES, MONTHS):
        where = {"held_commune_code": commune, "held_on": date(2025, month, 10)}
        for gender in (Gender.MALE, Gender.FEMALE):
            for _ in range(rng.choice((0, 0, 3, 11, 12, 14))):
                citizen = rng.choice([None, None, rng.choice(citizens)])
                make_record(nadia, citizen, gender=gender, already_helped=rng.random() < 0.1, **where)
        if rng.random() < 0.5:
            total = rng.randint(2, 30)
            make_workshop(nadia, total, gender_male=total // 2, already_helped=total // 4, **where)


def _persons(records: Iterable[Record], gender: Gender) -> tuple[int, int]:
    """Accompaniments of this gender, and the persons behind: our own reading of the decision."""
    count, anonymous, followed = 0, 0, set()
    for record in records:
        for person in record.participations:
            if person.gender is gender:
                count += 1
                followed |= {person.citizen_id} - {None}
                anonymous += person.citizen_id is None and not person.already_helped
        if record.group:
            given = {Gender.MALE: record.group.gender_male, Gender.FEMALE: record.group.gender_female}
            cell = given.get(gender, record.group.total - sum(given.values()))
            count += cell
            anonymous += max(0, cell - record.group.already_helped)
    return count, anonymous + len(followed)


@pytest.mark.parametrize("seed", range(6))
def test_no_combination_of_published_tables_isolates_one_to_ten_persons(
    session: scoped_session[Session], cast: Cast, seed: int
) -> None:
    _fill(cast, random.Random(seed))  # noqa: S311 (repeatable worlds)
    held: dict[tuple[str, int], list[Record]] = {atom: [] for atom in product(COMMUNES, MONTHS)}
    for record in session.scalars(select(Record)):
        held[record.held_commune_code, record.held_on.month].append(record)
    tables = [[atom in inside for atom in held] for inside in _shown(Published(), "genders")]
    assert tables, "something is shown"
    for chosen in isolated_sets([tuple(map(int, table)) for table in tables], len(held)):
        records = [r for taken, rows in zip(chosen, held.values(), strict=True) if taken for r in rows]
        for gender in Gender:
            count, persons = _persons(records, gender)
            assert count == 0 or persons >= ENOUGH, (chosen, gender)


def _shown(source: Published, table: str) -> Iterable[set[tuple[str, int]]]:
    """The atoms of each table that some page shows."""
    lies: dict[str, set[str]] = {}
    for commune in COMMUNES:
        for territory in chain_of(get_territory(f"COM-{commune}")):
            lies.setdefault(territory.key, set()).add(commune)
    periods = calendar_of(2025, PeriodKind.MONTH).spans
    for (key, communes), period in product(lies.items(), periods):
        if source.allows(table, get_territory(key), period):
            yield set(product(communes, [m for m in MONTHS if period.start.month <= m <= period.end.month]))


def _many(cast: Cast, commune: str, count: int, **values: object) -> None:
    for _ in range(count):
        make_record(cast.mediators["nadia"], held_commune_code=commune, held_on=date(2025, 3, 5), **values)


def test_a_village_gets_its_total_and_the_blocks_of_a_wider_level(session: scoped_session[Session], cast: Cast) -> None:
    _many(cast, "87085", 40, gender=Gender.FEMALE)
    _many(cast, "87114", 3, gender=Gender.FEMALE)
    figures = published_figures(get_territory("COM-87114"), year_of(2025))
    assert figures.accompaniments.value == 3
    assert figures.minutes.value is None
    assert figures.minutes.secret
    assert figures.workshops.secret
    assert figures.people.secret
    genders = figures.blocks["genders"]
    assert genders.wider
    assert genders.territory.level.value == "epci"
    assert genders.cell("female").count == 43  # type: ignore[union-attr]
    assert figures.difficulty is not None
    assert figures.difficulty.low < figures.difficulty.high
    neighbour = published_figures(get_territory("COM-87085"), year_of(2025))
    assert neighbour.blocks["genders"].wider, "shown alone, it would give the village by subtraction"


def test_a_table_too_small_everywhere_is_hidden_in_words(session: scoped_session[Session], cast: Cast) -> None:
    _many(cast, "87085", 4, age_band=AgeBand.FROM_70)
    figures = published_figures(get_territory("COM-87085"), month_of(2025, 3))
    assert figures.blocks["age_bands"].hidden
    assert figures.blocks["age_bands"].cells == ()
    assert figures.blocks["age_bands"] in figures.hidden_blocks


@pytest.mark.parametrize("period", [year_of(2025), quarter_of(2025, 1), month_of(2025, 3)])
def test_forty_sessions_of_one_person_stay_secret(session: scoped_session[Session], cast: Cast, period: Period) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    for _ in range(40):
        make_record(cast.mediators["nadia"], citizen, held_on=date(2025, 3, 5))
    figures = published_figures(get_territory("COM-87085"), period)
    assert figures.accompaniments.value == 40
    assert figures.people.value is None
    assert not any(cell.count for block in figures.blocks.values() for cell in block.cells)
    assert figures.blocks["themes"].hidden


def test_free_dates_show_what_their_whole_periods_show(session: scoped_session[Session], cast: Cast) -> None:
    _many(cast, "87085", 30)
    years = published_figures(get_territory("COM-87085"), Period(date(2024, 1, 1), date(2025, 12, 31)))
    assert years.blocks["themes"].cell("email").count == 30  # type: ignore[union-attr]
    days = published_figures(get_territory("COM-87085"), Period(date(2025, 3, 1), date(2025, 3, 6)))
    assert days.accompaniments.value == 30
    assert all(block.hidden for block in days.blocks.values())


def test_published_totals_are_the_exact_ones(session: scoped_session[Session], cast: Cast) -> None:
    _fill(cast, random.Random(3))  # noqa: S311 (repeatable worlds)
    source = Published()
    for key in ("FR", "DEP-87", "COM-23096"):
        for period in (year_of(2025), quarter_of(2025, 2), month_of(2025, 4)):
            counts = source.count(get_territory(key), period)
            exact = source._exact.count(get_territory(key), period)
            assert counts.tally.counts == exact.tally.counts or period.kind is not PeriodKind.YEAR
            assert (counts.total, counts.minutes, counts.people, counts.inhabitants) == (
                exact.total,
                exact.minutes,
                exact.people,
                exact.inhabitants,
            )
