"""What figures are compared with: an earlier period, the wider territory, communes alike."""

from datetime import date
from enum import StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.periods import Period


class Against(StrEnum):
    """What the reader chose; the value is written in addresses."""

    BEFORE = "avant"
    LAST_YEAR = "an-dernier"
    PARENT = "autour"
    SIMILAR = "semblables"


AGAINST_NAMES = {
    Against.BEFORE: N_("Période précédente"),
    Against.LAST_YEAR: N_("Un an plus tôt"),
    Against.PARENT: N_("Territoire autour"),
    Against.SIMILAR: N_("Communes semblables"),
}


def parse_against(text: str | None) -> Against:
    """The choice of an address; what it does not know is the period before."""
    return next((choice for choice in Against if choice.value == text), Against.BEFORE)


def is_under_way(period: Period, today: date) -> bool:
    """Its last day is not over: its figures will still grow."""
    return period.start <= today <= period.end


def earlier(period: Period, against: Against, today: date) -> Period | None:
    """The earlier period to compare with; None while the period is not over, as comparing would mislead."""
    if period.end >= today or against in (Against.PARENT, Against.SIMILAR):
        return None
    return period.last_year() if against is Against.LAST_YEAR else period.previous()
