"""A small country of its own, whose tables are made by the migrations: what commits there stays there."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from inclusion_app.app import create_app
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.network.models import Mediator
from inclusion_app.territories.models import Commune, Departement, Epci, FormerCommune, Region
from tests.factories import make_citizen, make_mediator, make_place, make_record, make_structure, make_workshop
from tests.instances import own_database, own_keys, own_settings

LIMOGES, AIXE, GUERET = "87085", "87001", "23096"


@pytest.fixture
def country(tmp_path: Path) -> Iterator[Flask]:
    """Three communes, a mediator, three months of records."""
    with own_keys(), own_database(tmp_path) as url:
        app = create_app(own_settings(tmp_path, url))
        with app.app_context():
            upgrade()
            with unit_of_work():
                _make_communes()
                _log(make_mediator(None, make_structure()))
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def _make_communes() -> None:
    db.session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
    db.session.flush()
    names = {"87": "Haute-Vienne", "23": "Creuse"}
    db.session.add_all(
        Departement(code=code, name=name, region_code="75", search_text=f" {name} ") for code, name in names.items()
    )
    db.session.flush()
    epci = {"siren": "248719312", "name": "Limoges Métropole", "nature": "CU", "departement_code": "87"}
    db.session.add(Epci(**epci, search_text=" limoges "))
    db.session.flush()
    db.session.add_all(
        Commune(code=code, name=code, departement_code=code[:2], region_code="75", search_text=f" {code} ")
        for code in (LIMOGES, AIXE, GUERET)
    )
    db.session.flush()
    db.session.get_one(Commune, LIMOGES).epci_siren = "248719312"
    db.session.add(FormerCommune(code="87999", name="Ancienne", current_code=AIXE, search_text=" ancienne "))
    db.session.flush()


def _log(mediator: Mediator) -> None:
    citizens = [make_citizen(mediator, commune_code=code) for code in (LIMOGES, GUERET)]
    place = make_place(commune=LIMOGES)
    for month in (1, 2, 3):
        make_record(mediator, citizens[month % 2], held_on=date(2025, month, 3), place_id=place.id, place_kind="place")
        make_record(mediator, held_on=date(2025, month, 4), held_commune_code=GUERET, residence_code=AIXE)
        make_workshop(mediator, 8, (citizens[0],), held_on=date(2025, month, 5), held_commune_code=AIXE)


def log_one_more() -> None:
    """Another record of the same mediator."""
    with unit_of_work() as session:
        mediator = session.scalars(db.select(Mediator)).one()
        make_record(mediator, held_on=date(2025, 2, 20))
