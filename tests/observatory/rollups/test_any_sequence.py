"""After any sequence of writes, figures equal a naive recount of the rows, before and after they are counted anew."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from flask_sqlalchemy.session import Session
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import scoped_session

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import uuid7
from inclusion_app.observatory.counting import Counts
from inclusion_app.observatory.periods import Period, month_of, year_of
from inclusion_app.observatory.rollups.reading import series, tally_subject
from inclusion_app.observatory.rollups.services import refresh_within
from inclusion_app.observatory.rollups.verifying import find_differences
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.territories.models import Commune, FormerCommune
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Level
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_place, make_record, make_workshop

COMMUNES = ("87085", "87001", "23096", "75056")
DAYS = (date(2025, 1, 31), date(2025, 2, 1), date(2025, 2, 14), date(2025, 12, 31), date(2026, 1, 1))
PERIODS = (year_of(2025), month_of(2025, 2), Period(date(2025, 1, 15), date(2025, 12, 30)))
TERRITORIES = ("FR", "REG-75", "DEP-87", "DEP-23", "EPCI-248719312", "COM-87085", "COM-87001")

SETTINGS = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def _some(values: Iterable[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(values))


_RECORD = {
    "held_on": _some(DAYS),
    "held_commune_code": _some(COMMUNES),
    "minutes": st.integers(1, 300),
    "themes": st.frozensets(_some(Theme), max_size=3),
    "procedures": st.frozensets(_some(AdministrativeTheme), max_size=2),
    "equipment": st.frozensets(_some(Equipment), max_size=2),
    "orientation": st.none() | _some(Orientation),
    "blocked_cause": st.none() | _some(BlockedCause),
}
_PERSON = {
    "gender": _some(Gender),
    "age_band": _some(AgeBand),
    "social_status": _some(SocialStatus),
    "residence_code": st.none() | _some(COMMUNES),
}
_WHO = {"mediator": _some(["nadia", "karim", "lea"]), "followed": st.none() | st.integers(0, 3), "place": st.booleans()}
_AT = {"at": st.integers(0, 99)}
STEPS = st.one_of(
    st.tuples(
        st.just("create"), st.fixed_dictionaries(_RECORD | _PERSON | _WHO | {"autonomy": st.none() | _some(Autonomy)})
    ),
    st.tuples(
        st.just("workshop"),
        st.fixed_dictionaries(_RECORD | _WHO | {"total": st.integers(0, 500), "female": st.integers(0, 9)}),
    ),
    st.tuples(st.just("bulk"), st.fixed_dictionaries(_RECORD | _PERSON | _WHO | {"times": st.integers(1, 4)})),
    st.tuples(st.just("edit"), st.fixed_dictionaries(_RECORD | _AT)),
    st.tuples(st.just("edit_person"), st.fixed_dictionaries(_PERSON | _AT)),
    st.tuples(st.just("edit_group"), st.fixed_dictionaries(_AT | {"total": st.integers(10, 40)})),
    st.tuples(st.just("delete"), st.fixed_dictionaries(_AT)),
    st.tuples(st.just("restore"), st.fixed_dictionaries(_AT)),
    st.tuples(st.just("erase"), st.fixed_dictionaries(_AT)),
    st.tuples(st.just("merge_people"), st.fixed_dictionaries(_AT)),
    st.tuples(st.just("merge_communes"), st.fixed_dictionaries({})),
    st.tuples(st.just("move_commune"), st.fixed_dictionaries({})),
    st.tuples(st.just("sql"), st.fixed_dictionaries({"minutes": st.integers(1, 60)})),
    st.tuples(st.just("refresh"), st.fixed_dictionaries({})),
)


@given(steps=st.lists(STEPS, min_size=1, max_size=14))
@SETTINGS
def test_figures_equal_a_naive_recount(session: scoped_session[Session], cast: Cast, steps: list[Any]) -> None:
    with session.begin_nested() as savepoint:
        world = World(session, cast)
        for name, values in steps:
            getattr(world, name)(**values)
            session.flush()
            session.expire_all()
        _compare(world)
        world.refresh()
        assert list(find_differences(session.connection())) == []
        _compare(world)
        savepoint.rollback()


class World:
    """Writes of all kinds."""

    def __init__(self, session: scoped_session[Session], cast: Cast) -> None:
        self.session, self.cast = session, cast
        nadia = cast.mediators["nadia"]
        self.citizens = [make_citizen(nadia, commune_code=COMMUNES[at]) for at in range(4)]
        self.place = make_place(commune="87085")

    def create(self, mediator: str, followed: int | None, place: bool, **values: Any) -> None:
        citizen = None if followed is None else self.citizens[followed]
        make_record(self.cast.mediators[mediator], citizen, **self._at_place(place), **values)

    def workshop(
        self, mediator: str, followed: int | None, place: bool, total: int, female: int, **values: Any
    ) -> None:
        people = () if followed is None else (self.citizens[followed],)
        values |= self._at_place(place)
        make_workshop(self.cast.mediators[mediator], total, people, gender_female=min(total, female), **values)

    def _at_place(self, place: bool) -> dict[str, Any]:
        if place:
            return {"place_kind": PlaceKind.PLACE, "place_id": self.place.id}
        return {"place_kind": PlaceKind.HOME}

    def bulk(self, mediator: str, followed: int | None, place: bool, times: int, **values: Any) -> None:
        person = {name: values.pop(name) for name in _PERSON}
        now, keys = clock.now(), [uuid7() for _ in range(times)]
        common = {"kind": RecordKind.INDIVIDUAL, "mediator_id": self.cast.mediators[mediator].id, "version": 1}
        common |= {"created_at": now, "updated_at": now, **self._at_place(place), **values}
        self.session.execute(insert(Record), [{"id": key, **common} for key in keys])
        citizen = None if followed is None else self.citizens[followed].id
        people = [{"id": uuid7(), "record_id": key, "citizen_id": citizen, **person} for key in keys]
        self.session.execute(insert(Participation), people)

    def _one(self, model: Any, at: int) -> Any:
        rows = self.session.scalars(select(model).order_by(*model.__table__.primary_key)).all()
        return rows[at % len(rows)] if rows else None

    def edit(self, at: int, **values: Any) -> None:
        record = self._one(Record, at)
        for name, value in values.items() if record else ():
            setattr(record, name, value)

    def edit_person(self, at: int, **values: Any) -> None:
        person = self._one(Participation, at)
        for name, value in values.items() if person else ():
            setattr(person, name, value)

    def edit_group(self, at: int, total: int) -> None:
        if group := self._one(AnonymousGroup, at):
            group.total = max(total, group.gender_female)

    def delete(self, at: int) -> None:
        if record := self._one(Record, at):
            record.deleted_at = clock.now()

    def restore(self, at: int) -> None:
        if record := self._one(Record, at):
            record.deleted_at = None

    def erase(self, at: int) -> None:
        if record := self._one(Record, at):
            self.session.execute(delete(Participation).where(Participation.record_id == record.id))
            self.session.execute(delete(AnonymousGroup).where(AnonymousGroup.record_id == record.id))
            self.session.execute(delete(Record).where(Record.id == record.id))

    def merge_people(self, at: int) -> None:
        kept, gone = self.citizens[at % 4], self.citizens[(at + 1) % 4]
        both = select(Participation.record_id).where(Participation.citizen_id == kept.id)
        moved = Participation.citizen_id == gone.id, Participation.record_id.not_in(both)
        self.session.execute(update(Participation).where(*moved).values(citizen_id=kept.id))

    def merge_communes(self) -> None:
        if self.session.get(FormerCommune, "87001") is None:
            gone = FormerCommune(code="87001", name="Aixe", current_code="23096", search_text=" aixe ")
            self.session.add(gone)

    def move_commune(self) -> None:
        commune = self.session.get_one(Commune, "23096")
        commune.epci_siren = "248719312" if commune.epci_siren != "248719312" else None

    def sql(self, minutes: int) -> None:
        self.session.execute(
            text("UPDATE record SET minutes = :minutes WHERE held_commune_code = '87085'"), {"minutes": minutes}
        )

    def refresh(self) -> None:
        refresh_within(self.session.connection())

    def today(self, code: str) -> str:
        former = self.session.get(FormerCommune, code)
        return former.current_code if former else code

    def lies(self, code: str | None, key: str) -> bool:
        if code is None:
            return False
        commune = self.session.get_one(Commune, self.today(code))
        above = {f"COM-{commune.code}", f"DEP-{commune.departement_code}", f"REG-{commune.region_code}", "FR"}
        return key in above | {f"EPCI-{commune.epci_siren}"}


def _compare(world: World) -> None:
    records = [r for r in world.session.scalars(select(Record)) if r.deleted_at is None]
    for period in PERIODS:
        held = [record for record in records if period.start <= record.held_on <= period.end]
        for key in TERRITORIES:
            territory = get_territory(key)
            counts = tally_subject(Subject(SubjectKind.TERRITORY, territory.key, ""), period)
            here = [record for record in held if world.lies(record.held_commune_code, territory.key)]
            _equal(counts, here)
            homes = [p.residence_code for record in held for p in record.participations]
            assert counts.inhabitants == sum(world.lies(home, territory.key) for home in homes)
            _equal_parts(world, counts, here)
        for subject, mine in _subjects(world):
            _equal(tally_subject(subject, period), [record for record in held if mine(record)])
    months = list(Period(date(2024, 1, 1), date(2026, 12, 31)).months())
    totals = Counter({month: sum(map(_people, records_in(records, month))) for month in months})
    assert series(Subject(SubjectKind.TERRITORY, "FR", ""), months) == [totals[month] for month in months]


def records_in(records: list[Record], period: Period) -> list[Record]:
    return [record for record in records if period.start <= record.held_on <= period.end]


def _subjects(world: World) -> Iterable[tuple[Subject, Callable[[Record], bool]]]:
    cast = world.cast
    nadia, karim = cast.mediators["nadia"].id, cast.mediators["karim"].id
    yield Subject(SubjectKind.MEDIATOR, str(nadia), ""), lambda record: record.mediator_id == nadia
    yield Subject(SubjectKind.TEAM, f"{karim},{nadia}", ""), lambda record: record.mediator_id in (nadia, karim)
    yield Subject(SubjectKind.PLACE, str(world.place.id), ""), lambda record: record.place_id == world.place.id
    mairie = cast.mairie.id
    yield Subject(SubjectKind.STRUCTURE, str(mairie), ""), lambda record: record.structure_id == mairie


def _people(record: Record) -> int:
    return len(record.participations) + (record.group.total if record.group else 0)


def _equal(counts: Counts, records: list[Record]) -> None:
    n = {record: _people(record) for record in records}
    assert counts.total == sum(n.values())
    assert counts.minutes == sum(record.minutes for record in records)
    assert counts.records(RecordKind.WORKSHOP) == sum(record.kind is RecordKind.WORKSHOP for record in records)
    people = {person.citizen_id for record in records for person in record.participations if person.citizen_id}
    assert counts.people == len(people)
    themes = Counter({theme.value: 0 for theme in Theme})
    for record in records:
        for theme in record.themes:
            themes[theme.value] += n[record]
    assert counts.block("themes") == dict(themes)
    causes = Counter({cause.value: 0 for cause in (*BlockedCause,)} | {"not_given": 0})
    genders, known = Counter({gender.value: 0 for gender in Gender}), 0
    for record in records:
        causes[record.blocked_cause.value if record.blocked_cause else "not_given"] += n[record]
        genders.update(person.gender.value for person in record.participations)
        known += sum(person.residence_code is not None for person in record.participations)
        if record.group:
            genders["female"] += record.group.gender_female
            genders["unknown"] += record.group.total - record.group.gender_female
    assert counts.block("blocked_causes") == dict(causes)
    assert counts.block("genders") == dict(genders)
    assert counts["residence", "known"] == known


def _equal_parts(world: World, counts: Counts, records: list[Record]) -> None:
    communes, departements = Counter[str](), Counter[str]()
    for record in records:
        code = world.today(record.held_commune_code)
        communes[code] += _people(record)
        departements[world.session.get_one(Commune, code).departement_code] += _people(record)
    assert dict(counts.by_commune) == dict(+communes)
    assert dict(counts.parts(Level.DEPARTEMENT)) == dict(+departements)
