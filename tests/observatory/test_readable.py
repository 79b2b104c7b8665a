"""Who reads which territory, and whether exactly."""

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.queries import figures_for, get_readable_territory, list_own_territories, sees_exactly
from inclusion_app.territories.queries import get_territory
from tests.cast import Cast

NOTHING, PUBLISHED, EXACT = "nothing", "published", "exact"


def _what(account: Account, key: str) -> str:
    scope = scope_of(account)
    try:
        territory = get_readable_territory(scope, key)
    except NotFound:
        return NOTHING
    return EXACT if sees_exactly(scope, territory) else PUBLISHED


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        ("elise", "COM-87085", PUBLISHED),
        ("elise", "COM-87114", NOTHING),
        ("elise", "DEP-87", NOTHING),
        ("elise", "FR", NOTHING),
        ("claire", "DEP-87", EXACT),
        ("claire", "COM-87085", EXACT),
        ("claire", "EPCI-248719312", EXACT),
        ("claire", "DEP-23", NOTHING),
        ("claire", "REG-75", NOTHING),
        ("paul", "COM-87085", PUBLISHED),
        ("paul", "DEP-87", PUBLISHED),
        ("paul", "REG-75", NOTHING),
        ("paul", "COM-23096", NOTHING),
        ("ahmed", "FR", EXACT),
        ("ahmed", "COM-23096", EXACT),
        ("nadia", "COM-87085", NOTHING),
    ],
)
def test_readable(cast: Cast, name: str, key: str, expected: str) -> None:
    assert _what(getattr(cast, name), key) == expected


def test_officials_choose_whole_periods(cast: Cast) -> None:
    limoges = get_territory("COM-87085")
    assert figures_for(scope_of(cast.elise), limoges, parse_period("2025")).published
    with pytest.raises(DomainError):
        figures_for(scope_of(cast.elise), limoges, parse_period("2025-01-05_2025-02-01"))
    with pytest.raises(NotFound):
        figures_for(scope_of(cast.elise), get_territory("DEP-23"), parse_period("2025"))
    assert not figures_for(scope_of(cast.claire), limoges, parse_period("2025-01-05_2025-02-01")).published


def test_own_territories(cast: Cast) -> None:
    assert [territory.key for territory in list_own_territories(scope_of(cast.elise))] == ["COM-87085"]
    assert [territory.key for territory in list_own_territories(scope_of(cast.ahmed))] == ["FR"]
    assert list_own_territories(scope_of(cast.nadia)) == []
