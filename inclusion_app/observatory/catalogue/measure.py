"""One number with what it is compared to."""

from dataclasses import dataclass

from inclusion_app.observatory.catalogue.indicator import Unit


@dataclass(frozen=True)
class Measure:
    """One number with what it is compared to.

    A share lies between 0 and 1; a rate is per 1,000 inhabitants. `previous` is the same measure over the period
    before, `parent` over the wider territory (for sums it serves shares and rates only), both None when hidden,
    unknown or meaningless.
    """

    key: str
    label: str
    what: str
    unit: Unit
    value: float | None
    previous: float | None = None
    parent: float | None = None
    secret: bool = False
    reason: str | None = None
    """Why there is no value, when it is not secrecy."""

    @property
    def change(self) -> float | None:
        """The relative change since the period before: 0.12 for +12 %; None when it cannot be said."""
        if self.value is None or not self.previous:
            return None
        return self.value / self.previous - 1

    @property
    def whole(self) -> int | None:
        """The value of a count, as an integer."""
        return None if self.value is None else round(self.value)
