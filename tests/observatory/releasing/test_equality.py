"""What a release tells is what counting in memory tells: every figure, every hidden table."""

from datetime import date

import pytest
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.observatory.disclosure.spans import calendar_of
from inclusion_app.observatory.periods import Period, PeriodKind, month_of, school_year_of, year_of
from inclusion_app.observatory.queries import published_figures
from inclusion_app.observatory.releasing.deciding import TABLES
from inclusion_app.observatory.releasing.reading import find_release
from inclusion_app.observatory.releasing.services import write_release
from inclusion_app.observatory.years import Year
from inclusion_app.territories.models import FormerCommune
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Level
from tests.cast import Cast
from tests.observatory.releasing.worlds import COMMUNES, TERRITORIES, fill

SPANS = calendar_of(2025, PeriodKind.MONTH).spans
GRAINS = (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


@pytest.mark.parametrize("seed", range(6))
def test_a_release_tells_what_memory_tells(session: scoped_session[Session], cast: Cast, seed: int) -> None:
    fill(cast, seed)
    if seed % 4 == 1:
        session.add(FormerCommune(code="87001", name="Aixe", current_code="23096", search_text=" aixe "))
        session.flush()
    years = {grain: Year(2025, grain) for grain in GRAINS}
    write_release(2025)
    release = find_release(2025)
    assert release is not None
    assert release.ages == years[PeriodKind.YEAR].ages
    shown = hidden = 0
    for key in TERRITORIES:
        territory = get_territory(key)
        for span in SPANS:
            year = years[span.kind]
            for table in TABLES:
                allowed = release.allows(table, territory, span)
                assert allowed == year.allows(table, territory, span), (key, span, table)
                shown, hidden = shown + allowed, hidden + (not allowed)
            here, there = release.count(territory, span), year.count(territory, span)
            assert dict(zip(here.layout.addresses, here.tally.counts, strict=True)) == {
                address: there[address] if address in there.layout.index else 0 for address in here.layout.addresses
            }
            assert set(there.layout.addresses) == set(here.layout.addresses)
            assert (here.minutes, here.people, here.inhabitants) == (there.minutes, there.people, there.inhabitants)
            assert {k: n for k, n in here.tally.records.items() if n} == there.tally.records
            assert dict(here.by_commune) == {k: n for k, n in there.by_commune.items() if n}
    assert shown
    assert hidden
    for key, level in (("FR", Level.REGION), ("REG-75", Level.DEPARTEMENT), ("DEP-87", Level.EPCI)):
        here, there = (year.count(get_territory(key), SPANS[1]) for year in (release, years[PeriodKind.QUARTER]))
        assert dict(here.parts(level)) == {k: n for k, n in there.parts(level).items() if n}


@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize(
    "period",
    [year_of(2025), month_of(2025, 3), school_year_of(2024), Period(date(2024, 7, 1), date(2025, 9, 30))],
    ids=str,
)
def test_published_figures_are_the_same(
    session: scoped_session[Session], cast: Cast, seed: int, period: Period
) -> None:
    fill(cast, seed, records=120)
    fill(cast, seed + 1, year=2024, records=120)
    keys = ("FR", "DEP-87", "EPCI-248719312", *(f"COM-{code}" for code in COMMUNES[:2]))
    before = {key: published_figures(get_territory(key), period) for key in keys}
    write_release(2024)
    write_release(2025)
    for key, figures in before.items():
        after = published_figures(get_territory(key), period)
        assert after.measures == figures.measures
        assert after.blocks == figures.blocks
        assert after.as_of is not None
        assert figures.as_of is None
