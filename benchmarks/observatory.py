"""How long the observatory takes to count, on records made at random: `python benchmarks/observatory.py [RECORDS]`.

Fills a database of its own in a temporary folder (kept and used again when BENCHMARK_FOLDER names one), then times
figures of growing territories and periods: counts, exact figures, published ones, published ones again once their
year is in memory. Prints seconds, and the ratio to one plain scan of the same rows.
"""

import os
import random
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import insert, select, text

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.app import create_app
from inclusion_app.citizens.models import Citizen, InformedHow
from inclusion_app.cli.instance import upgrade_database
from inclusion_app.config import load_settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work, uuid7
from inclusion_app.network.models import Mediator
from inclusion_app.observatory import remembered
from inclusion_app.observatory.periods import Period, month_of, year_of
from inclusion_app.observatory.queries import exact_figures, published_figures
from inclusion_app.observatory.rollups.reading import Reader
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.services import load_reference
from inclusion_app.territories.territory import Territory
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

FIRST_DAY = date(2023, 1, 1)
DAYS = 3 * 365
CITIZENS = 20_000
BATCH = 20_000

Row = dict[str, Any]


def main() -> None:
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    folder = Path(os.environ.get("BENCHMARK_FOLDER") or tempfile.mkdtemp(prefix="observatory-"))
    settings = load_settings({"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "x" * 40})
    with create_app(settings).app_context():
        upgrade_database()
        if db.session.scalar(select(Record.id).limit(1)) is None:
            with unit_of_work():
                fill(records)
            with db.engine.connect() as connection:
                connection.execute(text("ANALYZE"))
        measure()


def fill(records: int) -> None:
    """Insert territories, one mediator, citizens, then records with their participants."""
    rng = random.Random(7)
    load_reference()
    mediator = uuid.uuid4()
    connection = db.session.connection()
    connection.execute(insert(Mediator), [{"id": mediator, "name_sealed": b"x", "created_at": clock.now()}])
    citizens = [uuid.uuid4() for _ in range(CITIZENS)]
    connection.execute(insert(Citizen), [_citizen(key) for key in citizens])
    codes = sorted(db.session.scalars(select(Commune.code).where(Commune.departement_code == "87")))
    days = sorted(rng.randrange(DAYS) for _ in range(records))
    rows = (_record(rng, mediator, codes, FIRST_DAY + timedelta(days=day)) for day in days)
    while batch := list(islice(rows, BATCH)):
        connection.execute(insert(Record), batch)
        people = [row for record in batch for row in _participants(rng, record, citizens, codes)]
        connection.execute(insert(Participation), people)
        groups = [_group(rng, record) for record in batch if record["kind"] is RecordKind.WORKSHOP]
        connection.execute(insert(AnonymousGroup), groups)
        print(".", end="", flush=True)
    print()


def _citizen(key: uuid.UUID) -> Row:
    return {
        "id": key,
        "first_name_sealed": b"x",
        "last_name_sealed": b"x",
        "name_index": key.bytes,
        "notice_version": "1",
        "informed_on": FIRST_DAY,
        "informed_how": InformedHow.SPOKEN,
        "created_at": clock.now(),
    }


def _record(rng: random.Random, mediator: uuid.UUID, codes: list[str], day: date) -> Row:
    workshop = rng.random() < 0.15
    blocked = rng.random() < 0.1
    return {
        "id": uuid7(),
        "kind": RecordKind.WORKSHOP if workshop else RecordKind.INDIVIDUAL,
        "mediator_id": mediator,
        "held_on": day,
        "minutes": rng.choice((15, 30, 45, 60, 90, 120)),
        "place_kind": rng.choice((PlaceKind.OTHER, PlaceKind.OTHER, PlaceKind.HOME, PlaceKind.REMOTE)),
        "held_commune_code": codes[int(len(codes) * rng.random() ** 4)],
        "equipment": frozenset({rng.choice(list(Equipment))}),
        "themes": frozenset(rng.choices(list(Theme), k=rng.randint(1, 3))),
        "procedures": frozenset(rng.choices(list(AdministrativeTheme), k=rng.randint(0, 2))),
        "autonomy": None if workshop else rng.choice(list(Autonomy)),
        "orientation": rng.choice(list(Orientation)) if rng.random() < 0.2 else None,
        "blocked_procedure": rng.choice(list(AdministrativeTheme)) if blocked else None,
        "blocked_cause": rng.choice(list(BlockedCause)) if blocked else None,
        "created_at": clock.now(),
        "updated_at": clock.now(),
    }


def _participants(rng: random.Random, record: Row, citizens: list[uuid.UUID], codes: list[str]) -> Iterator[Row]:
    count = 1 if record["kind"] is RecordKind.INDIVIDUAL else rng.randrange(3)
    for citizen in rng.sample(citizens, count):
        followed = count > 1 or rng.random() < 0.4
        yield {
            "id": uuid7(),
            "record_id": record["id"],
            "citizen_id": citizen if followed else None,
            "gender": rng.choice(list(Gender)),
            "age_band": rng.choice(list(AgeBand)[:8]),
            "social_status": rng.choice(list(SocialStatus)),
            "residence_code": record["held_commune_code"] if rng.random() < 0.7 else rng.choice((*codes, None)),
            "already_helped": rng.random() < 0.3,
        }


def _group(rng: random.Random, record: Row) -> Row:
    total = rng.randint(2, 12)
    half, third = total // 2, total // 3
    return {
        "record_id": record["id"],
        "total": total,
        "already_helped": rng.randrange(total),
        "gender_female": half,
        "status_retired": half,
        "age_70_plus": half,
        "age_60_69": third,
    }


def measure() -> None:
    """Time each case three times and print the best."""
    scan = best(lambda: db.session.execute(text("SELECT count(*), sum(minutes) FROM record WHERE held_on >= '2024'")))
    print(f"plain scan of two years: {scan:.3f} s")
    cases = [("COM-87085", month_of(2024, 5)), ("COM-87085", year_of(2024)), ("DEP-87", year_of(2024))]
    for key, period in [*cases, ("FR", year_of(2024))]:
        territory = get_territory(key)
        for name, work in (
            ("count", lambda: Reader().count(territory, period)),  # noqa: B023 (called at once)
            ("exact", lambda: exact_figures(territory, period)),  # noqa: B023
            ("published", lambda: published_anew(territory, period)),  # noqa: B023
            ("again", lambda: published_figures(territory, period)),  # noqa: B023
        ):
            seconds = best(work)
            print(f"{key:10} {period.key:8} {name:10} {seconds:7.3f} s  {seconds / scan:6.1f} scans")


def published_anew(territory: Territory, period: Period) -> object:
    """Published figures of a process that remembers nothing."""
    remembered.forget()
    return published_figures(territory, period)


def best(work: Callable[[], object]) -> float:
    """The shortest of three runs, each in a transaction of its own."""
    times = []
    for _ in range(3):
        started = perf_counter()
        work()
        times.append(perf_counter() - started)
        db.session.rollback()
    return min(times)


if __name__ == "__main__":
    main()
