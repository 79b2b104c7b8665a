"""What a reader does not know: hidden cells, in independent groups, with the lines that tie them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from inclusion_app.observatory.disclosure.equations import Equation
from inclusion_app.observatory.disclosure.solver import INFINITE, Line
from inclusion_app.observatory.disclosure.system import System


@dataclass(frozen=True)
class Component:
    """Hidden cells that depend on each other; lines and bounds by rank in `members`."""

    members: tuple[int, ...]
    lines: tuple[Line, ...]
    most: tuple[float, ...]
    """An upper bound of each, from its lines."""
    truth: tuple[int, ...]

    @property
    def rank(self) -> dict[int, int]:
        return {number: rank for rank, number in enumerate(self.members)}


@dataclass(frozen=True)
class Unknowns:
    """All that remains to be guessed."""

    components: tuple[Component, ...]
    deduced: dict[int, int]
    """Hidden cells that simple subtraction tells, with their count."""


def unknowns(system: System, known: Collection[int]) -> Unknowns:
    """The hidden cells in components, once what one line alone tells is known too."""
    sure = set(known) | {number for number, cell in enumerate(system.cells) if cell.structural}
    lines = [_line(equation) for equation in system.equations]
    deduced = _deduce(system, lines, sure)
    counts = [cell.count for cell in system.cells]
    left = [reduced for terms, equal in lines if (reduced := _reduce(counts, terms, sure, equal=equal)).terms]
    hidden = [number for number in range(len(counts)) if number not in sure]
    return Unknowns(tuple(split(counts, hidden, left)), {number: system.cells[number].count for number in deduced})


def _line(equation: Equation) -> tuple[dict[int, int], bool]:
    terms = {equation.parent: 1}
    for child in equation.children:
        terms[child] = terms.get(child, 0) - 1
    return terms, equation.equal


def _deduce(system: System, lines: Iterable[tuple[dict[int, int], bool]], sure: set[int]) -> list[int]:
    """Add to `sure` what is alone in its line, or among parts that add up to nothing, until no line tells more."""
    found: list[int] = []
    by_cell: dict[int, list[dict[int, int]]] = {}
    waiting = [terms for terms, equal in lines if equal]
    for terms in waiting:
        for number in terms:
            by_cell.setdefault(number, []).append(terms)
    while waiting:
        terms = waiting.pop()
        hidden = [number for number in terms if number not in sure]
        if not hidden or not _tells(system, terms, hidden):
            continue
        sure.update(hidden)
        found += hidden
        waiting += [other for number in hidden for other in by_cell[number]]
    return found


def _tells(system: System, terms: dict[int, int], hidden: list[int]) -> bool:
    """One unknown, or unknowns of one sign whose sum is 0."""
    if len(hidden) == 1:
        return True
    signs = {terms[number] for number in hidden}
    return len(signs) == 1 and sum(system.cells[number].count for number in hidden) == 0


def _reduce(counts: Sequence[int], terms: dict[int, int], sure: Collection[int], *, equal: bool) -> Line:
    """The line over unknown cells only."""
    told = -sum(sign * counts[number] for number, sign in terms.items() if number in sure)
    hidden = {number: sign for number, sign in terms.items() if number not in sure}
    return Line(hidden, told if equal else -INFINITE, told)


def fixed(part: Component, ranks: Collection[int]) -> Iterator[Component]:
    """The components left when some cells are at their true count; members are ranks of the whole component."""
    lines = []
    for line in part.lines:
        told = sum(sign * part.truth[rank] for rank, sign in line.terms.items() if rank in ranks)
        terms = {rank: sign for rank, sign in line.terms.items() if rank not in ranks}
        if terms:
            lines.append(Line(terms, line.low - told, line.high - told))
    return split(part.truth, [rank for rank in range(len(part.members)) if rank not in ranks], lines)


def split(counts: Sequence[int], hidden: Iterable[int], lines: Sequence[Line]) -> Iterator[Component]:
    """Independent groups of hidden cells with their lines."""
    parent = {number: number for number in hidden}

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for line in lines:
        first, *others = (root(number) for number in line.terms)
        for other in others:
            parent[root(other)] = root(first)
    members: dict[int, list[int]] = {}
    for number in parent:
        members.setdefault(root(number), []).append(number)
    tied: dict[int, list[Line]] = {}
    for line in lines:
        tied.setdefault(root(next(iter(line.terms))), []).append(line)
    for key in sorted(members):
        yield _component(counts, sorted(members[key]), tied.get(key, []))


def _component(counts: Sequence[int], members: list[int], lines: list[Line]) -> Component:
    rank = {number: position for position, number in enumerate(members)}
    local = [Line({rank[number]: sign for number, sign in line.terms.items()}, line.low, line.high) for line in lines]
    most = [INFINITE] * len(members)
    for line in local:
        if all(sign > 0 for sign in line.terms.values()):
            most = _tightened(most, line.terms, line.high)
        elif all(sign < 0 for sign in line.terms.values()) and line.low > -INFINITE:
            most = _tightened(most, line.terms, -line.low)
    return Component(tuple(members), tuple(local), tuple(most), tuple(counts[number] for number in members))


def _tightened(most: list[float], terms: Iterable[int], bound: float) -> list[float]:
    for position in terms:
        most[position] = min(most[position], bound)
    return most
