"""Communes that look like another."""

from datetime import date

from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.observatory.catalogue import similar
from inclusion_app.observatory.catalogue.similar import BY_POPULATION, compare_similar, similar_communes
from inclusion_app.observatory.periods import year_of
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory
from tests.cast import Cast
from tests.factories import make_record

PANAZOL = "COM-87114"


def test_classes() -> None:
    assert similar._bounds(150, similar.POPULATIONS) == (0, 200)
    assert similar._bounds(200, similar.POPULATIONS) == (200, 500)
    assert similar._bounds(3_000_000, similar.POPULATIONS)[0] == 200_000


def test_the_same_département_first_the_same_class_always(session: scoped_session[Session]) -> None:
    found = similar_communes(get_territory(PANAZOL))
    assert len(found) == 5
    assert PANAZOL not in {one.key for one in found}
    assert all(10_000 <= (one.population or 0) < 20_000 for one in found)
    assert found[0].code.startswith("87")
    assert found == similar_communes(get_territory(PANAZOL))


def test_only_communes_with_inhabitants(session: scoped_session[Session]) -> None:
    assert similar_communes(get_territory("DEP-87")) == []
    assert similar_communes(get_territory("COM-55039")) == []
    session.get_one(Commune, "87114").population = None
    session.flush()
    assert similar_communes(get_territory(PANAZOL)) == []
    assert compare_similar(get_territory(PANAZOL), year_of(2025)) is None


def test_rates_side_by_side(cast: Cast) -> None:
    other = similar_communes(get_territory(PANAZOL))[0]
    for _ in range(3):
        make_record(cast.mediators["nadia"], held_commune_code=other.code, held_on=date(2025, 3, 3))
    found = compare_similar(get_territory(PANAZOL), year_of(2025))
    assert found
    assert (found.rate, found.median_rate, found.how) == (0, 0, BY_POPULATION)
    assert found.communes[0].accompaniments == 3
    assert other.population
    assert found.communes[0].rate == 3000 / other.population
