"""Publications one after the other: what one hides, another does not tell."""

from dataclasses import replace

from inclusion_app.observatory.disclosure.audit import audit
from inclusion_app.observatory.disclosure.detail import Tolerance
from inclusion_app.observatory.disclosure.ledger import Ledger, Pattern, Published
from inclusion_app.observatory.disclosure.protect import protect
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import LinkedTables, Row, link
from tests.observatory.disclosure.worlds import make_world

EVERYTHING = (Tolerance(1, 1),)
PLACES: dict[str, str | None] = {"DEP": None, "COM-1": "DEP", "COM-2": "DEP", "COM-3": "DEP"}
MONTHS = [f"2026-{number:02}" for number in range(1, 13)]
SPANS: dict[str, str | None] = {"2026": None, **dict.fromkeys(MONTHS, "2026")}
RULES = Rules()


def counted(rows: dict[Row, dict[str, int]], *, withheld: list[Row] | None = None) -> LinkedTables:
    persons = {row: {**values, "*": sum(values.values())} for row, values in rows.items()}
    return link("age", PLACES, SPANS, rows, persons, withheld=withheld or ())


def published(name: str, tables: LinkedTables, before: Ledger | None = None) -> Ledger:
    before = before or Ledger()
    pattern = protect(tables, RULES, before=before, tolerances=EVERYTHING)
    assert audit(tables, pattern, RULES, before=before).clean
    return Ledger((*before.entries, Published(name, tables, pattern)))


def months(december: dict[str, int]) -> dict[Row, dict[str, int]]:
    rows: dict[Row, dict[str, int]] = {("DEP", month): {"a": 30, "b": 40, "c": 50} for month in MONTHS[:-1]}
    rows["DEP", MONTHS[-1]] = december
    return rows


def year(rows: dict[Row, dict[str, int]]) -> dict[str, int]:
    return {value: sum(row[value] for row in rows.values()) for value in "abc"}


def shown(pattern: Pattern) -> Pattern:
    """All that is offered, as if nothing were secret."""
    return replace(pattern, flags={key: flag if flag is Flag.C else Flag.V for key, flag in pattern.flags.items()})


def test_the_year_does_not_tell_the_twelfth_month() -> None:
    """Eleven months first, December withheld: the year may not be shown as if they were not known."""
    rows = months({"a": 2, "b": 20, "c": 30})
    first = counted(rows, withheld=[("DEP", "2026-12")])
    ledger = published("months", first)
    second = counted(
        {("DEP", "2026"): year(rows), ("DEP", "2026-12"): rows["DEP", "2026-12"]}, withheld=[("DEP", "2026-12")]
    )
    pattern = protect(second, RULES, before=ledger, tolerances=EVERYTHING)
    assert audit(second, pattern, RULES, before=ledger).clean
    assert not pattern.shown("age|DEP|2026|a")
    exposed = audit(second, shown(pattern), RULES, before=ledger).exposed
    assert "age|DEP|2026-12|a" in {exposure.key for exposure in exposed}


def test_the_same_again_is_the_same() -> None:
    rows = months({"a": 2, "b": 20, "c": 30})
    rows["DEP", "2026"] = year(rows)
    tables = counted(rows)
    ledger = published("one", tables)
    again = protect(tables, RULES, before=ledger, tolerances=EVERYTHING)
    assert again.flags == ledger.entries[0].pattern.flags


def test_a_correction_keeps_the_pattern() -> None:
    rows = months({"a": 2, "b": 20, "c": 30})
    rows["DEP", "2026"] = year(rows)
    ledger = published("one", counted(rows))
    old = ledger.entries[0].pattern
    mended = {**rows, ("DEP", "2026-03"): {"a": 31, "b": 40, "c": 50}}
    mended["DEP", "2026"] = {**rows["DEP", "2026"], "a": rows["DEP", "2026"]["a"] + 1}
    after = published("two", counted(mended), ledger).entries[-1].pattern
    assert {key for key in old.flags if not old.shown(key)} <= {key for key in after.flags if not after.shown(key)}
    assert after.shown("age|DEP|2026-03|c")


def test_communes_added_afterwards_do_not_open_what_was_hidden() -> None:
    """A new level: the département first, its communes later."""
    communes: dict[Row, dict[str, int]] = {
        ("COM-1", "2026"): {"a": 2, "b": 30, "c": 40},
        ("COM-2", "2026"): {"a": 3, "b": 50, "c": 40},
        ("COM-3", "2026"): {"a": 1, "b": 60, "c": 40},
    }
    whole = {("DEP", "2026"): year(communes)}
    ledger = published("département", counted({**whole, **communes}, withheld=list(communes)))
    assert not ledger.entries[0].pattern.shown("age|DEP|2026|a")
    after = published("communes", counted({**whole, **communes}), ledger).entries[-1].pattern
    assert not after.shown("age|DEP|2026|a")
    assert all(not after.shown(f"age|{commune}|2026|a") for commune, _ in communes)


def test_communes_that_merged() -> None:
    """Last year by old communes, then the same year by the new one: the new hierarchy says what it is made of."""
    old: dict[Row, dict[str, int]] = {
        ("COM-1", "2026"): {"a": 25, "b": 30, "c": 40},
        ("COM-2", "2026"): {"a": 3, "b": 50, "c": 40},
        ("COM-3", "2026"): {"a": 20, "b": 60, "c": 40},
    }
    ledger = published("old", counted({("DEP", "2026"): year(old), **old}))
    nodes: dict[str, str | None] = {"DEP": None, "COM-9": "DEP", "COM-1": "COM-9", "COM-2": "COM-9", "COM-3": "DEP"}
    merged = {value: old["COM-1", "2026"][value] + old["COM-2", "2026"][value] for value in "abc"}
    rows: dict[Row, dict[str, int]] = {
        ("COM-9", "2026"): merged,
        ("COM-3", "2026"): old["COM-3", "2026"],
        ("DEP", "2026"): year(old),
    }
    persons = {row: {**values, "*": sum(values.values())} for row, values in rows.items()}
    tables = link("age", nodes, SPANS, rows, persons)
    pattern = protect(tables, RULES, before=ledger, tolerances=EVERYTHING)
    assert audit(tables, pattern, RULES, before=ledger).clean
    exposed = audit(tables, shown(pattern), RULES, before=ledger).exposed
    assert "age|COM-2|2026|a" in {exposure.key for exposure in exposed}


def test_worlds_published_in_two_times() -> None:
    """Some rows first, all of them later, in worlds made at random; then two visits fewer."""
    rules = Rules(n=5)
    for seed in range(45):
        world = make_world(seed)
        tables = world.tables()
        first = replace(tables, withheld=frozenset(tables.rows[seed % 3 :: 2]))
        ledger = Ledger((Published("one", first, protect(first, rules, tolerances=EVERYTHING)),))
        second = protect(tables, rules, before=ledger, tolerances=EVERYTHING)
        found = audit(tables, second, rules, before=ledger)
        assert (found.exposed, found.inherited) == ((), ()), f"world {seed}"
        for key, flag in ledger.entries[0].pattern.flags.items():
            assert (flag is not Flag.V) or second.shown(key), f"world {seed}, {key}"
        mended = replace(world, visits=world.visits[:-2]).tables()
        ledger = Ledger((*ledger.entries, Published("two", tables, second)))
        third = protect(mended, rules, before=ledger, tolerances=EVERYTHING)
        assert audit(mended, third, rules, before=ledger).clean, f"world {seed}"
