"""How long statistical secrecy takes to protect and attack a publication, and what stays readable.

`python -m benchmarks.secrecy [RECORDS] [YEARS] [PROCESSES]`: a région, a département of 200 communes in 10 EPCI, three
years, eight breakdowns; communes by year, EPCI by quarter, département and région by month. RECORDS people over the
years, shared among places and values as towns and ages are: few large, many small, some of whom come four times.
Prints seconds, exposed cells, shares kept.
"""

import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from time import perf_counter, process_time

from inclusion_app.observatory.disclosure.audit import audit
from inclusion_app.observatory.disclosure.protect import protect
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import TOTAL, LinkedTables, Row, link

COMMUNES, EPCI = 200, 10
ELSEWHERE = 0.6
"""Accompaniments of the other départements of the région, for one here."""

BREAKDOWNS: dict[str, tuple[tuple[float, ...], dict[str, tuple[int, ...]]]] = {
    "age": (
        (2, 8, 18, 15, 17, 20, 14, 6, 3),
        {"jeunes": (0, 1, 2), "milieu": (3, 4), "aines": (5, 6, 7), "inconnu_": (8,)},
    ),
    "genre": ((52, 44, 4), {}),
    "statut": ((30, 22, 18, 12, 8, 5, 3, 2), {"emploi": (1, 3), "sans_emploi": (2, 4), "autres": (0, 5, 6, 7)}),
    "autonomie": ((40, 30, 20, 10), {}),
    "orientation": ((78, 9, 6, 4, 2, 1), {"orientes": (1, 2, 3, 4, 5), "sur_place": (0,)}),
    "lieu": ((70, 12, 8, 6, 4), {"sur_place": (0,), "ailleurs": (1, 2, 3, 4)}),
    "demarche": ((25, 20, 15, 12, 9, 7, 5, 4, 2, 1), {"social": (0, 1, 2), "etat": (3, 4, 5), "autre": (6, 7, 8, 9)}),
    "duree": ((35, 40, 18, 7), {}),
}


@dataclass(frozen=True)
class Result:
    name: str
    protection: float
    attack: float
    exposed: int
    offered: int
    shown: int
    counted: int
    told: int
    full: int


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    years = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    processes = int(sys.argv[3]) if len(sys.argv) > 3 else 2
    jobs = [(records // years, 2024 + year, name) for year in range(years) for name in BREAKDOWNS]
    started = perf_counter()
    results = []
    with ProcessPoolExecutor(processes) as pool:
        for result in pool.map(measure, jobs):
            results.append(result)
            report(result)
    total = Result(
        "everything",
        max(result.protection for result in results),
        max(result.attack for result in results),
        *(
            sum(getattr(result, name) for result in results)
            for name in ("exposed", "offered", "shown", "counted", "told", "full")
        ),
    )
    report(total)
    print(f"{perf_counter() - started:.1f} s in all on {processes} processes")
    assert total.exposed == 0


def report(result: Result) -> None:
    print(
        f"{result.name:18} protection {result.protection:6.2f} s  attack {result.attack:6.2f} s  "
        f"exposed {result.exposed}  cells kept {result.shown / max(1, result.offered):6.1%} of {result.offered:6}  "
        f"information kept {result.told / max(1, result.counted):6.1%}  "
        f"offered {result.counted / max(1, result.full):6.1%} of the finest",
        flush=True,
    )


def measure(job: tuple[int, int, str]) -> Result:
    """Protect then attack one breakdown of one year; seconds of processor, whatever else the machine does."""
    records, year, name = job
    tables, rules = made(records, year, name), Rules()
    started = process_time()
    pattern = protect(tables, rules)
    protected = process_time()
    found = audit(tables, pattern, rules)
    attacked = process_time()
    fine = [cell for cell in tables.cells if cell.value != TOTAL]
    offered = [cell for cell in fine if pattern.flags[cell.key] is not Flag.C]
    shown = [cell for cell in offered if pattern.shown(cell.key)]
    return Result(
        f"{name} {year}",
        protected - started,
        attacked - protected,
        len(found.exposed),
        len(offered),
        len(shown),
        sum(cell.count for cell in offered),
        sum(cell.count for cell in shown),
        sum(cell.count for cell in fine if cell.value in tables.values),
    )


def made(records: int, year: int, name: str) -> LinkedTables:
    """The tables of one breakdown over one year; half of the accompaniments are of people who come four times."""
    rng = random.Random(f"{records} {year} {name}")
    weights, groups = BREAKDOWNS[name]
    values = [f"{name}_{rank:02}" for rank in range(len(weights))]
    communes = [f"COM-87{rank:03}" for rank in range(COMMUNES)]
    epci = {commune: f"EPCI-{rank % EPCI}@87" for rank, commune in enumerate(communes)}
    nodes: dict[str, str | None] = {
        "REG-75": None,
        "DEP-87": "REG-75",
        **dict.fromkeys(epci.values(), "DEP-87"),
        **epci,
    }
    spans = _spans(year)
    bands = {group: [values[rank] for rank in ranks] for group, ranks in groups.items()}
    counts: dict[Row, Counter[str]] = {}
    people: dict[tuple[Row, str], set[int]] = {}
    tastes = {commune: [weight * rng.uniform(0.5, 1.6) for weight in weights] for commune in communes}
    towns = [1 / (rank + 1) for rank in range(COMMUNES)]
    for person in range(records):
        visits = 4 if rng.random() < 0.15 else 1
        here = rng.random() > ELSEWHERE / (1 + ELSEWHERE)
        commune = rng.choices(communes, towns)[0] if here else None
        value = rng.choices(values, tastes[commune] if commune else weights)[0]
        for _ in range(visits):
            month = rng.randrange(12)
            for row in _rows(commune, epci, year, month):
                counts.setdefault(row, Counter())[value] += 1
                for held in (value, TOTAL, *(group for group, members in bands.items() if value in members)):
                    people.setdefault((row, held), set()).add(person)
    persons: dict[Row, dict[str, int]] = {}
    for (row, value), behind in people.items():
        persons.setdefault(row, {})[value] = len(behind)
    return link(name, nodes, spans, counts, persons, values=values, groups=bands)


def _spans(year: int) -> dict[str, str | None]:
    quarters = {f"{year}-T{number}": str(year) for number in range(1, 5)}
    months = {f"{year}-{month:02}": f"{year}-T{(month + 2) // 3}" for month in range(1, 13)}
    return {str(year): None, **quarters, **months}


def _rows(commune: str | None, epci: dict[str, str], year: int, month: int) -> list[Row]:
    spans = [str(year), f"{year}-T{month // 3 + 1}", f"{year}-{month + 1:02}"]
    rows = [("REG-75", span) for span in spans]
    if commune:
        rows += [("DEP-87", span) for span in spans]
        rows += [(epci[commune], span) for span in spans[:2]]
        rows.append((commune, spans[0]))
    return rows


if __name__ == "__main__":
    main()
