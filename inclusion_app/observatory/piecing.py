"""Dates that several whole periods make: the sums of what each of them shows, and nothing read anew."""

from collections.abc import Mapping, Sequence

from inclusion_app.observatory.cells import Address, Layout, layout_of, month_cell
from inclusion_app.observatory.counting import Counts
from inclusion_app.observatory.lanes import pack
from inclusion_app.observatory.later import LaterMapping
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.tallies import Tally
from inclusion_app.territories.territory import Level

MONTHS = "months"


class UnknownTogether(Exception):
    """People of several periods, each once, are not the sum of those of each: they are never shown."""


def join(period: Period, pieces: Sequence[tuple[Period, Counts]]) -> Counts:
    """The counts over a period made of these whole ones."""
    layout = _layout_of(period, [counts for _, counts in pieces])
    cells = dict.fromkeys(layout.addresses, 0)
    minutes, records = 0, dict[str, int]()
    for piece, counts in pieces:
        inside = {month_cell(month) for month in piece.months()}
        for address in counts.layout.addresses:
            if address[0] != MONTHS or address in inside:
                cells[address] += counts[address]
        minutes += counts.minutes
        _add(records, counts.tally.records)
    return Counts(
        layout,
        Tally(layout.width, pack(cells.values()), 0, minutes, records),
        LaterMapping(lambda: _parts(Level.COMMUNE, [counts for _, counts in pieces])),
        _refuse,
        lambda: sum(counts.inhabitants for _, counts in pieces),
        lambda level: _parts(level, [counts for _, counts in pieces]),
        min((counts.as_of for _, counts in pieces if counts.as_of), default=None),
    )


def _layout_of(period: Period, pieces: Sequence[Counts]) -> Layout:
    """The cells of all pieces, then the months of the period."""
    addresses: dict[Address, None] = {}
    for counts in pieces:
        addresses |= dict.fromkeys(address for address in counts.layout.addresses if address[0] != MONTHS)
    return layout_of((*addresses, *map(month_cell, period.months())))


def _refuse() -> int:
    raise UnknownTogether


def _parts(level: Level, pieces: Sequence[Counts]) -> Mapping[str, int]:
    return _sum([counts.parts(level) for counts in pieces])


def _sum(found: Sequence[Mapping[str, int]]) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for counts in found:
        _add(total, counts)
    return total


def _add(total: dict[str, int], counts: Mapping[str, int]) -> None:
    for key, count in counts.items():
        total[key] = total.get(key, 0) + count
