"""Small worlds of people, made at random: who was helped where, when, about what."""

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product

from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, Row, link

Atom = tuple[str, str, str]
"""A commune, a quarter, a value."""


@dataclass(frozen=True)
class World:
    """Visits as a list of (person, atom), and the rows that a publication gives."""

    atoms: tuple[Atom, ...]
    visits: tuple[tuple[int, Atom], ...]
    nodes: dict[str, str | None]
    spans: dict[str, str | None]
    rows: tuple[Row, ...]

    def atoms_of(self, row: Row, value: str) -> frozenset[Atom]:
        """The atoms that a cell adds up."""
        node, span = row
        return frozenset(
            atom
            for atom in self.atoms
            if node in (atom[0], *above(self.nodes, atom[0]))
            and span in (atom[1], *above(self.spans, atom[1]))
            and value in (atom[2], TOTAL)
        )

    def count(self, atoms: frozenset[Atom]) -> int:
        return sum(atom in atoms for _, atom in self.visits)

    def persons(self, atoms: Iterable[Atom]) -> int:
        chosen = set(atoms)
        return len({person for person, atom in self.visits if atom in chosen})

    @property
    def values(self) -> list[str]:
        return sorted({atom[2] for atom in self.atoms})

    def tables(self) -> LinkedTables:
        return link("theme", self.nodes, self.spans, self._numbers(self.count), self._numbers(self.persons))

    def _numbers(self, measure: Callable[[frozenset[Atom]], int]) -> dict[Row, dict[str, int]]:
        return {
            row: {value: measure(self.atoms_of(row, value)) for value in (*self.values, TOTAL)} for row in self.rows
        }


def above(parents: dict[str, str | None], name: str) -> list[str]:
    parent = parents[name]
    return [] if parent is None else [parent, *above(parents, parent)]


SHAPES = (
    # communes by EPCI, quarters, values; communes × quarters × values stay under thirteen
    ((2,), 1, 3),
    ((2, 1), 1, 3),
    ((2, 2), 1, 3),
    ((2,), 2, 3),
    ((3,), 1, 4),
    ((2, 1), 2, 2),
    ((1, 1), 2, 3),
    ((3, 3), 1, 2),
    ((1,), 4, 3),
)


def make_world(seed: int) -> World:
    """One world for each seed: few people or many, who come once or often, and rows that are given or not."""
    rng = random.Random(seed)  # noqa: S311 (no secret is drawn)
    sizes, quarters, values = SHAPES[seed % len(SHAPES)]
    nodes: dict[str, str | None] = {"DEP": None}
    communes = []
    for epci, size in enumerate(sizes):
        nodes[f"EPCI-{epci}"] = "DEP"
        for rank in range(size):
            communes.append(f"COM-{epci}{rank}")
            nodes[communes[-1]] = f"EPCI-{epci}"
    spans: dict[str, str | None] = {"2026": None, **{f"2026-T{rank}": "2026" for rank in range(1, quarters + 1)}}
    times = [span for span, parent in spans.items() if parent]
    atoms = tuple(product(communes, times, [f"v{rank}" for rank in range(values)]))
    return World(atoms, tuple(_visits(rng, atoms)), nodes, spans, _rows(rng, nodes, spans))


def _visits(rng: random.Random, atoms: tuple[Atom, ...]) -> list[tuple[int, Atom]]:
    found = []
    weights = [rng.choice((0, 1, 1, 3, 8, 15)) for _ in atoms]
    weights = weights if any(weights) else [1] * len(atoms)
    for person in range(rng.choice((3, 15, 40, 80, 120))):
        atom = rng.choices(atoms, weights)[0]
        found.append((person, atom))
        while rng.random() < 0.25:
            other = rng.choice(atoms) if rng.random() < 0.2 else atom
            found.append((person, (other[0], rng.choice(atoms)[1], other[2])))
    return found


def _rows(rng: random.Random, nodes: dict[str, str | None], spans: dict[str, str | None]) -> tuple[Row, ...]:
    """The département always, over all spans; the year everywhere; quarters here and there."""
    finest = rng.choice(("DEP", "EPCI", "COM"))
    found = []
    for node, span in product(nodes, spans):
        if span == "2026" or node == "DEP" or (finest != "DEP" and node.startswith(("EPCI", finest))):
            found.append((node, span))
    return tuple(sorted(found))
