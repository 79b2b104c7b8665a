"""How a released year is written: small whole numbers, compressed, the same for both databases.

A row of a territory holds, month after month, the cells of the layout that every month has, then `EXTRAS`; last, the
followed persons of each span of the calendar.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from inclusion_app.observatory.cells import Layout, make_layout
from inclusion_app.observatory.disclosure.spans import Calendar
from inclusion_app.observatory.periods import Period, year_of
from inclusion_app.observatory.releasing.deciding import TABLES
from inclusion_app.observatory.releasing.gathering import without_months
from inclusion_app.observatory.tallies import Tally
from inclusion_app.vocabulary.activity import RecordKind

_KINDS = tuple(RecordKind)
EXTRAS = 2 + len(_KINDS)
"""Minutes, inhabitants helped, records of each kind."""
FORMAT = 1


def shape() -> str:
    """Changes when the counted lists do, organisations excepted: an older release then tells nothing."""
    layout = without_months(make_layout(year_of(2000), ()))
    told = json.dumps([FORMAT, layout.addresses, TABLES, _KINDS])
    return sha256(told.encode()).hexdigest()


@dataclass
class MonthCounts:
    """What was counted in one month, or several added up."""

    cells: list[int]
    minutes: int
    inhabitants: int
    records: Mapping[str, int]


def pack_counts(months: Iterable[Tally], inhabitants: Iterable[int], people: Sequence[int]) -> bytes:
    """The row of a territory."""
    numbers: list[int] = []
    for tally, homes in zip(months, inhabitants, strict=True):
        numbers += [*tally.counts, tally.minutes, homes, *(tally.records.get(kind.value, 0) for kind in _KINDS)]
    return _pack([*numbers, *people])


@dataclass
class Counted:
    """The row of a territory, read."""

    layout: Layout
    """The cells that every month has."""
    calendar: Calendar
    numbers: Sequence[int]

    def over(self, span: Period) -> MonthCounts:
        """The sums over a span."""
        rows = [self._month(slot) for slot in sorted(self.calendar.slots_in(span))]
        total = [sum(column) for column in zip(*rows, strict=True)]
        width = self.layout.width
        minutes, homes, *records = total[width:]
        kinds = {kind.value: count for kind, count in zip(_KINDS, records, strict=True)}
        return MonthCounts(total[:width], minutes, homes, kinds)

    def total(self, slot: int) -> int:
        """Accompaniments of a month."""
        return self.numbers[slot * self._step]

    def people(self, span: Period) -> int:
        """Followed persons over a span, each once."""
        return self.numbers[self._step * len(self.calendar.slots) + self.calendar.spans.index(span)]

    @property
    def _step(self) -> int:
        return self.layout.width + EXTRAS

    def _month(self, slot: int) -> Sequence[int]:
        return self.numbers[slot * self._step : (slot + 1) * self._step]


def unpack_counts(content: bytes | None, layout: Layout, calendar: Calendar) -> Counted:
    """The row of a territory; zeros for one without data."""
    if content is None:
        return Counted(layout, calendar, [0] * ((layout.width + EXTRAS) * len(calendar.slots) + len(calendar.spans)))
    return Counted(layout, calendar, _unpack(content))


def pack_shown(spans: Iterable[int]) -> bytes:
    """For each table, a bit for each span over which it may be shown."""
    numbers = list(spans)
    return struct.pack(f"<{len(numbers)}I", *numbers)


def unpack_shown(content: bytes) -> dict[str, int]:
    """By table, a bit for each span over which it may be shown."""
    return dict(zip(TABLES, struct.unpack(f"<{len(content) // 4}I", content), strict=True))


def pack_totals(totals: Mapping[str, Sequence[int]]) -> bytes:
    """By code of a part, its accompaniments of each month."""
    codes = sorted(totals)
    head = json.dumps(codes).encode()
    numbers = [count for code in codes for count in totals[code]]
    return zlib.compress(struct.pack(f"<I{len(head)}s{len(numbers)}I", len(head), head, *numbers))


def unpack_totals(content: bytes, slots: Iterable[int], months: int) -> dict[str, int]:
    """By code of a part, its accompaniments over some of the year's months."""
    told = zlib.decompress(content)
    (length,) = struct.unpack_from("<I", told)
    codes = json.loads(told[4 : 4 + length])
    numbers = struct.unpack_from(f"<{len(codes) * months}I", told, 4 + length)
    wanted = sorted(slots)
    return {code: sum(numbers[at * months + slot] for slot in wanted) for at, code in enumerate(codes)}


def _pack(numbers: Sequence[int]) -> bytes:
    return zlib.compress(struct.pack(f"<{len(numbers)}I", *numbers))


def _unpack(content: bytes) -> Sequence[int]:
    told = zlib.decompress(content)
    return struct.unpack(f"<{len(told) // 4}I", told)
