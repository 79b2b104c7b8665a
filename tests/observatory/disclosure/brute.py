"""An attacker who tries all whole numbers. Knows nothing of our code: atoms, sums that were published, patience."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Sums = Sequence[tuple[frozenset[Hashable], int]]
"""Sets of atoms, and what each adds up to."""


@dataclass
class _Search:
    atoms: list[Hashable]
    sets: list[list[int]]
    """Of each atom, the sums that it is part of."""
    later: list[list[list[int]]]
    """Of each atom and each of its sums, the other atoms that are not chosen yet."""
    left: list[int]
    """Of each sum, what the atoms not chosen yet must add up to."""
    values: list[int]

    def run(self, at: int) -> Iterator[dict[Hashable, int]]:
        if at == len(self.atoms):
            yield dict(zip(self.atoms, self.values, strict=True))
            return
        least, most = 0, self._most(at)
        for number, others in zip(self.sets[at], self.later[at], strict=True):
            least = max(least, self.left[number] - sum(map(self._most, others)))
        for value in range(least, most + 1):
            self.values[at] = value
            for number in self.sets[at]:
                self.left[number] -= value
            yield from self.run(at + 1)
            for number in self.sets[at]:
                self.left[number] += value

    def _most(self, at: int) -> int:
        return min(self.left[number] for number in self.sets[at])


def solutions(sums: Sums) -> Iterator[dict[Hashable, int]]:
    """All the numbers of accompaniments, atom by atom, that give these sums."""
    unique = dict(sums)
    members = list(unique)
    order = _order(members)
    sets = [[number for number, held in enumerate(members) if atom in held] for atom in order]
    later = [
        [[rank for rank in range(at + 1, len(order)) if number in sets[rank]] for number in sets[at]]
        for at in range(len(order))
    ]
    return _Search(order, sets, later, list(unique.values()), [0] * len(order)).run(0)


def _order(members: Sequence[frozenset[Hashable]]) -> list[Hashable]:
    """Atoms so that sums are complete early: always one of the sum that lacks fewest."""
    order: list[Hashable] = []
    left = [set(held) for held in members]
    while any(left):
        shortest = min((held for held in left if held), key=len)
        atom = min(shortest, key=repr)
        order.append(atom)
        for held in left:
            held.discard(atom)
    return order


@dataclass
class Attacker:
    """Tries values of sets of atoms; each solution met answers for all sets."""

    sums: Sums
    cells: Sequence[frozenset[Hashable]]

    def __post_init__(self) -> None:
        self.met: dict[frozenset[Hashable], set[int]] = {cell: set() for cell in self.cells}

    def can_be(self, cell: frozenset[Hashable], value: int) -> bool:
        """There is a solution where a set adds up to a value."""
        if value in self.met[cell]:
            return True
        known = dict(self.sums).get(cell)
        if known is not None:
            return known == value
        found: Mapping[Hashable, int] | None = next(solutions([*self.sums, (cell, value)]), None)
        if found is None:
            return False
        for other, values in self.met.items():
            values.add(sum(found[atom] for atom in other))
        return True
