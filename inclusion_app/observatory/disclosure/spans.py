"""The periods that officials may ask inside a year, as a tree: the year, its quarters, their months."""

from dataclasses import dataclass

from inclusion_app.observatory.periods import Period, PeriodKind, month_of, quarter_of, year_of


@dataclass(frozen=True)
class Calendar:
    """The spans down to some grain, from the longest to the shortest, and the slots that each is made of.

    A slot is a period of the finest grain; everything is counted by slot.
    """

    spans: tuple[Period, ...]
    slots: tuple[Period, ...]

    def slots_in(self, span: Period) -> frozenset[int]:
        """The numbers of the slots inside a span."""
        return frozenset(number for number, slot in enumerate(self.slots) if span.start <= slot.start <= span.end)

    def longer(self, span: Period) -> Period | None:
        """The next longer span that contains this one."""
        holding = [other for other in self.spans if other != span and other.start <= span.start <= other.end]
        holding = [other for other in holding if other.days > span.days]
        return min(holding, key=lambda other: other.days, default=None)

    def shorter(self, span: Period) -> tuple[Period, ...]:
        """The next shorter spans inside this one."""
        return tuple(other for other in self.spans if self.longer(other) == span)


def calendar_of(year: int, grain: PeriodKind) -> Calendar:
    """The calendar of a year down to months, to quarters, or the year alone."""
    whole = year_of(year)
    quarters = tuple(quarter_of(year, number) for number in range(1, 5))
    months = tuple(month_of(year, number) for number in range(1, 13))
    if grain is PeriodKind.YEAR:
        return Calendar((whole,), (whole,))
    if grain is PeriodKind.QUARTER:
        return Calendar((whole, *quarters), quarters)
    return Calendar((whole, *quarters, *months), months)
