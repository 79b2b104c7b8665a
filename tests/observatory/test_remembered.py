"""What is kept in memory is never older than the rows."""

from collections.abc import Callable
from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import delete, text, update
from sqlalchemy.orm import scoped_session

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.periods import PeriodKind
from inclusion_app.observatory.remembered import get_year
from inclusion_app.observatory.stamps import find_stamp
from inclusion_app.territories.models import Commune
from inclusion_app.vocabulary.people import Gender
from tests.cast import Cast
from tests.factories import make_record, make_workshop


def _year() -> object:
    return get_year(2025, PeriodKind.MONTH)


@pytest.fixture
def record(session: scoped_session[Session], cast: Cast) -> Record:
    record = make_workshop(cast.mediators["nadia"], 12, held_on=date(2025, 3, 5))
    record.participations.append(make_record(cast.mediators["nadia"], held_on=date(2025, 3, 6)).participations[0])
    session.flush()
    return record


def test_a_year_that_did_not_change_is_counted_once(record: Record) -> None:
    assert find_stamp(2025) is not None
    assert _year() is _year()
    assert _year() is not get_year(2025, PeriodKind.YEAR)


WRITES: dict[str, Callable[[scoped_session[Session], Record, Cast], object]] = {
    "a record added": lambda s, r, cast: make_record(cast.mediators["nadia"], held_on=date(2025, 8, 1)),
    "a record moved away": lambda s, r, cast: setattr(r, "held_on", date(2024, 1, 1)),
    "records mended at once": lambda s, r, cast: s.execute(update(Record).values(minutes=5)),
    "a person mended": lambda s, r, cast: setattr(r.participations[0], "gender", Gender.MALE),
    "a person removed": lambda s, r, cast: s.delete(r.participations[0]),
    "people removed at once": lambda s, r, cast: s.execute(delete(Participation)),
    "a group mended": lambda s, r, cast: s.execute(update(AnonymousGroup).values(total=13)),
    "a group removed": lambda s, r, cast: s.execute(text("DELETE FROM anonymous_group")),
    "a commune moved": lambda s, r, cast: s.execute(
        update(Commune).where(Commune.code == "87085").values(epci_siren=None)
    ),
    "an organisation added": lambda s, r, cast: s.add(Organisation(name="Caisse imaginaire")),
}


@pytest.mark.parametrize("name", WRITES)
def test_any_write_has_its_year_counted_again(
    session: scoped_session[Session], cast: Cast, record: Record, name: str
) -> None:
    before = _year()
    WRITES[name](session, record, cast)
    session.flush()
    assert _year() is not before


def test_a_write_elsewhere_leaves_the_year_as_it_is(
    session: scoped_session[Session], cast: Cast, record: Record
) -> None:
    before = _year()
    make_record(cast.mediators["nadia"], held_on=date(2024, 8, 1))
    session.flush()
    assert _year() is before


def test_what_was_undone_is_never_found_again(session: scoped_session[Session], cast: Cast, record: Record) -> None:
    before = find_stamp(2025)
    stamps = {before}
    for _ in range(3):
        with session.begin_nested() as savepoint:
            make_record(cast.mediators["nadia"], held_on=date(2025, 8, 1))
            session.flush()
            stamps.add(find_stamp(2025))
            savepoint.rollback()
    assert len(stamps) == 4
    assert find_stamp(2025) == before


def test_without_every_trigger_nothing_is_kept(session: scoped_session[Session], record: Record) -> None:
    table = " ON record" if session.get_bind().dialect.name == "postgresql" else ""
    name = "counted_record_delete_old" if table else "counted_record_delete"
    session.execute(text(f"DROP TRIGGER {name}{table}"))
    assert find_stamp(2025) is None
    assert _year() is not _year()
