"""How long the list of sessions and the calendar take, with many of them: `python benchmarks/sessions.py [SESSIONS]`.

Fills a database of its own (in a temporary folder, kept and used again when BENCHMARK_FOLDER names one; or the one that
DATABASE_URL names) with 5,000 sessions and 20 registrations for each, then times whole pages, as the server makes
them, for a coordinator, a mediator and a visitor. Prints milliseconds (of the clock, of the processor: a busy machine
doubles the first), and the ratio to the lightest page of the site.
"""

import os
import random
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text

from inclusion_app.access import guard
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.services import activate_account, create_account, grant_role, open_session
from inclusion_app.app import create_app
from inclusion_app.cli.instance import upgrade_database
from inclusion_app.config import load_settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work, uuid7
from inclusion_app.network.models import Place, Structure
from inclusion_app.territories.models import Commune
from inclusion_app.territories.services import load_reference
from inclusion_app.trainings.lists import (
    ActionKind,
    Audience,
    Channel,
    Presence,
    RegistrationState,
    SessionState,
    SigningMeans,
)
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, Room, SessionTrainer, Trainer, TrainingSession

PEOPLE = 20
COURSES, TRAINERS, PLACES, STRUCTURES = 40, 60, 120, 30
DAYS_BEFORE, DAYS_AFTER = 730, 180
BATCH = 500
STATES = (RegistrationState.SEATED, RegistrationState.OFFERED, RegistrationState.WAITING)

Row = dict[str, Any]


def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    folder = Path(os.environ.get("BENCHMARK_FOLDER") or tempfile.mkdtemp(prefix="sessions-"))
    environment = {"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "x" * 40}
    if url := os.environ.get("DATABASE_URL"):
        environment["DATABASE_URL"] = url
    app = create_app(load_settings(environment))
    with app.app_context():
        upgrade_database()
        if db.session.scalar(select(TrainingSession.id).limit(1)) is None:
            with unit_of_work():
                fill(sessions)
            with db.engine.connect() as connection:
                connection.execute(text("ANALYZE"))
                connection.commit()
    measure(app)


def fill(sessions: int) -> None:
    """Insert a département's structures, places, rooms, trainers and courses, then sessions with their people."""
    rng = random.Random(7)
    load_reference()
    codes = sorted(db.session.scalars(select(Commune.code).where(Commune.departement_code == "87")))[:PLACES]
    now = clock.now()
    structures = [
        Structure(name=f"Structure {n}", commune_code=rng.choice(codes), created_at=now) for n in range(STRUCTURES)
    ]
    db.session.add_all(structures)
    db.session.flush()
    _open_accounts(structures[0])
    rooms = _rooms(rng, structures, codes)
    trainers = [
        Trainer(name=f"Formatrice {n}", structure_id=rng.choice(structures).id, created_at=now) for n in range(TRAINERS)
    ]
    db.session.add_all(trainers)
    db.session.flush()
    versions = _versions(rng)
    rows = (_session(rng, versions, structures, rooms) for _ in range(sessions))
    while batch := list(islice(rows, BATCH)):
        _insert(rng, batch, [trainer.id for trainer in trainers])
        print(".", end="", flush=True)
    print()


def _open_accounts(structure: Structure) -> None:
    for name, role, limit in (
        ("coordinatrice", Role.COORDINATOR, {"territory_key": "DEP-87"}),
        ("mediatrice", Role.MEDIATOR, {"structure_id": structure.id}),
    ):
        account = create_account(email=f"{name}@exemple.fr", name=name.capitalize(), by=None)
        activate_account(account, name=name.capitalize())
        grant_role(account, role, by=None, **limit)
    db.session.flush()


def _rooms(rng: random.Random, structures: list[Structure], codes: list[str]) -> list[Room]:
    now = clock.now()
    places = [
        Place(
            name=f"Espace numérique {n}",
            structure_id=rng.choice(structures).id,
            commune_code=code,
            postal_code=code[:2] + "000",
            address="1 place de la Mairie",
            updated_on=now.date(),
            created_at=now,
        )
        for n, code in enumerate(codes)
    ]
    db.session.add_all(places)
    db.session.flush()
    rooms = [Room(place_id=place.id, name="Salle 1", seats=30, place=place) for place in places]
    db.session.add_all(rooms)
    db.session.flush()
    return rooms


def _versions(rng: random.Random) -> list[CourseVersion]:
    found = []
    for rank in range(COURSES):
        course = Course(slug=f"cours-{rank}", created_at=clock.now())
        db.session.add(course)
        db.session.flush()
        version = CourseVersion(
            course_id=course.id,
            number=1,
            written_on=clock.today(),
            title=f"Atelier numéro {rank}",
            kind=ActionKind.WORKSHOP,
            audiences=frozenset({rng.choice(list(Audience))}),
            minutes=180,
        )
        db.session.add(version)
        found.append(version)
    db.session.flush()
    return found


def _session(rng: random.Random, versions: list[CourseVersion], structures: list[Structure], rooms: list[Room]) -> Row:
    room, day = rng.choice(rooms), rng.randrange(-DAYS_BEFORE, DAYS_AFTER)
    starts_at = clock.now().replace(hour=rng.choice((8, 9, 13, 14)), minute=0, second=0, microsecond=0) + timedelta(
        days=day
    )
    return {
        "id": uuid7(),
        "course_version_id": rng.choice(versions).id,
        "structure_id": rng.choice(structures).id,
        "place_id": room.place_id,
        "room_id": room.id,
        "commune_code": room.place.commune_code,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(days=7 * rng.choice((0, 0, 1, 9)), hours=3),
        "capacity": PEOPLE + rng.randrange(-3, 6),
        "state": SessionState.OPEN,
        "created_at": clock.now(),
        "version": 1,
    }


def _insert(rng: random.Random, batch: list[Row], trainers: list[uuid.UUID]) -> None:
    connection = db.session.connection()
    connection.execute(insert(TrainingSession), batch)
    connection.execute(
        insert(SessionTrainer), [{"session_id": row["id"], "trainer_id": rng.choice(trainers)} for row in batch]
    )
    half_days = [half_day for row in batch for half_day in _half_days(row)]
    connection.execute(insert(HalfDay), half_days)
    people = [person for row in batch for person in _people(rng, row)]
    connection.execute(insert(Registration), people)
    lines = list(_lines(half_days, people))
    if lines:
        connection.execute(insert(AttendanceLine), lines)


def _half_days(row: Row) -> Iterator[Row]:
    start: datetime = row["starts_at"]
    while start < row["ends_at"]:
        yield {"id": uuid7(), "session_id": row["id"], "starts_at": start, "ends_at": start + timedelta(hours=3)}
        start += timedelta(days=7)


def _people(rng: random.Random, row: Row) -> Iterator[Row]:
    for _ in range(PEOPLE):
        key = uuid7()
        yield {
            "id": key,
            "session_id": row["id"],
            "state": rng.choices(STATES, (17, 1, 2))[0],
            "channel": Channel.STAFF,
            "registered_at": clock.now(),
            "queued_at": clock.now(),
            "first_name_sealed": b"x",
            "last_name_sealed": b"x",
            "name_index": key.bytes,
            "version": 1,
        }


def _lines(half_days: list[Row], people: list[Row]) -> Iterator[Row]:
    """One line for each half-day that is over, for the first person of its session."""
    first = {row["session_id"]: row["id"] for row in reversed(people)}
    for half_day in half_days:
        if half_day["ends_at"] < clock.now() - timedelta(days=20):
            yield {
                "id": uuid7(),
                "half_day_id": half_day["id"],
                "registration_id": first[half_day["session_id"]],
                "presence": Presence.PRESENT,
                "minutes": 180,
                "means": SigningMeans.PAPER,
                "noted_at": clock.now(),
                "digest": b"x" * 32,
            }


def measure(app: Flask) -> None:
    """Time each page seven times and print the best."""
    visitor = app.test_client()
    lightest = best(lambda: visitor.get("/sante"))[1]
    clients = {name: _signed_in(app, f"{name}@exemple.fr") for name in ("coordinatrice", "mediatrice")}
    month = f"{clock.today():%Y-%m-%d}"
    paths = [
        "/sessions",
        "/sessions?page=20",
        "/sessions?quand=all&texte=atelier",
        "/sessions?quand=past&public=citizens",
    ]
    calendar = [f"/calendrier?vue={view}&date={month}" for view in ("mois", "semaine", "liste")]
    for name, client in [*clients.items(), ("visiteur", visitor)]:
        for path in [*(paths if client is not visitor else []), *calendar]:
            wall, processor = best(lambda: client.get(path))  # noqa: B023 (called at once)
            print(f"{name:14} {path:48} {wall:6.0f} ms  {processor:6.0f} ms  {processor / lightest:6.1f} pages")


def _signed_in(app: Flask, email: str) -> FlaskClient:
    client = app.test_client()
    with app.app_context(), unit_of_work():
        account = next(one for one in db.session.scalars(select(Account)) if one.email == email)
        _, token = open_session(account, device="Benchmark")
    client.set_cookie(guard.COOKIE, token)
    return client


def best(work: Callable[[], Any]) -> tuple[float, float]:
    """The shortest of seven runs, in milliseconds: of the clock, of the processor."""
    walls, processors = [], []
    for _ in range(7):
        started, used = perf_counter(), process_time()
        answer = work()
        walls.append(1000 * (perf_counter() - started))
        processors.append(1000 * (process_time() - used))
        if answer.status_code != 200:
            raise SystemExit(f"status {answer.status_code}")
    return min(walls), min(processors)


if __name__ == "__main__":
    main()
