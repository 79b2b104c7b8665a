"""Publications that touch: a quarter inside a year, a région around a département, a commune that merges."""

from datetime import date

import pytest

from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.publishing import queries
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.territories.models import FormerCommune
from tests.cast import Cast
from tests.observatory.publishing.conftest import BESSINES, RAZES, Publish, log_many, ready

Told = dict[tuple[str, str, str, str], int | None]


def told(publication: Publication) -> Told:
    """Every cell that a publication gives."""
    rows = queries.list_public_rows(publication)
    return {(r.breakdown, *r.row, value): count for r in rows for value, count in r.cells.items()}


def agree(one: Told, other: Told) -> bool:
    """Whatever both give, they give alike."""
    return all(one[cell] == other[cell] for cell in one.keys() & other.keys())


def test_a_quarter_inside_a_published_year_says_the_same(publish: Publish) -> None:
    year, quarter = publish(), publish("DEP-87", "2025-T1")
    assert (year.number, quarter.number) == (1, 2)
    assert told(quarter).keys() <= told(year).keys()
    assert agree(told(year), told(quarter))


def test_a_year_around_a_published_quarter_keeps_its_figures(publish: Publish) -> None:
    quarter, year = publish("DEP-87", "2025-T1"), publish()
    assert agree(told(quarter), told(year))
    assert year.summary["with"] == ["1.1"]


def test_eleven_months_then_the_year_do_not_tell_the_twelfth(publish: Publish) -> None:
    months = [publish("DEP-87", f"2025-{month:02}") for month in range(1, 4)]
    quarter = publish("DEP-87", "2025-T1")
    for month in months:
        assert agree(told(month), told(quarter))


def test_a_region_around_a_published_departement(publish: Publish) -> None:
    inside, around = publish(), publish("REG-75")
    assert around.number == 2
    assert agree(told(inside), told(around))
    assert ("genders", "REG-75", "2025") in {key[:3] for key in told(around)} or not told(around)


def test_changed_figures_are_corrected_before_anything_around_them(active: Cast, publish: Publish) -> None:
    publish("DEP-87", "2025-T1")
    log_many(active, 30, day=date(2025, 2, 2))
    with pytest.raises(DomainError, match=r"n° 1.*Publiez d’abord cette correction"):
        ready()
    publish("DEP-87", "2025-T1", reason="Saisies tardives.")
    assert ready().summary["with"] == ["1.1", "1.2"]


def test_a_commune_that_merged_between_two_publications(active: Cast, publish: Publish) -> None:
    first = publish()
    db.session.add(FormerCommune(code=RAZES, name="Razès", current_code=BESSINES, search_text=" razes "))
    db.session.flush()
    second = publish(reason="Razès a rejoint Bessines.")
    nodes = {place.node for place in queries.list_places(second)}
    assert f"COM-{RAZES}" not in nodes
    rows = {row.row: row for row in queries.list_public_rows(second, breakdown="genders")}
    assert rows[f"COM-{BESSINES}", "2025"].total == 67
    old = {row.row: row for row in queries.list_public_rows(first, breakdown="genders")}
    now, before = rows[f"COM-{BESSINES}", "2025"].cells, old[f"COM-{BESSINES}", "2025"].cells
    for value, count in now.items():
        if count is not None and before.get(value) is not None:
            assert count == before[value] or count - (before[value] or 0) >= 11


def test_another_year_has_nothing_to_do_with_it(active: Cast, publish: Publish) -> None:
    publish()
    log_many(active, 60, day=date(2024, 5, 5))
    assert publish("DEP-87", "2024").summary["with"] == []
