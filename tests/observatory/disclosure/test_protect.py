"""What is shown and hidden, by hand, and inputs that nobody wishes for."""

import pickle

import pytest

from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.disclosure.audit import audit
from inclusion_app.observatory.disclosure.detail import Tolerance
from inclusion_app.observatory.disclosure.protect import protect
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import LinkedTables, link

EVERYTHING = (Tolerance(1, 1),)
PLACES = {"DEP": None, "EPCI": "DEP", "COM-1": "EPCI", "COM-2": "EPCI"}
SPANS = {"2026": None, **{f"2026-T{number}": "2026" for number in range(1, 5)}}
Table = dict[tuple[str, str], dict[str, int]]


def flags(tables: LinkedTables, *, rules: Rules | None = None, tolerance: Tolerance = EVERYTHING[0]) -> dict[str, str]:
    """The flag of each cell by its short name; what is protected is audited too."""
    rules = rules or Rules()
    pattern = protect(tables, rules, tolerances=[tolerance])
    assert audit(tables, pattern, rules).clean
    return {key.split("|", 1)[1]: str(flag) for key, flag in pattern.flags.items()}


def counted(rows: Table) -> LinkedTables:
    """Every accompaniment of another person."""
    persons = {row: {**values, "*": sum(values.values())} for row, values in rows.items()}
    return link("age", PLACES, SPANS, rows, persons)


def test_one_row_hides_two_cells() -> None:
    """The smallest that is enough keeps it company."""
    found = flags(counted({("DEP", "2026"): {"a": 3, "b": 40, "c": 15, "d": 90}}))
    assert found == {"DEP|2026|a": "A", "DEP|2026|b": "V", "DEP|2026|c": "D", "DEP|2026|d": "V", "DEP|2026|*": "V"}


def test_two_small_cells_that_are_not_enough_hide_a_third() -> None:
    found = flags(counted({("DEP", "2026"): {"a": 3, "b": 4, "c": 15, "d": 90}}))
    assert [name for name, flag in found.items() if flag != "V"] == ["DEP|2026|a", "DEP|2026|b", "DEP|2026|c"]


def test_two_small_cells_that_are_enough_hide_nothing_more() -> None:
    found = flags(counted({("DEP", "2026"): {"a": 6, "b": 7, "c": 15, "d": 90}}))
    assert [name for name, flag in found.items() if flag != "V"] == ["DEP|2026|a", "DEP|2026|b"]


def test_a_commune_cannot_be_found_by_subtraction() -> None:
    """Four cells: in its row, and in the other commune's."""
    rows = {("COM-1", "2026"): {"a": 3, "b": 40, "c": 50}, ("COM-2", "2026"): {"a": 30, "b": 45, "c": 55}}
    rows["EPCI", "2026"] = {value: rows["COM-1", "2026"][value] + rows["COM-2", "2026"][value] for value in "abc"}
    found = flags(counted(rows))
    assert sorted(name for name, flag in found.items() if flag != "V") == [
        "COM-1|2026|a",
        "COM-1|2026|b",
        "COM-2|2026|a",
        "COM-2|2026|b",
    ]


def test_a_quarter_cannot_be_found_from_the_year() -> None:
    rows = {("DEP", f"2026-T{number}"): {"a": 3 if number == 2 else 20 + number, "b": 60} for number in range(1, 5)}
    rows["DEP", "2026"] = {value: sum(row[value] for row in rows.values()) for value in "ab"}
    found = flags(counted(rows))
    hidden = {name for name, flag in found.items() if flag != "V"}
    assert hidden == {"DEP|2026-T1|a", "DEP|2026-T1|b", "DEP|2026-T2|a", "DEP|2026-T2|b"}


def test_all_under_n_gives_the_bare_total_alone() -> None:
    tables = counted({("COM-1", "2026"): {"a": 3, "b": 4, "c": 2}})
    assert set(flags(tables).values()) == {"C", "V"}
    assert flags(tables)["COM-1|2026|*"] == "V"
    assert protect(tables, Rules()).offered("COM-1", "2026") == ()


def test_zeros_are_shown_and_empty_tables_are_nothing() -> None:
    assert set(flags(counted({("DEP", "2026"): {"a": 0, "b": 0}})).values()) == {"V"}
    assert flags(link("age", PLACES, SPANS, {}, {})) == {}
    assert protect(link("age", PLACES, SPANS, {}, {}), Rules()).statistics.cells_kept == 1


def test_one_value_is_the_bare_total() -> None:
    """Nothing is told that the total does not tell."""
    assert flags(counted({("DEP", "2026"): {"a": 30}}))["DEP|2026|a"] == "V"
    assert flags(counted({("COM-1", "2026"): {"a": 3}}))["COM-1|2026|a"] == "C"


def test_visits_of_few_persons_are_few() -> None:
    rows = {("DEP", "2026"): {"a": 40, "b": 60, "c": 70}}
    tables = link("age", PLACES, SPANS, rows, {("DEP", "2026"): {"a": 2, "b": 50, "c": 50, "*": 102}})
    assert flags(tables)["DEP|2026|a"] == "A"


def test_a_count_of_persons_has_no_bare_total() -> None:
    rows = {("COM-1", "2026"): {"followed": 4}, ("COM-2", "2026"): {"followed": 30}, ("EPCI", "2026"): {"followed": 34}}
    tables = link("followed", PLACES, SPANS, rows, rows, activity=False, distinct=True)
    found = flags(tables)
    assert found["COM-1|2026|*"] != "V"
    assert found["COM-2|2026|*"] != "V" or found["EPCI|2026|*"] != "V"


def test_several_values_at_once_do_not_add_up() -> None:
    """Themes: three accompaniments in one place, and nothing to subtract from inside its row."""
    rows = {("COM-1", "2026"): {"a": 30, "b": 3, "*": 31}, ("COM-2", "2026"): {"a": 40, "b": 35, "*": 50}}
    rows["EPCI", "2026"] = {"a": 70, "b": 38, "*": 81}
    tables = link("theme", PLACES, SPANS, rows, rows, additive=False)
    found = flags(tables)
    assert found["COM-1|2026|b"] == "A"
    assert "D" in (found["COM-2|2026|b"], found["EPCI|2026|b"])


def test_everyone_in_one_cell_says_it_of_each() -> None:
    rows = {("DEP", "2026"): {"yes": 0, "no": 60}}
    assert set(flags(counted(rows)).values()) == {"V"}
    tables = link("disability", PLACES, SPANS, rows, {("DEP", "2026"): {"no": 60, "*": 60}}, sensitive=True)
    assert flags(tables) == {"DEP|2026|no": "B", "DEP|2026|yes": "A", "DEP|2026|*": "V"}


def test_structures() -> None:
    """Fewer than three, or one that makes nearly all."""
    rows = {("DEP", "2026"): {"a": 100, "b": 100, "c": 100, "d": 400}}
    persons = {("DEP", "2026"): {"a": 90, "b": 90, "c": 90, "d": 300, "*": 600}}
    brought = {("DEP", "2026"): {"a": [50, 50], "b": [5, 5, 90], "c": [30, 30, 40], "d": [200, 100, 100]}}
    found = flags(link("place", PLACES, SPANS, rows, persons, contributors=brought))
    assert (found["DEP|2026|a"], found["DEP|2026|b"], found["DEP|2026|c"]) == ("A", "B", "V")


def test_ages_become_three_groups_before_anything_is_hidden() -> None:
    ages = {"18_24": 4, "25_39": 30, "40_49": 3, "50_59": 40, "60_69": 2, "70_plus": 31}
    groups = {"young": ["18_24", "25_39"], "middle": ["40_49", "50_59"], "old": ["60_69", "70_plus"]}
    known = {"young": 34, "middle": 43, "old": 33, "*": 110}
    row = ("COM-1", "2026")
    tables = link("age", PLACES, SPANS, {row: ages}, {row: {**ages, **known}}, groups=groups)
    pattern = protect(tables, Rules())
    assert pattern.offered(*row) == ("middle", "old", "young")
    assert pattern.statistics.cells_kept == 1
    assert pattern.flags["age|COM-1|2026|18_24"] is Flag.C


def test_n_may_be_raised_and_lowered_down_to_five() -> None:
    rows: Table = {("DEP", "2026"): {"a": 8, "b": 40, "c": 15}}
    assert flags(counted(rows), rules=Rules(n=5))["DEP|2026|a"] == "V"
    assert flags(counted(rows), rules=Rules(n=20))["DEP|2026|c"] == "A"
    with pytest.raises(DomainError):
        Rules(n=4)


def test_numbers_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to more"):
        protect(counted({("EPCI", "2026"): {"a": 30}, ("COM-1", "2026"): {"a": 40}}), Rules())
    with pytest.raises(ValueError, match="negative"):
        counted({("DEP", "2026"): {"a": -1}})
    with pytest.raises(ValueError, match="inside itself"):
        link("age", {"a": "b", "b": "a"}, SPANS, {}, {})
    with pytest.raises(ValueError, match="unknown"):
        counted({("MOON", "2026"): {"a": 1}})


def test_no_time_hides_all_but_bare_totals() -> None:
    tables = counted({("DEP", "2026"): {"a": 3, "b": 4, "c": 15, "d": 90}})
    pattern = protect(tables, Rules(), seconds=0, tolerances=EVERYTHING)
    assert pattern.statistics.limited
    assert [key for key in pattern.flags if pattern.shown(key)] == ["age|DEP|2026|*"]
    assert audit(tables, pattern, Rules()).clean


def test_everything_crosses_processes() -> None:
    tables = counted({("DEP", "2026"): {"a": 3, "b": 4, "c": 15, "d": 90}})
    pattern = protect(*pickle.loads(pickle.dumps((tables, Rules()))), tolerances=EVERYTHING)  # noqa: S301 (made here)
    found = audit(tables, pattern, Rules())
    assert pickle.loads(pickle.dumps((pattern, found))) == (pattern, found)  # noqa: S301


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    tables = counted({("DEP", "2026"): {"a": 3, "b": 4, "c": 15, "d": 90}})
    protect(tables, Rules(), progress=lambda done, total: told.append((done, total)))
    assert told
    assert all(done <= total for done, total in told)
