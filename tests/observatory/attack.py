"""An attacker who sees every shown table and computes: what sets of rows can she isolate? Knows nothing of our code.

Each shown table is a vector over the atoms (commune × slot of time): 1 inside, 0 outside. What can be computed is the
vector space that they span. Every set of atoms inside this space is checked: none may hold a cell of 1 to 10 persons.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction

Vector = tuple[int, ...]


def isolated_sets(tables: Sequence[Vector], width: int) -> Iterator[Vector]:
    """Every non-empty set of atoms that is a combination of these tables."""
    checks = [_integers(row) for row in _orthogonal([list(map(Fraction, table)) for table in tables], width)]
    sums = [0] * len(checks)
    chosen = [0] * width
    for number in range(1, 1 << width):
        flip = (number & -number).bit_length() - 1
        chosen[flip] ^= 1
        sign = 1 if chosen[flip] else -1
        for at, check in enumerate(checks):
            sums[at] += sign * check[flip]
        if not any(sums):
            yield tuple(chosen)


def _integers(row: list[Fraction]) -> list[int]:
    scale = 1
    for value in row:
        scale = scale * value.denominator
    return [int(value * scale) for value in row]


def _orthogonal(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """A basis of the vectors that are orthogonal to all rows."""
    reduced: dict[int, list[Fraction]] = {}
    for row in rows:
        _add_row(reduced, row)
    basis = []
    for free in (at for at in range(width) if at not in reduced):
        vector = [Fraction(0)] * width
        vector[free] = Fraction(1)
        for pivot, row in reduced.items():
            vector[pivot] = -row[free]
        basis.append(vector)
    return basis


def _add_row(reduced: dict[int, list[Fraction]], row: list[Fraction]) -> None:
    """Keep the rows in reduced echelon form, by pivot."""
    current = row
    for pivot, base in reduced.items():
        current = _minus(current, current[pivot], base)
    first = next((at for at, value in enumerate(current) if value), None)
    if first is None:
        return
    current = [value / current[first] for value in current]
    for pivot, base in reduced.items():
        reduced[pivot] = _minus(base, base[first], current)
    reduced[first] = current


def _minus(row: list[Fraction], factor: Fraction, other: list[Fraction]) -> list[Fraction]:
    return [a - factor * b for a, b in zip(row, other, strict=True)]
