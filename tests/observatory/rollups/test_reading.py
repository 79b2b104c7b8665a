"""What a page reads: before and after the runner passed, when too much waits, whatever the dates."""

from datetime import date, timedelta

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import delete, event, func, select, text, update
from sqlalchemy.orm import scoped_session

from inclusion_app.access.scope import Reach
from inclusion_app.accompaniments.models import AnonymousGroup, Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import refuse_writes
from inclusion_app.observatory.periods import Period, month_of, year_of
from inclusion_app.observatory.queries import exact_figures
from inclusion_app.observatory.rollups import reading, waiting
from inclusion_app.observatory.rollups.models import MARK, MONTH, STATE, TERRITORY
from inclusion_app.observatory.rollups.reading import series, tally_many, tally_subject
from inclusion_app.observatory.rollups.services import refresh_within
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Level
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop

LIMOGES = Subject(SubjectKind.TERRITORY, "COM-87085", "Limoges")
FRANCE = Subject(SubjectKind.TERRITORY, "FR", "France")


def _refresh(session: scoped_session[Session]) -> int:
    session.flush()
    return refresh_within(session.connection())


def test_a_read_never_writes(session: scoped_session[Session], cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    session.flush()
    marks = session.scalar(select(func.count()).select_from(MARK))
    refuse_writes(True)
    assert tally_subject(LIMOGES, year_of(2025)).total == 1
    refuse_writes(False)
    assert session.scalar(select(func.count()).select_from(MARK)) == marks
    assert session.scalar(select(func.count()).select_from(MONTH)) == 0


def test_once_counted_no_base_row_is_read(session: scoped_session[Session], cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    _refresh(session)
    statements: list[str] = []
    connection = session.connection()
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    counts = tally_subject(FRANCE, year_of(2025))
    assert (counts.total, counts.people, counts.inhabitants, dict(counts.parts(Level.REGION))) == (1, 0, 0, {"75": 1})
    assert statements
    assert not [each for each in statements if "participation" in each or "FROM record" in each]


def test_a_person_helped_in_two_departements_is_one(session: scoped_session[Session], cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    for commune in ("87085", "23096"):
        make_record(cast.mediators["nadia"], citizen, held_on=date(2025, 3, 5), held_commune_code=commune)
    for _ in range(2):
        people = [tally_subject(Subject(SubjectKind.TERRITORY, key, ""), year_of(2025)).people for key in _KEYS]
        assert people == [1, 1, 1, 1]
        _refresh(session)


_KEYS = ("DEP-87", "DEP-23", "REG-75", "FR")


def test_thousands_of_participants(session: scoped_session[Session], cast: Cast) -> None:
    """The form refuses such a workshop; a month of twenty large ones has as many."""
    for day in range(1, 21):
        make_workshop(cast.mediators["nadia"], 500, held_on=date(2025, 3, day), gender_male=250, minutes=1440)
    _refresh(session)
    counts = tally_subject(LIMOGES, month_of(2025, 3))
    assert (counts.total, counts["genders", "unknown"], counts.minutes) == (10_000, 5000, 28_800)


def test_a_century_is_one_query(session: scoped_session[Session], cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2001, 2, 3))
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    _refresh(session)
    century = Period(date(2000, 1, 1), date(2099, 12, 31))
    assert tally_subject(LIMOGES, century).total == 2
    months = list(century.months())
    found = series(LIMOGES, months)
    assert (len(found), sum(found), found[13]) == (1200, 2, 1)


def test_nothing_in_the_future_nor_in_one_empty_day(session: scoped_session[Session], cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    _refresh(session)
    assert tally_subject(LIMOGES, year_of(2099)).total == 0
    assert tally_subject(FRANCE, Period(date(2025, 3, 4), date(2025, 3, 4))).total == 0
    assert tally_subject(FRANCE, Period(date(2025, 3, 5), date(2025, 3, 5))).total == 1


def test_several_at_once(session: scoped_session[Session], cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    assert [counts.total for counts in tally_many([LIMOGES, FRANCE], year_of(2025))] == [1, 1]


def test_a_mediator_within_the_reach_of_who_reads(session: scoped_session[Session], cast: Cast) -> None:
    nadia = cast.mediators["nadia"]
    make_record(nadia, held_on=date(2025, 3, 5), structure_id=cast.mairie.id)
    make_record(nadia, held_on=date(2025, 3, 6), structure_id=cast.association.id)
    make_record(nadia, held_on=date(2025, 3, 7), structure_id=None, held_commune_code="23096")
    nowhere: frozenset[str] = frozenset()
    for _ in range(2):
        for reach, expected in (
            (None, 3),
            (Reach(False, frozenset({cast.mairie.id}), nowhere), 1),
            (Reach(False, frozenset(), frozenset({"DEP-87"})), 2),
            (Reach(False, frozenset({cast.mairie.id}), frozenset({"DEP-23"})), 2),
            (Reach(False, frozenset(), nowhere), 0),
        ):
            subject = Subject(SubjectKind.MEDIATOR, str(nadia.id), "", reach)
            assert tally_subject(subject, year_of(2025)).total == expected
        _refresh(session)


def test_when_too_much_waits_the_last_whole_figures_say_their_hour(
    session: scoped_session[Session], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    _refresh(session)
    for month in range(1, 4):
        make_record(cast.mediators["karim"], held_on=date(2025, month, 5))
    monkeypatch.setattr(waiting, "MOST", 2)
    monkeypatch.setattr(reading, "FEW", 2)
    counts = tally_subject(LIMOGES, year_of(2025))
    assert counts.total == 1
    assert counts.as_of is not None
    assert clock.now() - counts.as_of < timedelta(minutes=5)
    assert exact_figures(get_territory("COM-87085"), year_of(2025)).as_of == counts.as_of
    monkeypatch.setattr(reading, "FEW", 10)
    counts = tally_subject(LIMOGES, year_of(2025))
    assert (counts.total, counts.as_of) == (4, None), "few rows are read at once"


def test_before_the_first_count_base_rows_are_read(session: scoped_session[Session], cast: Cast) -> None:
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    session.flush()
    session.execute(delete(MARK))
    session.execute(update(STATE).values(whole=False))
    counts = tally_subject(LIMOGES, year_of(2025))
    assert (counts.total, counts.as_of, dict(counts.by_commune)) == (1, None, {"87085": 1})
    assert _refresh(session) == 0
    assert session.scalar(select(STATE.c.whole))
    assert session.scalar(select(TERRITORY.c.total).where(TERRITORY.c.territory == "FR")) == 1


def test_without_every_trigger_base_rows_are_read(session: scoped_session[Session], cast: Cast) -> None:
    _refresh(session)
    table = " ON record" if session.get_bind().dialect.name == "postgresql" else ""
    session.execute(text(f"DROP TRIGGER rollup_record_insert{'_new' if table else ''}{table}"))
    make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5))
    session.flush()
    assert tally_subject(LIMOGES, year_of(2025)).total == 1


def test_what_was_undone_counts_nothing(session: scoped_session[Session], cast: Cast) -> None:
    record = make_workshop(cast.mediators["nadia"], 5, held_on=date(2025, 3, 5))
    _refresh(session)
    with session.begin_nested() as savepoint:
        session.execute(update(AnonymousGroup).where(AnonymousGroup.record_id == record.id).values(total=9))
        assert tally_subject(LIMOGES, year_of(2025)).total == 9
        savepoint.rollback()
    assert tally_subject(LIMOGES, year_of(2025)).total == 5


def test_the_clock_may_change(session: scoped_session[Session], cast: Cast) -> None:
    """Days are those that were written; no hour is ever read."""
    for day in (date(2025, 3, 30), date(2025, 10, 26)):
        make_record(cast.mediators["nadia"], held_on=day)
    with clock.frozen(clock.now() - timedelta(days=400)):
        _refresh(session)
    assert tally_subject(LIMOGES, year_of(2025)).total == 2
    assert session.scalar(select(func.count()).select_from(Record)) == 2
