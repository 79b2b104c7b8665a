"""Our column types, on the database of the run."""

import uuid
from datetime import UTC, datetime

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import scoped_session

from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.columns import uuid7
from inclusion_app.kernel.db import has_value
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_record


def test_a_set_of_values_comes_back_and_is_found(cast: Cast, session: scoped_session[Session]) -> None:
    both = frozenset({Theme.DIAGNOSTIC, Theme.ADMINISTRATIVE})
    record = make_record(cast.mediators["nadia"], themes=both)
    make_record(cast.mediators["nadia"], themes=frozenset())
    session.expire_all()
    assert record.themes == both
    found = session.scalars(select(Record).where(has_value(Record.themes, Theme.ADMINISTRATIVE))).all()
    assert found == [record]


def test_instants_are_utc_and_say_their_zone(cast: Cast, session: scoped_session[Session]) -> None:
    instant = datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    record = make_record(cast.mediators["nadia"], created_at=instant)
    session.expire_all()
    assert record.created_at == instant
    assert record.created_at.tzinfo is UTC
    record.created_at = instant.replace(tzinfo=None)
    with pytest.raises(StatementError, match="time zone"):
        session.flush()


def test_an_unknown_code_refuses_to_load(cast: Cast, session: scoped_session[Session]) -> None:
    record = make_record(cast.mediators["nadia"])
    session.execute(text("UPDATE record SET place_kind = 'moon'"))
    session.expire_all()
    with pytest.raises(ValueError, match="moon"):
        _ = record.place_kind
    assert session.scalar(select(func.count()).select_from(Record)) == 1


def test_keys_are_of_version_7_and_follow_time() -> None:
    early, late = (_key_at(2026, month) for month in (1, 2))
    assert early.version == late.version == 7
    assert early < late


def _key_at(year: int, month: int) -> uuid.UUID:
    with clock.frozen(datetime(year, month, 1, tzinfo=UTC)):
        return uuid7()
