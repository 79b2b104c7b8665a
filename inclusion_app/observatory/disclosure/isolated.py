"""Sums of hidden cells that subtraction tells: together they must have as many persons behind as a cell that is shown.

Intervals speak of accompaniments; this speaks of persons. Twenty visits of one person and twenty of another, hidden
side by side, hide each other by their numbers, but their sum would tell the visits of two persons.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from inclusion_app.observatory.disclosure.equations import Axis, Equation
from inclusion_app.observatory.disclosure.primary import flag_of
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.system import System

ORDERS = ((Axis.PLACES, Axis.TIMES, Axis.VALUES), (Axis.TIMES, Axis.PLACES, Axis.VALUES))


@dataclass(frozen=True)
class Isolated:
    """A known cell less known parts: a sum of hidden cells that is not by itself a cell that may be shown."""

    whole: int
    hidden: tuple[int, ...]
    removed: tuple[int, ...]
    secret: tuple[int, ...]
    """The hidden ones that are secret by themselves."""
    missing: int
    """How many more persons there should be behind the sum."""


def isolated_sums(system: System, known: Collection[int], rules: Rules) -> Iterator[Isolated]:
    """The sums with too few persons behind."""
    parts = _parts(system)
    sums = [
        (equation.parent, *_expand(parts, equation, known, order))
        for equation in system.equations
        if equation.equal and equation.parent in known and not _tells_nothing(system, equation, known)
        for order in ORDERS
    ]
    shown = {frozenset(hidden) for _, hidden, removed in sums if not removed}
    for whole, hidden, removed in sums:
        if frozenset(hidden) not in shown:
            found = _weigh(system, whole, hidden, removed, rules)
            if found:
                yield found


def _parts(system: System) -> dict[tuple[int, Axis], Equation]:
    return {(equation.parent, equation.axis): equation for equation in system.equations if equation.equal}


def _tells_nothing(system: System, equation: Equation, known: Collection[int]) -> bool:
    """A bare total all of whose values are hidden, or nothing hidden at all."""
    hidden = [child for child in equation.children if child not in known]
    bare = equation.axis is Axis.VALUES and equation.parent in system.always
    return not hidden or (bare and len(hidden) == len(equation.children))


def _expand(
    parts: dict[tuple[int, Axis], Equation], equation: Equation, known: Collection[int], order: tuple[Axis, ...]
) -> tuple[list[int], list[int]]:
    """The smallest hidden cells inside, and the known ones that are subtracted on the way."""
    hidden: list[int] = []
    removed: list[int] = []
    waiting = list(equation.children)
    while waiting:
        number = waiting.pop()
        if number in known:
            removed.append(number)
            continue
        inner = next((parts[number, axis] for axis in order if (number, axis) in parts), None)
        if inner:
            waiting.extend(inner.children)
        else:
            hidden.append(number)
    return sorted(hidden), sorted(removed)


def _weigh(system: System, whole: int, hidden: list[int], removed: list[int], rules: Rules) -> Isolated | None:
    cells = system.cells
    filled = [number for number in hidden if cells[number].count]
    secret = tuple(number for number in filled if flag_of(cells[number], rules) is Flag.A)
    if not secret:
        return None
    behind = cells[whole].persons - sum(cells[number].persons for number in removed)
    behind = max(behind, *(cells[number].persons for number in filled))
    alone = any(cells[number].persons == 1 for number in filled)
    missing = rules.n + alone - behind
    return Isolated(whole, tuple(hidden), tuple(removed), secret, missing) if missing > 0 else None
