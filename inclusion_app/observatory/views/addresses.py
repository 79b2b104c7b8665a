"""The address of a page of figures, and those of the same page with one choice changed: all may be shared."""

from dataclasses import dataclass, field, replace
from typing import Any

from flask import url_for

from inclusion_app.observatory.against import Against
from inclusion_app.observatory.periods import Period


@dataclass(frozen=True)
class Address:
    """A page of figures: whose, over which period, compared with what, its map showing what."""

    endpoint: str
    values: dict[str, Any]
    period: Period
    against: Against = Against.BEFORE
    shown: str = ""
    """What the map shows; empty for the activity."""
    anchor: str = ""
    more: dict[str, Any] = field(default_factory=dict)

    def url(self) -> str:
        """What is as by default is not written."""
        chosen: dict[str, Any] = {"periode": self.period.key}
        if self.against is not Against.BEFORE:
            chosen["comparer"] = self.against.value
        if self.shown:
            chosen["carte"] = self.shown
        return url_for(self.endpoint, **self.values, **chosen, **self.more, _anchor=self.anchor or None)

    def latest(self) -> str:
        """Over the last whole period, as by default."""
        return url_for(self.endpoint, **self.values, **self.more)

    def over(self, period: Period) -> str:
        """Over another period; what it was compared with stays when that still means something."""
        return replace(self, period=period).url()

    def compared(self, against: Against) -> str:
        """Compared with something else."""
        return replace(self, against=against).url()

    def showing(self, shown: str, anchor: str) -> str:
        """With another map."""
        return replace(self, shown=shown, anchor=anchor).url()

    def of(self, key: str) -> str:
        """The page of a territory inside, or around, with the same choices."""
        return replace(self, endpoint="observatory.territory", values={"key": key}, more={}).url()

    def inside(self, key: str) -> str:
        """The same page of another territory."""
        return replace(self, values=self.values | {"key": key}).url()

    def csv(self) -> str:
        """The only table of the page as a file."""
        return replace(self, endpoint=f"{self.endpoint}_table").url()

    def table(self, block: str) -> str:
        """The file of one of its tables."""
        return replace(self, endpoint=f"{self.endpoint}_table", values=self.values | {"block": block}, shown="").url()

    def book(self) -> str:
        """All its tables in one spreadsheet."""
        return replace(self, endpoint=f"{self.endpoint}_book", shown="").url()
