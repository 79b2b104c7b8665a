"""Two lists crossed equal a naive recount; what is too wide is refused with a way out."""

from collections import Counter
from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.periods import Period, year_of
from inclusion_app.observatory.rollups.crossing import COMMUNES, LISTS, cross
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.vocabulary.people import AgeBand, Gender
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_record, make_workshop

HERE = Subject(SubjectKind.TERRITORY, "DEP-87", "Haute-Vienne")
YEAR = year_of(2025)


@pytest.fixture(autouse=True)
def world(session: scoped_session[Session], cast: Cast) -> None:
    nadia = cast.mediators["nadia"]
    both = frozenset({Theme.EMAIL, Theme.HEALTH})
    make_record(nadia, held_on=date(2025, 1, 5), themes=both, gender=Gender.MALE, age_band=AgeBand.FROM_70)
    make_record(nadia, held_on=date(2025, 1, 6), themes=frozenset({Theme.EMAIL}), gender=Gender.FEMALE)
    make_record(nadia, held_on=date(2024, 1, 6), themes=both)
    make_record(nadia, held_on=date(2025, 1, 6), held_commune_code="23096")
    make_workshop(nadia, 10, held_on=date(2025, 2, 1), themes=both, gender_male=4, held_commune_code="87001")
    session.flush()


def test_a_list_of_the_record_and_one_of_the_person() -> None:
    found = cross(HERE, YEAR, "themes", "genders")
    expected = {
        ("email", "male"): 5,
        ("health", "male"): 5,
        ("email", "female"): 1,
        ("email", "unknown"): 6,
        ("health", "unknown"): 6,
    }
    assert found.cells == expected
    assert found.row_totals == {"email": 12, "health": 11}
    assert found.column_totals == {"male": 5, "female": 1, "unknown": 6}
    assert (found.total, found.apart) == (12, 0)


def test_two_lists_of_the_record() -> None:
    found = cross(HERE, YEAR, COMMUNES, "themes")
    assert found.cells == {
        ("87085", "email"): 2,
        ("87085", "health"): 1,
        ("87001", "email"): 10,
        ("87001", "health"): 10,
    }


def test_two_lists_of_the_person_leave_groups_apart() -> None:
    found = cross(HERE, YEAR, "genders", "age_bands")
    assert found.cells == {("male", "70_plus"): 1, ("female", "unknown"): 1}
    assert (found.total, found.apart) == (2, 10)


def test_totals_are_those_of_every_list(cast: Cast) -> None:
    mediator = Subject(SubjectKind.MEDIATOR, str(cast.mediators["nadia"].id), "")
    totals = Counter(cross(mediator, YEAR, rows, "kinds").total for rows in LISTS if rows != "kinds")
    assert set(totals) == {13}


@pytest.mark.parametrize(
    ("key", "period", "rows", "columns", "field"),
    [
        ("FR", YEAR, "themes", "genders", "period"),
        ("REG-75", YEAR, "themes", "genders", "period"),
        ("DEP-87", Period(date(2024, 1, 1), date(2025, 6, 1)), "themes", "genders", "period"),
        ("DEP-87", YEAR, "themes", "themes", "columns"),
        ("DEP-87", YEAR, "themes; DROP TABLE record", "themes", "rows"),
        ("DEP-87", YEAR, "themes", "age_groups", "rows"),
    ],
)
def test_what_is_refused(
    session: scoped_session[Session], key: str, period: Period, rows: str, columns: str, field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        cross(Subject(SubjectKind.TERRITORY, key, ""), period, rows, columns)
    assert refusal.value.field == field
