"""A thousand small worlds, protected, then attacked by the audit and by patience; and by all sets that sums isolate."""

from collections.abc import Iterable

import pytest

from inclusion_app.observatory.disclosure.audit import audit
from inclusion_app.observatory.disclosure.detail import Tolerance
from inclusion_app.observatory.disclosure.ledger import Pattern
from inclusion_app.observatory.disclosure.protect import protect
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables
from tests.observatory.attack import isolated_sets
from tests.observatory.disclosure.brute import Attacker
from tests.observatory.disclosure.worlds import Atom, World, make_world

RULES = Rules(n=5)
EVERYTHING = (Tolerance(1, 1),)
"""All is offered, so that much must be hidden."""
WORLDS, BLOCKS = 1000, 20


def made(seed: int) -> tuple[World, LinkedTables, Pattern]:
    world = make_world(seed)
    tables = world.tables()
    return world, tables, protect(tables, RULES, tolerances=EVERYTHING)


def shown_sets(world: World, tables: LinkedTables, pattern: Pattern) -> dict[frozenset[Atom], int]:
    return {world.atoms_of(cell.row, cell.value): cell.count for cell in tables.cells if pattern.shown(cell.key)}


def sensitive(tables: LinkedTables, pattern: Pattern) -> Iterable[tuple[str, str, str]]:
    """Node, span, value of the cells with few persons, by counting them here."""
    for cell in tables.cells:
        if cell.value != TOTAL and cell.count > 0 and cell.persons < RULES.n:
            assert not pattern.shown(cell.key)
            yield cell.node, cell.span, cell.value


@pytest.mark.parametrize("block", range(BLOCKS))
def test_no_cell_can_be_computed(block: int) -> None:
    for seed in range(block, WORLDS, BLOCKS):
        world, tables, pattern = made(seed)
        wanted = [
            (world.atoms_of((node, span), value), world.count(world.atoms_of((node, span), TOTAL)))
            for node, span, value in sensitive(tables, pattern)
        ]
        attacker = Attacker(list(shown_sets(world, tables, pattern).items()), [atoms for atoms, _ in wanted])
        for atoms, total in wanted:
            possible = all(attacker.can_be(atoms, value) for value in range(min(RULES.n - 1, total) + 1))
            assert possible, f"world {seed}, {sorted(atoms)}"


@pytest.mark.parametrize("block", range(4))
def test_the_audit_agrees(block: int) -> None:
    for seed in range(block, 120, 4):
        _, tables, pattern = made(seed)
        assert audit(tables, pattern, RULES).clean, f"world {seed}"


@pytest.mark.parametrize("block", range(4))
def test_no_sum_isolates_few_persons(block: int) -> None:
    """Any combination of shown cells, whatever its signs: bare totals alone may isolate few persons."""
    for seed in range(block, 120, 4):
        world, tables, pattern = made(seed)
        bare = [world.atoms_of(cell.row, TOTAL) for cell in tables.cells if cell.value == TOTAL]
        allowed = set(occupied_sets(world, bare))
        for atoms in occupied_sets(world, list(shown_sets(world, tables, pattern))):
            few = 0 < world.persons(atoms) < RULES.n
            assert not few or atoms in allowed, f"world {seed}, {sorted(atoms)}"


def occupied_sets(world: World, cells: list[frozenset[Atom]]) -> Iterable[frozenset[Atom]]:
    """What these cells isolate, less the atoms where nobody came."""
    occupied = {atom for _, atom in world.visits}
    vectors = sorted({tuple(int(atom in cell) for atom in world.atoms) for cell in cells})
    for vector in isolated_sets(vectors, len(world.atoms)):
        yield frozenset(atom for atom, inside in zip(world.atoms, vector, strict=True) if inside and atom in occupied)


def test_the_attacks_find_what_is_left_open() -> None:
    """Without the cells hidden for the sake of others, all three attacks succeed."""
    for seed in range(40):
        world, tables, pattern = made(seed)
        bare = {key: Flag.V if flag is Flag.D else flag for key, flag in pattern.flags.items()}
        if bare == pattern.flags:
            continue
        open_pattern = Pattern(bare, pattern.detail)
        if audit(tables, open_pattern, RULES).clean:
            continue
        cells = [world.atoms_of(cell.row, cell.value) for cell in tables.cells]
        attacker = Attacker(list(shown_sets(world, tables, open_pattern).items()), cells)
        wanted = list(sensitive(tables, open_pattern))
        if not all(
            attacker.can_be(world.atoms_of((node, span), value), number)
            for node, span, value in wanted
            for number in range(min(RULES.n - 1, world.count(world.atoms_of((node, span), TOTAL))) + 1)
        ):
            return
    pytest.fail("no world was left open")


def test_same_input_same_pattern() -> None:
    for seed in range(12):
        _, _, pattern = made(seed)
        again = protect(make_world(seed).tables(), RULES, tolerances=EVERYTHING)
        assert (again.flags, again.detail) == (pattern.flags, pattern.detail)
