"""Protection and audit of each breakdown, in processes of their own when there is much to do."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from os import cpu_count

from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.disclosure.audit import Audit, audit
from inclusion_app.observatory.disclosure.ledger import Ledger, Pattern
from inclusion_app.observatory.disclosure.protect import protect
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, link
from inclusion_app.observatory.publishing.gathering import Gathered
from inclusion_app.observatory.publishing.rules import breakdown_of, parents_of_spans

MANY_CELLS = 20_000
"""From here, breakdowns are protected in processes beside each other."""
MOST_PROCESSES = 2
SECONDS = 120.0
NARROWEST = 5


@dataclass(frozen=True)
class Work:
    """One breakdown to protect."""

    tables: LinkedTables
    rules: Rules
    before: Ledger


@dataclass(frozen=True)
class Protected:
    """One breakdown, protected and attacked."""

    tables: LinkedTables
    pattern: Pattern
    audit: Audit


def tables_of(gathered: Gathered, key: str, year: int, extra: Mapping[str, str]) -> LinkedTables:
    """The linked tables of a breakdown; `extra` holds communes of before, inside those of today."""
    met = {value for numbers in gathered.counts[key].values() for value, count in numbers.items() if count}
    breakdown = breakdown_of(key).without_unmet(met)
    given = (*breakdown.values, TOTAL)
    counts = {row: {value: numbers[value] for value in given} for row, numbers in gathered.counts[key].items()}
    return link(
        key,
        {**extra, **gathered.nodes},
        parents_of_spans(year),
        counts,
        gathered.persons[key],
        values=breakdown.values,
        groups=breakdown.groups,
        additive=breakdown.additive,
    )


def protect_one(work: Work) -> Protected:
    """Protect, attack; when something is exposed all the same, show nothing new of this breakdown, and attack again."""
    pattern = protect(work.tables, work.rules, before=work.before, seconds=SECONDS)
    found = audit(work.tables, pattern, work.rules, before=work.before)
    if not found.clean:
        pattern = all_hidden(work.tables)
        found = audit(work.tables, pattern, work.rules, before=work.before)
    return Protected(work.tables, pattern, found)


def all_hidden(tables: LinkedTables) -> Pattern:
    """The bare totals alone."""
    flags = {cell.key: Flag.V if cell.value == TOTAL else Flag.C for cell in tables.cells}
    return Pattern(flags, dict.fromkeys(tables.rows, ()))


def protect_all(works: Sequence[Work], progress: Progress = silent) -> dict[str, Protected]:
    """Each breakdown protected, by key; the same whatever the number of processes."""
    found: dict[str, Protected] = {}
    for done, one in enumerate(_results(works), start=1):
        found[one.tables.breakdown] = one
        progress(done, len(works))
    return {work.tables.breakdown: found[work.tables.breakdown] for work in works}


def _results(works: Sequence[Work]) -> Iterator[Protected]:
    if sum(len(work.tables.cells) for work in works) < MANY_CELLS or (cpu_count() or 1) < MOST_PROCESSES:
        yield from map(protect_one, works)
        return
    with ProcessPoolExecutor(MOST_PROCESSES, mp_context=get_context("spawn")) as pool:
        yield from (future.result() for future in as_completed([pool.submit(protect_one, work) for work in works]))
