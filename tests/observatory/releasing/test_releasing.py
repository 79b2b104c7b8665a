"""When years are released, what a reader sees meanwhile, and what stays when the work fails."""

import fcntl
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy import event, func, select, text
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.periods import month_of, year_of
from inclusion_app.observatory.queries import published_figures
from inclusion_app.observatory.releasing import services
from inclusion_app.observatory.releasing.models import PART, TERRITORY, YEAR
from inclusion_app.observatory.releasing.reading import ReleasedAnew, find_release
from inclusion_app.observatory.releasing.services import find_late, release_stale, release_year, write_release
from inclusion_app.observatory.sources import Published
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.activity import BlockedCause
from inclusion_app.web.formats import date_long
from tests.cast import Cast
from tests.factories import make_record
from tests.pages import PageClient

LIMOGES = "COM-87085"


def _records(cast: Cast, count: int, **values: Any) -> None:
    for _ in range(count):
        make_record(cast.mediators["nadia"], **{"held_on": date(2025, 3, 5), **values})


@pytest.fixture
def released(session: scoped_session[Session], cast: Cast) -> None:
    """2025 is released with thirty accompaniments, 2024 with twelve."""
    _records(cast, 30)
    _records(cast, 12, held_on=date(2024, 3, 5))
    session.commit()
    assert release_stale() == {"years": 2}


def _total(year: int = 2025) -> float | None:
    return published_figures(get_territory(LIMOGES), year_of(year)).accompaniments.value


def test_only_years_that_changed_are_released_anew(
    session: scoped_session[Session], cast: Cast, released: None
) -> None:
    assert release_stale() == {"years": 0}
    numbers = dict(session.execute(select(YEAR.c.year, YEAR.c.number)).all())
    _records(cast, 1)
    session.commit()
    assert _total() == 30, "figures and what they may show stay those of the release"
    assert release_stale() == {"years": 1}
    assert _total() == 31
    after = dict(session.execute(select(YEAR.c.year, YEAR.c.number)).all())
    assert after[2024] == numbers[2024]
    assert after[2025] != numbers[2025]


def test_a_change_that_would_tell_three_persons_waits_for_the_night(
    session: scoped_session[Session], cast: Cast, released: None
) -> None:
    _records(cast, 3, held_commune_code="87114")
    session.commit()
    assert not published_figures(get_territory(LIMOGES), year_of(2025)).blocks["genders"].wider
    release_stale()
    assert published_figures(get_territory(LIMOGES), year_of(2025)).blocks["genders"].wider


def test_a_year_whose_records_all_went_is_released_empty(
    session: scoped_session[Session], cast: Cast, released: None
) -> None:
    session.execute(text("DELETE FROM participation"))
    session.execute(text("DELETE FROM record"))
    session.commit()
    release_stale()
    assert _total() == 0
    assert session.scalar(select(func.count()).select_from(TERRITORY)) == 0


def test_a_new_year_without_release_is_counted_in_memory(
    session: scoped_session[Session], cast: Cast, released: None
) -> None:
    _records(cast, 2, held_on=date(2026, 1, 2))
    session.flush()
    figures = published_figures(get_territory(LIMOGES), month_of(2026, 1))
    assert figures.accompaniments.value == 2
    assert figures.as_of is None
    assert figures.accompaniments.previous is not None


def test_a_failure_in_the_middle_leaves_the_release_whole(
    session: scoped_session[Session], cast: Cast, released: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = session.execute(select(YEAR)).all()
    _records(cast, 5)
    session.commit()
    whole = services._insert

    def fall(table: Any, year: int, rows: list[dict[str, Any]]) -> None:
        if table is PART:
            raise KeyboardInterrupt
        whole(table, year, rows)

    monkeypatch.setattr(services, "_insert", fall)
    with pytest.raises(KeyboardInterrupt):
        release_stale()
    assert session.execute(select(YEAR)).all() == before
    assert _total() == 30
    monkeypatch.undo()
    assert release_stale() == {"years": 1}
    assert _total() == 35


def test_a_page_never_mixes_two_releases(session: scoped_session[Session], cast: Cast, released: None) -> None:
    source = Published()
    assert source.count(get_territory(LIMOGES), year_of(2025)).total == 30
    _records(cast, 5)
    write_release(2025)
    assert source.count(get_territory(LIMOGES), month_of(2025, 3)).total == 30, "of the row that was read"
    with pytest.raises(ReleasedAnew):
        source.count(get_territory("DEP-87"), year_of(2025))
    assert _total() == 35


def test_a_page_reads_rows_of_the_release_alone(session: scoped_session[Session], cast: Cast, released: None) -> None:
    statements: list[str] = []
    connection = session.connection()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        statements.append(statement)

    event.listen(connection, "before_cursor_execute", note)
    source = Published()
    for key in (LIMOGES, "DEP-87", "FR"):
        for table in ("themes", "people", "inhabitants"):
            source.allows(table, get_territory(key), year_of(2025))
        counts = source.count(get_territory(key), year_of(2025))
        assert (counts.people, counts.inhabitants, counts.total) == (0, 0, 30)
    event.remove(connection, "before_cursor_execute", note)
    assert not any("participation" in statement or "FROM record" in statement for statement in statements)
    assert len([each for each in statements if "release_" in each]) == 4


def test_an_organisation_that_is_renamed_keeps_its_count(session: scoped_session[Session], cast: Cast) -> None:
    organisation = Organisation(name="Caisse imaginaire")
    session.add(organisation)
    session.flush()
    _records(cast, 30, blocked_cause=BlockedCause.SITE_DOWN, blocked_organisation_id=organisation.id)
    write_release(2025)
    organisation.name = "Autre caisse"
    session.flush()
    block = published_figures(get_territory(LIMOGES), year_of(2025)).blocks["blocked_organisations"]
    assert [(cell.label, cell.count) for cell in block.cells if cell.count] == [("Autre caisse", 30)]


def test_lists_that_changed_since_make_a_release_useless(
    session: scoped_session[Session], released: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.execute(YEAR.update().values(shape="of an older version"))
    assert find_release(2025) is None
    assert _total() == 30
    session.commit()
    assert release_stale() == {"years": 2}


def test_lateness_is_known(session: scoped_session[Session], cast: Cast, released: None) -> None:
    assert find_late() is None
    _records(cast, 1)
    session.flush()
    late = find_late()
    assert late is not None
    assert late <= clock.now()


@pytest.fixture
def elsewhere(session: scoped_session[Session]) -> Iterator[None]:
    """Another process is releasing."""
    engine = session.get_bind().engine
    if engine.dialect.name == "postgresql":
        with engine.connect() as other:
            other.execute(select(func.pg_advisory_xact_lock(0x72656C65)))
            yield
            other.rollback()
        return
    with Path(f"{engine.url.database}-release.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def test_a_second_job_leaves_the_work_to_the_first(
    session: scoped_session[Session], cast: Cast, elsewhere: None
) -> None:
    _records(cast, 1)
    session.commit()
    assert release_year(2025) is False
    assert release_stale() == {"years": 0}
    assert find_release(2025) is None


def test_the_page_of_an_official_says_when_its_figures_are_of(
    cast: Cast, released: None, client_of: Callable[[Account], PageClient]
) -> None:
    page = client_of(cast.elise).get("/observatoire/COM-87085?periode=2025")
    assert f"Chiffres arrêtés au {date_long(clock.now())}." in page.text
    exact = client_of(cast.ahmed).get("/observatoire/COM-87085?periode=2025")
    assert "arrêtés" not in exact.text
