"""The choice of what is shown resists an attacker who combines every shown table."""

import random
from dataclasses import dataclass, field
from itertools import product

import pytest

from inclusion_app.observatory.disclosure.plan import Region, decide
from inclusion_app.observatory.disclosure.spans import calendar_of
from inclusion_app.observatory.disclosure.tree import Lineage, Tree, grow
from inclusion_app.observatory.periods import Period, PeriodKind, month_of, quarter_of, year_of
from tests.observatory.attack import isolated_sets

ENOUGH = 11
CELLS = 2


@dataclass(frozen=True)
class FewMonths:
    """A year of two quarters of two months, so that every combination can be tried."""

    spans: tuple[Period, ...] = (
        year_of(2025),
        *(quarter_of(2025, number) for number in (1, 2)),
        *(month_of(2025, number) for number in (1, 2, 4, 5)),
    )
    slots: tuple[Period, ...] = tuple(month_of(2025, number) for number in (1, 2, 4, 5))

    def longer(self, span: Period) -> Period | None:
        holding = [o for o in self.spans if o.days > span.days and o.start <= span.start <= o.end]
        return min(holding, key=lambda other: other.days, default=None)

    def shorter(self, span: Period) -> tuple[Period, ...]:
        return tuple(other for other in self.spans if self.longer(other) == span)

    def slots_in(self, span: Period) -> set[int]:
        return {at for at, slot in enumerate(self.slots) if span.start <= slot.start <= span.end}


@dataclass
class World:
    """For each (commune, slot, cell), the persons behind its accompaniments, one accompaniment each."""

    tree: Tree
    times: FewMonths
    weighs_pairs: bool = False
    people: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)

    def rows(self, region: Region) -> set[tuple[str, int]]:
        communes = set(self.tree.communes[region.node]).difference(*(self.tree.communes[n] for n in region.without))
        slots = self.times.slots_in(region.span).difference(*(self.times.slots_in(s) for s in region.except_for))
        return set(product(communes, slots))

    def cell(self, atoms: set[tuple[str, int]], cell: int) -> list[int]:
        return [person for commune, slot in atoms for person in self.people.get((commune, slot, cell), [])]

    def exposed(self, atoms: set[tuple[str, int]]) -> bool:
        found = [set(self.cell(atoms, cell)) for cell in range(CELLS)]
        return any(0 < len(persons) < ENOUGH for persons in found)

    def is_safe(self, region: Region) -> bool:
        return not self.exposed(self.rows(region))

    def size(self, node: str, span: Period) -> int:
        atoms = self.rows(Region(node, span))
        return sum(len(self.cell(atoms, cell)) for cell in range(CELLS))

    def may_stand_beside(self, inner: tuple[str, Period], outer: tuple[str, Period]) -> bool:
        return True


LINEAGES = [
    [Lineage("1", "A", "87", "75"), Lineage("2", "A", "87", "75"), Lineage("3", "B", "87", "75")],
    [Lineage("1", "A", "87", "75"), Lineage("2", "A", "23", "75"), Lineage("3", None, "87", "75")],
    [Lineage("1", "A", "87", "75"), Lineage("2", "A", "87", "75"), Lineage("3", "A", "23", "84")],
]


def _world(rng: random.Random) -> World:
    """Sizes around the threshold, many zeros, persons who come back elsewhere and later."""
    world = World(grow(rng.choice(LINEAGES)), FewMonths())
    strangers = iter(range(1000, 100_000))
    for commune, slot, cell in product("123", range(4), range(CELLS)):
        count = rng.choice((0, 0, 4, 11, 12, 15, 23, 40))
        returning = rng.random() < 0.2
        world.people[commune, slot, cell] = [rng.randrange(30) if returning else next(strangers) for _ in range(count)]
    return world


@pytest.mark.parametrize("seed", range(60))
def test_no_combination_of_shown_tables_isolates_one_to_ten_persons(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 (repeatable worlds)
    world = _world(rng)
    shown = decide(world.tree, world.times, world)
    atoms = sorted(product("123", range(4)))
    tables = []
    for span, nodes in shown.items():
        for node in nodes:
            inside = world.rows(Region(node, span))
            tables.append(tuple(int(atom in inside) for atom in atoms))
    for chosen in isolated_sets(tables, len(atoms)):
        picked = {atom for atom, taken in zip(atoms, chosen, strict=True) if taken}
        assert not world.exposed(picked), (shown, picked)


def test_much_is_shown_when_every_cell_is_large() -> None:
    world = World(grow(LINEAGES[0]), FewMonths())
    for commune, slot, cell in product("123", range(4), range(CELLS)):
        world.people[commune, slot, cell] = [hash((commune, slot, cell, number)) for number in range(20)]
    shown = decide(world.tree, world.times, world)
    assert all(nodes == set(world.tree.nodes) for nodes in shown.values())


def test_a_small_commune_hides_one_sister_and_the_wider_level_stays() -> None:
    world = World(grow(LINEAGES[0]), FewMonths())
    for slot, cell in product(range(4), range(CELLS)):
        world.people["1", slot, cell] = [100 * slot + 1000 * cell + number for number in range(30)]
        world.people["3", slot, cell] = [5000 + 100 * slot + 1000 * cell + number for number in range(30)]
    world.people["2", 0, 0] = [9001, 9002]
    shown = decide(world.tree, world.times, world)[year_of(2025)]
    assert "COM-2" not in shown
    assert {"FR", "REG-75", "DEP-87", "COM-3"} <= shown
    assert "COM-1" not in shown, "the EPCI minus this commune would leave two persons"


def test_pieces_of_an_epci_are_shown_together() -> None:
    world = World(grow(LINEAGES[2]), FewMonths())
    for commune, slot, cell in product("12", range(4), range(CELLS)):
        world.people[commune, slot, cell] = [hash((commune, slot, cell, number)) for number in range(30)]
    world.people["3", 1, 1] = [1, 2, 3]
    shown = decide(world.tree, world.times, world)
    assert not any(node.startswith("EPCI-A@") for nodes in shown.values() for node in nodes)


def test_the_calendar_of_a_year() -> None:
    calendar = calendar_of(2025, PeriodKind.MONTH)
    assert len(calendar.spans) == 17
    assert calendar.longer(month_of(2025, 5)) == quarter_of(2025, 2)
    assert calendar.longer(quarter_of(2025, 2)) == year_of(2025)
    assert calendar.shorter(year_of(2025)) == tuple(quarter_of(2025, number) for number in range(1, 5))
    assert calendar.slots_in(quarter_of(2025, 2)) == {3, 4, 5}
