"""The intervals of the audit against all solutions, one by one."""

from inclusion_app.observatory.disclosure.audit import Interval, audit
from inclusion_app.observatory.disclosure.ledger import Pattern
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import LinkedTables, key_of, link
from tests.observatory.disclosure.brute import solutions

COMMUNES = {"DEP": None, "COM-1": "DEP", "COM-2": "DEP", "COM-3": "DEP"}
YEAR = {"2026": None}


def three_communes(*rows: tuple[int, int, int]) -> LinkedTables:
    """Three communes and their département, three values, every accompaniment of another person."""
    values = ("a", "b", "c")
    counts = {(f"COM-{number}", "2026"): dict(zip(values, row, strict=True)) for number, row in enumerate(rows, 1)}
    counts["DEP", "2026"] = {value: sum(row[rank] for row in rows) for rank, value in enumerate(values)}
    return link("age", COMMUNES, YEAR, counts, counts)


def hiding(tables: LinkedTables, *names: str) -> Pattern:
    """All shown but these, given as "COM-1 a"."""
    hidden = {key_of("age", name.split()[0], "2026", name.split()[1]) for name in names}
    flags = {cell.key: Flag.A if cell.key in hidden else Flag.V for cell in tables.cells}
    return Pattern(flags, dict.fromkeys(tables.rows, tables.values))


def test_one_hidden_cell_is_computed_at_once() -> None:
    tables = three_communes((3, 40, 50), (30, 40, 50), (30, 40, 50))
    found = audit(tables, hiding(tables, "COM-1 a"), Rules())
    assert [(exposure.key, exposure.interval) for exposure in found.exposed] == [
        ("age|COM-1|2026|a", Interval(3, 3)),
    ]
    assert not found.clean


def test_a_square_of_four_gives_intervals() -> None:
    """3 and 12 in a row, 20 and 15 below: adding one to the first takes one from its neighbours."""
    tables = three_communes((3, 12, 50), (20, 15, 50), (30, 40, 50))
    found = audit(tables, hiding(tables, "COM-1 a", "COM-1 b", "COM-2 a", "COM-2 b"), Rules())
    assert found.intervals == {
        "age|COM-1|2026|a": Interval(0, 15),
        "age|COM-1|2026|b": Interval(0, 15),
        "age|COM-2|2026|a": Interval(8, 23),
        "age|COM-2|2026|b": Interval(12, 27),
    }
    assert found.clean
    assert found.narrowest(1) == [("age|COM-1|2026|a", Interval(0, 15))]


def test_a_square_that_is_too_tight_is_exposed() -> None:
    tables = three_communes((3, 4, 50), (20, 15, 50), (30, 40, 50))
    found = audit(tables, hiding(tables, "COM-1 a", "COM-1 b", "COM-2 a", "COM-2 b"), Rules())
    assert {exposure.key for exposure in found.exposed} == {"age|COM-1|2026|a", "age|COM-1|2026|b"}
    assert found.intervals["age|COM-1|2026|a"] == Interval(0, 7)


def test_intervals_are_those_of_all_solutions() -> None:
    tables = three_communes((3, 2, 4), (1, 5, 2), (2, 0, 6))
    names = ["COM-1 a", "COM-1 b", "COM-2 a", "COM-2 b", "COM-2 c", "COM-3 a", "COM-3 c", "COM-1 c"]
    pattern = hiding(tables, *names)
    sums = []
    for cell in tables.cells:
        if pattern.shown(cell.key):
            places = [cell.node] if cell.node != "DEP" else ["COM-1", "COM-2", "COM-3"]
            values = [cell.value] if cell.value != "*" else ["a", "b", "c"]
            sums.append((frozenset((place, value) for place in places for value in values), cell.count))
    every = list(solutions(sums))
    found = audit(tables, pattern, Rules(n=5))
    for name in names:
        place, value = name.split()
        numbers = {solution[place, value] for solution in every}
        assert found.intervals[key_of("age", place, "2026", value)] == Interval(min(numbers), max(numbers))


def test_few_persons_behind_many_visits_are_exposed_by_their_sum() -> None:
    """Two cells of twenty visits hide each other by numbers, but their sum is of two persons."""
    counts = {("DEP", "2026"): {"a": 20, "b": 20, "c": 60}}
    persons = {("DEP", "2026"): {"a": 1, "b": 1, "c": 60, "*": 62}}
    tables = link("age", COMMUNES, YEAR, counts, persons)
    found = audit(tables, hiding(tables, "DEP a", "DEP b"), Rules())
    assert {(exposure.key, exposure.reason) for exposure in found.exposed} == {
        ("age|DEP|2026|a", "persons"),
        ("age|DEP|2026|b", "persons"),
    }


def test_somebody_alone_in_a_cell_does_not_learn_of_the_other() -> None:
    """One person here and ten there are eleven, but the one would know of the ten by subtracting herself."""
    counts = {("DEP", "2026"): {"a": 1, "b": 10, "c": 60}}
    tables = link("age", COMMUNES, YEAR, counts, {("DEP", "2026"): {"a": 1, "b": 10, "c": 60, "*": 71}})
    assert not audit(tables, hiding(tables, "DEP a", "DEP b"), Rules()).clean
    counts = {("DEP", "2026"): {"a": 2, "b": 10, "c": 60}}
    tables = link("age", COMMUNES, YEAR, counts, {("DEP", "2026"): {"a": 2, "b": 10, "c": 60, "*": 72}})
    assert audit(tables, hiding(tables, "DEP a", "DEP b"), Rules()).clean
