"""Reads of the indicators: those that come with the application, then those of the instance's `quality` folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.rules.quality_indicators import Indicator, in_force, read_indicators

SHIPPED = Path(__file__).resolve().parents[1] / "quality" / "indicateurs.csv"
FOLDER = "quality"
_MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Reference:
    """The indicators of a day, since when they hold, and the files that could not be read."""

    since: date | None
    indicators: tuple[Indicator, ...]
    refusals: tuple[DomainError, ...] = ()

    @property
    def ours(self) -> list[Indicator]:
        """Those that concern training actions."""
        return [each for each in self.indicators if each.concerns_us]

    def get(self, number: int) -> Indicator | None:
        """The indicator of this number, if the list has it."""
        return next((each for each in self.indicators if each.number == number), None)


def reference_of(day: date, instance: Path) -> Reference:
    """The list that holds on a day; a file of `instance` that does not read is told and left aside."""
    found, refusals = list(_read(SHIPPED)), []
    for path in sorted((instance / FOLDER).glob("*.csv")):
        try:
            found.extend(_read(path))
        except DomainError as refusal:
            refusals.append(refusal)
    held = in_force(found, day)
    return Reference(held[0].valid_from if held else None, tuple(held), tuple(refusals))


def _read(path: Path) -> Iterator[Indicator]:
    try:
        content = path.read_bytes()[:_MOST_BYTES].decode("utf-8-sig")
    except UnicodeDecodeError:
        content = ""
    return iter(read_indicators(content.splitlines(), path.name))
