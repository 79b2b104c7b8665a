"""Closed lists: codes and ranks never move, because rows hold them."""

import pytest

from inclusion_app.network.standard import NationalProgramme, Service
from inclusion_app.vocabulary.activity import Equipment, RecordKind
from inclusion_app.vocabulary.people import AGE_GROUPS, AgeBand, age_band
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

RANKS = {
    Theme: "diagnostic equipment_use equipment_care own_content browsing email office social_networks health"
    " banking_shopping professional employment security parenting schooling creation culture ai administrative",
    AdministrativeTheme: "papers family social_health work housing transport money justice foreigners"
    " leisure associations",
    Equipment: "computer phone tablet other none",
    Service: "procedures daily_tools employment security parenting creation understanding access purchase",
    NationalProgramme: "aidants_connect libraries pix conseillers emmaus france_services gen red_cross"
    " caf promeneurs relais",
}


@pytest.mark.parametrize("listed", RANKS)
def test_ranks_are_frozen(listed: type[Theme]) -> None:
    names = RANKS[listed].split()
    assert [member.value for member in sorted(listed, key=lambda member: member.bit)][: len(names)] == names


def test_retired_values_are_read_but_not_offered() -> None:
    assert RecordKind("one_off") not in RecordKind.current()
    assert len(AgeBand.current()) == 8
    assert set(AGE_GROUPS) == set(AgeBand)


@pytest.mark.parametrize(
    ("birth_year", "year", "band"),
    [
        (1956, 2026, AgeBand.FROM_70),
        (1957, 2026, AgeBand.FROM_60_TO_69),
        (2008, 2026, AgeBand.FROM_18_TO_24),
        (2009, 2026, AgeBand.FROM_12_TO_17),
        (2015, 2026, AgeBand.UNDER_12),
        (None, 2026, AgeBand.UNKNOWN),
        (1956, 2025, AgeBand.FROM_60_TO_69),
    ],
)
def test_age_is_that_of_the_day_of_the_fact(birth_year: int | None, year: int, band: AgeBand) -> None:
    assert age_band(birth_year, year) is band
