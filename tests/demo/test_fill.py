"""The demonstration as a whole: exact, the same for a same seed, believable, and without a name in clear."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from inclusion_app.access.passwords import is_right
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.access.scope import scope_of
from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.casework.safety.due import SOON
from inclusion_app.citizens.models import Assessment, Citizen
from inclusion_app.demo.accounts import SHOWN, shown_accounts
from inclusion_app.demo.generate import fill
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.network.holidays import is_holiday
from inclusion_app.network.models import Mediator, Place, Structure
from inclusion_app.network.organisations import seed_organisations
from inclusion_app.observatory.gains import find_gains
from inclusion_app.observatory.periods import year_of
from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.queries.alerts import list_current
from inclusion_app.resources.queries.checklists import list_due_citizens, list_due_places
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.services import load_reference
from inclusion_app.vocabulary.activity import RecordKind
from tests.instances import own_application

TODAY = date(2026, 11, 24)
COUNT = 1500


def fill_new(folder: Path, *, seed: int = 87, departement: str = "87", count: int = COUNT) -> Iterator[Flask]:
    with own_application(folder) as app, app.app_context():
        with unit_of_work():
            load_reference()
            seed_organisations()
        with unit_of_work():
            fill(departement=departement, accompaniments=count, seed=seed, today=TODAY)
        yield app


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    yield from fill_new(tmp_path_factory.mktemp("demo"))


def count_of(model: Any, *conditions: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def signature() -> list[Any]:
    """What must be the same for a same seed: facts, not keys."""
    records = db.session.execute(
        select(Record.held_on, Record.kind, Record.minutes, Record.themes, Record.held_commune_code, Record.title)
        .order_by(Record.held_on, Record.id)
        .limit(200)
    ).all()
    people = [f"{one.first_name} {one.last_name}" for one in db.session.scalars(select(Citizen).order_by(Citizen.id))]
    return [[tuple(row) for row in records], sorted(people), count_of(Participation), count_of(AnonymousGroup)]


def test_exactly_as_many_records_within_36_months(filled: Flask) -> None:
    assert count_of(Record) == COUNT
    days = set(db.session.scalars(select(Record.held_on)))
    assert date(2023, 11, 24) <= min(days) <= max(days) <= date(2026, 11, 23)
    assert not [day for day in days if day.weekday() == 6 or is_holiday(day)]


def test_the_share_of_workshops_and_the_ages_are_those_of_real_activity(filled: Flask) -> None:
    workshops = count_of(Record, Record.kind == RecordKind.WORKSHOP)
    assert 0.12 < workshops / COUNT < 0.20
    alone = count_of(Participation)
    group = db.session.execute(
        select(func.sum(AnonymousGroup.total), func.sum(AnonymousGroup.age_70_plus + AnonymousGroup.age_60_69))
    ).one()
    older = db.session.scalar(
        select(func.count()).select_from(Participation).where(Participation.age_band.in_(["60_69", "70_plus"]))
    )
    share = ((older or 0) + group[1]) / (alone + group[0])
    assert 0.40 < share < 0.58


def test_the_geography_is_skewed_and_reaches_villages(filled: Flask) -> None:
    rows = db.session.execute(
        select(Commune.population, func.count()).join(Record).group_by(Commune.code, Commune.population)
    ).all()
    assert max(count for _, count in rows) > 0.25 * COUNT
    assert sum(count for population, count in rows if population < 1000) > 20
    assert (count_of(Structure), count_of(Mediator), count_of(Place)) == (15, 26, 40)


def test_no_name_is_stored_in_clear(filled: Flask) -> None:
    stored = db.session.execute(text("SELECT * FROM citizen")).all()
    names = {one.last_name for one in db.session.scalars(select(Citizen).limit(20))}
    assert names
    for row in stored:
        assert not [value for value in row if isinstance(value, str) and value in names]


def test_the_printed_accounts_open(filled: Flask) -> None:
    shown = shown_accounts()
    assert len(shown) == len(SHOWN)
    for one, password in shown[:1] + shown[-1:]:
        account = find_account_by_email(one.address)
        assert account is not None
        assert is_right(account.password_hash, password)
        assert [grant.role for grant in account.grants] == [one.role]


def test_the_mediator_has_appointments_today(filled: Flask) -> None:
    account = find_account_by_email(SHOWN[0].address)
    assert account is not None
    mediator = db.session.scalars(select(Mediator).where(Mediator.account_id == account.id)).one()
    assert count_of(Record, Record.mediator_id == mediator.id, Record.next_on == TODAY) >= 3


def test_people_were_assessed_twice_and_many_know_how_to_do_more(filled: Flask) -> None:
    twice = select(Assessment.citizen_id).group_by(Assessment.citizen_id).having(func.count() == 2)
    assert len(db.session.scalars(twice).all()) > 40
    gains = find_gains(get_territory("DEP-87"), year_of(2025), published=False)
    assert all(gain.compared and 0 < (gain.rose or 0) < gain.compared for gain in gains if gain.compared)
    assert any(gain.compared for gain in gains)


def test_scams_of_the_moment_are_told(filled: Flask) -> None:
    titles = [one.title for one in list_current()]
    assert titles == ["Faux SMS de livraison de colis", "Faux conseiller bancaire au téléphone"]


def test_some_safety_checks_come_due(filled: Flask) -> None:
    nadia, paul = (find_account_by_email(SHOWN[rank].address) for rank in (0, 2))
    assert nadia is not None
    assert paul is not None
    assert list_due_citizens(scope_of(nadia), TODAY + SOON, 5)
    assert list_due_places(scope_of(paul), TODAY + SOON, 5)
    twice = select(Checklist.citizen_id).group_by(Checklist.citizen_id).having(func.count() == 2)
    assert db.session.scalars(twice).all()


def test_a_filled_instance_is_refused(filled: Flask) -> None:
    with pytest.raises(DomainError, match="contient déjà des données"):
        fill(departement="87", accompaniments=10, seed=1, today=TODAY)
    db.session.rollback()


def test_the_same_seed_tells_the_same_story(filled: Flask, tmp_path: Path) -> None:
    first = signature()
    for app in fill_new(tmp_path):
        with app.app_context():
            assert signature() == first


@pytest.mark.parametrize(("departement", "count"), [("75", 60), ("974", 60), ("2A", 0)])
def test_any_departement(tmp_path: Path, departement: str, count: int) -> None:
    for _ in fill_new(tmp_path, departement=departement, count=count):
        assert count_of(Record) == count


def test_an_unknown_departement_is_refused_and_leaves_nothing(app: Flask) -> None:
    with pytest.raises(NotFound):
        fill(departement="99", accompaniments=10, seed=1, today=TODAY)
