"""What is on offer: places with their services, labels and hours, how fresh they are, mediators."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel import clock
from inclusion_app.network.standard import AccessMode, Label, NationalProgramme, Service
from inclusion_app.observatory.catalogue.offer import count_mediators, count_supply, week_of
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory
from tests.cast import Cast
from tests.factories import make_mediator, make_place, make_structure

PANAZOL = "87114"


def numbers(key: str) -> dict[str, float | None]:
    return {measure.key: measure.value for measure in count_supply(get_territory(key)).measures}


def test_a_territory_without_place(session: scoped_session[Session]) -> None:
    found = count_supply(get_territory("COM-87114"))
    assert found.measure("places").value == 0
    assert found.measure("places_rate").value == 0
    assert (found.services, found.labels, found.as_of) == ((), (), None)


def test_services_and_labels_are_counted_by_place(session: scoped_session[Session]) -> None:
    both = frozenset({Service.PROCEDURES, Service.SECURITY})
    make_place(commune=PANAZOL, services=both, programmes=frozenset({NationalProgramme.FRANCE_SERVICES}))
    make_place(commune=PANAZOL, services=frozenset({Service.SECURITY}), labels=frozenset({Label.DUPLEX}))
    make_place(commune=PANAZOL, services=frozenset({Service.SECURITY}), deleted_at=clock.now())
    found = count_supply(get_territory("COM-87114"))
    assert [(cell.key, cell.count, cell.share) for cell in found.services] == [
        ("security", 2, 1.0),
        ("procedures", 1, 0.5),
    ]
    assert {cell.key for cell in found.labels} == {"france_services", "duplex"}


def test_fresh_means_less_than_twelve_months(session: scoped_session[Session]) -> None:
    with clock.frozen(datetime(2026, 11, 24, 12, tzinfo=UTC)):
        for updated_on in (date(2026, 11, 24), date(2025, 11, 25), date(2025, 11, 24), date(2020, 1, 1)):
            make_place(commune=PANAZOL, updated_on=updated_on)
        assert numbers("COM-87114")["places_fresh"] == 2


def test_hours(session: scoped_session[Session]) -> None:
    make_place(commune=PANAZOL, opening_hours="Mo-Fr 09:00-12:00")
    make_place(commune=PANAZOL, opening_hours="Sa 10:00-12:00; We 14:00-19:00")
    make_place(commune=PANAZOL, opening_hours="quand il fait beau")
    make_place(commune=PANAZOL, opening_hours="Mo off")
    make_place(commune=PANAZOL, opening_hours=None)
    found = numbers("COM-87114")
    assert (found["places"], found["places_with_hours"]) == (5, 2)
    assert (found["places_saturday"], found["places_evening"]) == (1, 1)
    assert found["opening_hours"] == 15 * 60 + 2 * 60 + 5 * 60


@pytest.mark.parametrize("text", ["x" * 500, "Mo-Su 25:00-99:99", "Mo-Mo-Mo 1", "24/7", ";;;", "\0"])
def test_strange_hours_break_nothing(text: str) -> None:
    found = week_of(text)
    assert found is None or found.minutes == 7 * 24 * 60


def test_a_rate_needs_a_population(session: scoped_session[Session]) -> None:
    make_place(commune=PANAZOL)
    assert numbers("COM-87114")["places_rate"] == pytest.approx(0.9, abs=0.1)
    session.get_one(Commune, PANAZOL).population = None
    session.flush()
    assert numbers("COM-87114")["places_rate"] is None


def test_mediators_are_counted_once_where_their_structures_are(cast: Cast) -> None:
    before = count_mediators(get_territory("COM-87114"))
    assert before == 0
    library, school = make_structure("Médiathèque", PANAZOL), make_structure("École", PANAZOL)
    make_mediator(None, library)
    make_mediator(None, school, left_on=clock.today() - timedelta(days=1))
    assert count_mediators(get_territory("COM-87114")) == 1
    assert count_mediators(get_territory("COM-87085")) == 2
    assert count_mediators(get_territory("DEP-87")) == 3


def test_a_place_closed_to_the_public_is_a_place(session: scoped_session[Session]) -> None:
    make_place(commune=PANAZOL, access_modes=frozenset({AccessMode.NO_PUBLIC}))
    assert numbers("COM-87114")["places"] == 1
