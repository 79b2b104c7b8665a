"""Every counted cell has a column, or is told from the others."""

from flask_sqlalchemy.session import Session
from sqlalchemy import inspect
from sqlalchemy.orm import scoped_session

from inclusion_app.observatory.cells import make_layout
from inclusion_app.observatory.periods import year_of
from inclusion_app.observatory.rollups.columns import NAMES, STORED, tell
from inclusion_app.observatory.rollups.models import DAY, MONTH, TERRITORY


def test_every_cell_is_told() -> None:
    told = tell([0] * len(STORED))
    missing = [address for address in make_layout(year_of(2025), []).addresses if address not in told]
    kept_apart = [("blocked_organisations", "not_given"), *(("months", f"2025-{month:02}") for month in range(1, 13))]
    assert missing == kept_apart


def test_every_cell_has_its_column_in_the_database(session: scoped_session[Session]) -> None:
    for table in (MONTH, TERRITORY, DAY):
        present = {column["name"] for column in inspect(session.connection()).get_columns(table.name)}
        missing = [name for name in NAMES if name not in present]
        assert not missing, f"a value was added to a list: add a migration with {', '.join(missing)} to {table.name}"


def test_what_is_told_adds_up() -> None:
    counts = [0] * len(STORED)
    counts[STORED.index(("total", "total"))] = 10
    counts[STORED.index(("people", "followed"))] = 4
    counts[STORED.index(("age_bands", "60_69"))] = 3
    counts[STORED.index(("age_bands", "70_plus"))] = 2
    counts[STORED.index(("autonomy", "guided"))] = 1
    told = tell(counts)
    assert told["people", "anonymous"] == 6
    assert told["age_groups", "60_plus"] == 5
    assert told["age_bands", "unknown"] == told["age_groups", "unknown"] == 5
    assert told["autonomy", "not_given"] == 9
