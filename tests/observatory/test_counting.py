"""Exact figures equal a naive recount of the rows, whatever the records."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import scoped_session

from inclusion_app.accompaniments.models import AnonymousGroup, Record
from inclusion_app.kernel import clock
from inclusion_app.network.models import Mediator
from inclusion_app.observatory.figures import TerritoryFigures
from inclusion_app.observatory.periods import Period, quarter_of, year_of
from inclusion_app.observatory.queries import exact_figures
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop

COMMUNES = ("87085", "87001", "23096", "19031")
SETTINGS = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


_MARGINS = ("gender_male", "status_retired", "age_70_plus", "age_18_24", "already_helped")


def _sets(values: Iterable[Any]) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


_RECORD = {
    "held_on": st.dates(date(2024, 12, 20), date(2026, 1, 10)),
    "held_commune_code": st.sampled_from(COMMUNES),
    "minutes": st.integers(1, 300),
    "place_kind": st.sampled_from([kind for kind in PlaceKind if kind is not PlaceKind.PLACE]),
    "themes": _sets(Theme),
    "procedures": _sets(AdministrativeTheme),
    "equipment": _sets(Equipment),
    "orientation": st.none() | st.sampled_from(list(Orientation)),
    "blocked_procedure": st.none() | st.sampled_from(list(AdministrativeTheme)),
    "blocked_cause": st.none() | st.sampled_from(list(BlockedCause)),
    "deleted_at": st.sampled_from([None, None, None, clock.now()]),
}
_INDIVIDUAL = st.fixed_dictionaries(
    _RECORD
    | {
        "kind": st.sampled_from([RecordKind.INDIVIDUAL, RecordKind.ONE_OFF]),
        "autonomy": st.none() | st.sampled_from(list(Autonomy)),
        "gender": st.sampled_from(list(Gender)),
        "age_band": st.sampled_from([band for band in AgeBand if not band.retired]),
        "social_status": st.sampled_from(list(SocialStatus)),
        "residence_code": st.none() | st.sampled_from(COMMUNES),
        "already_helped": st.booleans(),
        "followed": st.none() | st.integers(0, 3),
    }
)
_WORKSHOP = st.fixed_dictionaries(
    _RECORD
    | {
        "total": st.integers(0, 20),
        "split": st.lists(st.integers(0, 20), min_size=5, max_size=5),
        "followed": st.frozensets(st.integers(0, 3)),
    }
)


@given(individuals=st.lists(_INDIVIDUAL, max_size=12), workshops=st.lists(_WORKSHOP, max_size=5))
@SETTINGS
def test_figures_equal_a_naive_recount(
    session: scoped_session[Session],
    cast: Cast,
    individuals: list[dict[str, Any]],
    workshops: list[dict[str, Any]],
) -> None:
    with session.begin_nested() as savepoint:
        records = _fill(cast.mediators["nadia"], individuals, workshops)
        for key, period in _ASKED:
            figures = exact_figures(get_territory(key), period)
            _compare(figures, [record for record in records if _held(record, key, period)])
            _compare_residence(figures, records, key, period)
        savepoint.rollback()


_ASKED = (
    ("FR", year_of(2025)),
    ("DEP-87", Period(date(2025, 3, 7), date(2025, 11, 2))),
    ("EPCI-248719312", year_of(2025)),
    ("COM-87085", quarter_of(2025, 3)),
)


def _fill(mediator: Mediator, individuals: list[dict[str, Any]], workshops: list[dict[str, Any]]) -> list[Record]:
    citizens = [make_citizen(mediator, commune_code=COMMUNES[at], birth_year=1950 + 15 * at) for at in range(4)]
    records = []
    for values in individuals:
        followed = values.pop("followed")
        citizen = None if followed is None else citizens[followed]
        records.append(make_record(mediator, citizen, **values))
    for values in workshops:
        total, split = values.pop("total"), values.pop("split")
        followed = tuple(citizens[at] for at in sorted(values.pop("followed")))
        margins = dict(
            zip(("gender_male", "status_retired", "age_70_plus", "age_18_24", "already_helped"), split, strict=True)
        )
        margins = {name: min(count, total // 2) for name, count in margins.items()}
        records.append(make_workshop(mediator, total, followed, **margins, **values))
    return records


def _held(record: Record, key: str, period: Period) -> bool:
    lies = {
        "FR": True,
        "DEP-87": record.held_commune_code.startswith("87"),
        "DEP-23": record.held_commune_code.startswith("23"),
        "COM-87085": record.held_commune_code == "87085",
        "EPCI-248719312": record.held_commune_code == "87085",
    }
    return record.deleted_at is None and period.start <= record.held_on <= period.end and lies[key]


def _compare(figures: TerritoryFigures, records: list[Record]) -> None:
    n = {record: len(record.participations) + (record.group.total if record.group else 0) for record in records}
    workshops = [record for record in records if record.kind is RecordKind.WORKSHOP]
    assert figures.accompaniments.value == sum(n.values())
    assert figures.minutes.value == sum(record.minutes for record in records)
    assert figures.individual.value == len(records) - len(workshops)
    assert figures.workshops.value == len(workshops)
    assert figures.workshop_participants.value == sum(n[record] for record in workshops)
    people = {p.citizen_id for record in records for p in record.participations if p.citizen_id}
    assert figures.people.value == len(people)
    for key, of in _RECORD_BLOCKS.items():
        expected = Counter[str]()
        for record in records:
            for value in of(record):
                expected[value] += n[record]
        assert _nonzero(figures, key) == +expected, key
    for key, attribute, prefix in _PERSON_BLOCKS:
        assert _nonzero(figures, key) == _people(records, attribute, prefix), key


_RECORD_BLOCKS: dict[str, Callable[[Record], Iterable[str]]] = {
    "kinds": lambda record: [record.kind],
    "themes": lambda record: record.themes,
    "procedures": lambda record: record.procedures,
    "equipment": lambda record: record.equipment,
    "place_kinds": lambda record: [record.place_kind],
    "autonomy": lambda record: [record.autonomy or "not_given"],
    "orientations": lambda record: [record.orientation or "not_given"],
    "blocked_procedures": lambda record: [record.blocked_procedure or "not_given"],
    "blocked_causes": lambda record: [record.blocked_cause or "not_given"],
    "months": lambda record: [f"{record.held_on:%Y-%m}"],
}
_PERSON_BLOCKS = (
    ("genders", "gender", "gender_"),
    ("statuses", "social_status", "status_"),
    ("age_bands", "age_band", "age_"),
)


def _nonzero(figures: TerritoryFigures, key: str) -> dict[str, int]:
    return {str(cell.key): cell.count for cell in figures.blocks[key].cells if cell.count}


def _people(records: list[Record], attribute: str, prefix: str) -> dict[str, int]:
    expected = Counter[str]()
    columns = [name for name in AnonymousGroup.__table__.columns.keys() if name.startswith(prefix)]  # noqa: SIM118
    for record in records:
        expected.update(str(getattr(person, attribute).value) for person in record.participations)
        if record.group:
            given = {name.removeprefix(prefix): getattr(record.group, name) for name in columns}
            expected.update(given | {"unknown": record.group.total - sum(given.values())})
    return dict(+expected)


def _compare_residence(figures: TerritoryFigures, records: list[Record], key: str, period: Period) -> None:
    start = {"DEP-87": "87", "DEP-23": "23", "COM-87085": "87085", "EPCI-248719312": "87085", "FR": ""}[key]
    held = [r for r in records if r.deleted_at is None and period.start <= r.held_on <= period.end]
    homes = [p.residence_code for record in held for p in record.participations if p.residence_code]
    assert figures.inhabitants_helped.value == sum(home.startswith(start) for home in homes)


def test_the_epci_of_limoges_holds_one_of_the_communes_of_the_tests(session: scoped_session[Session]) -> None:
    inside = [session.get_one(Commune, code).epci_siren == "248719312" for code in COMMUNES]
    assert inside == [True, False, False, False]
