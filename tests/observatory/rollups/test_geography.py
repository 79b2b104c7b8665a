"""Where communes lie is kept in memory only as long as it is true."""

from flask import Flask

from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.observatory.rollups.geography import geography_now
from inclusion_app.territories.models import FormerCommune
from tests.observatory.rollups.conftest import AIXE, LIMOGES


def lies_in(code: str) -> str:
    return geography_now(db.session.connection()).lineage(code).commune


def test_a_former_commune_that_becomes_another_is_followed(country: Flask) -> None:
    with country.app_context():
        assert lies_in("87999") == AIXE
        with unit_of_work():
            db.session.get_one(FormerCommune, "87999").current_code = LIMOGES
        assert lies_in("87999") == LIMOGES


def test_it_is_read_once_while_nothing_changes(country: Flask) -> None:
    with country.app_context():
        assert geography_now(db.session.connection()) is geography_now(db.session.connection())
