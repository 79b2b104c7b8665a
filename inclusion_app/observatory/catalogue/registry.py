"""The one catalogue, in reading order."""

from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue import activity, coverage, needs, people, supply, trainings
from inclusion_app.observatory.catalogue.indicator import Family, Indicator

INDICATORS: tuple[Indicator, ...] = (
    *needs.MEASURES,
    *needs.LOADED,
    *supply.MEASURES,
    *supply.TABLES,
    *activity.MEASURES,
    *activity.TABLES,
    *people.MEASURES,
    *people.TABLES,
    *coverage.MEASURES,
    *trainings.MEASURES,
)

_BY_KEY = {indicator.key: indicator for indicator in INDICATORS}


def find_indicator(key: str) -> Indicator | None:
    """The indicator of this key, or None."""
    return _BY_KEY.get(key)


def get_indicator(key: str) -> Indicator:
    """The indicator of this key. Raises NotFound, in words."""
    found = _BY_KEY.get(key)
    if found is None:
        raise NotFound(N_("Cet indicateur n’est pas dans le catalogue."))
    return found


def in_family(family: Family) -> tuple[Indicator, ...]:
    """The indicators of one question, in reading order."""
    return tuple(indicator for indicator in INDICATORS if indicator.family is family)
