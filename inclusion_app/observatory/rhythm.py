"""How often a report is told of."""

from datetime import date
from enum import StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.periods import Period, PeriodKind, containing


class Rhythm(StrEnum):
    """How often; each is told once its period is over."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def label(self) -> str:
        """Marked French."""
        return _LABELS[self]

    def last_period(self, today: date) -> Period:
        """The last whole one before today."""
        return containing(PeriodKind(self.value), today).previous()


_LABELS = {
    Rhythm.MONTH: N_("Chaque mois"),
    Rhythm.QUARTER: N_("Chaque trimestre"),
    Rhythm.YEAR: N_("Chaque année"),
}
