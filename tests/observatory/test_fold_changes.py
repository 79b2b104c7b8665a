"""The numbers of a year's changes are folded into one, and a year counted before is counted anew."""

from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.observatory.jobs import MANY_CHANGES, fold_changes
from inclusion_app.observatory.models import CountedChange
from inclusion_app.observatory.stamps import find_stamp


def test_a_crowded_year_is_folded_into_a_new_number(session: scoped_session[Session]) -> None:
    session.add_all(CountedChange(year=2031, token=token) for token in range(MANY_CHANGES + 1))
    session.add(CountedChange(year=2032, token=1))
    session.commit()
    before, quiet = find_stamp(2031), find_stamp(2032)
    assert fold_changes() == {"years": 1}
    counts = select(CountedChange.year, func.count()).where(CountedChange.year > 2030).group_by(CountedChange.year)
    assert dict(session.execute(counts).all()) == {2031: 1, 2032: 1}
    assert find_stamp(2031) not in (None, before)
    assert find_stamp(2032) == quiet
    assert fold_changes() == {"years": 0}
