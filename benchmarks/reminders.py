"""How long ten thousand reminders take, and how long others wait meanwhile: `python -m benchmarks.reminders [PEOPLE]`.

Fills a database of its own (SQLite in a temporary folder, or that of BENCHMARK_DATABASE) with sessions in a week and
their people, sends the reminders, while another thread writes a line every fifty milliseconds as a page would. Prints
how many were told in how many seconds, the longest transaction, and the longest wait of the other writer.
"""

import os
import sys
import tempfile
import threading
import time
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from flask import Flask
from sqlalchemy import event

from inclusion_app.access.models import FailedAttempt
from inclusion_app.app import create_app
from inclusion_app.citizens.indexes import email_index, name_index
from inclusion_app.config import load_settings
from inclusion_app.extensions import Base
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.jobs.notices import send_reminders
from inclusion_app.trainings.lists import ActionKind, Audience, Channel, RegistrationState, SessionState
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession

SEATS = 20
COMMUNE = "87085"
LONG_AGO = timedelta(days=40)


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    folder = Path(tempfile.mkdtemp(prefix="reminders-"))
    environment = {"INCLUSION_INSTANCE": str(folder), "SECRET_KEY": "x" * 40}
    if database := os.environ.get("BENCHMARK_DATABASE"):
        environment["DATABASE_URL"] = database
    app = create_app(load_settings(environment))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        fill(min(people, 10_000))
        measure(app)


def fill(people: int) -> None:
    """Sessions of twenty in a week, everybody with an address."""
    with unit_of_work() as session:
        session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
        session.flush()
        session.add(Departement(code="87", name="Haute-Vienne", region_code="75", search_text=" haute vienne "))
        session.flush()
        values = {"departement_code": "87", "region_code": "75", "search_text": " limoges "}
        session.add(Commune(code=COMMUNE, name="Limoges", **values))
        course = Course(slug="aidants", created_at=clock.now())
        session.add(course)
        session.flush()
        version = CourseVersion(
            course_id=course.id,
            number=1,
            written_on=clock.today(),
            title="Aidants numériques",
            kind=ActionKind.TRAINING,
            audiences=frozenset({Audience.PROFESSIONALS}),
            minutes=180,
        )
        session.add(version)
        session.flush()
        for rank in range(0, people, SEATS):
            _fill_session(version, rank)


def _fill_session(version: CourseVersion, rank: int) -> None:
    start = clock.start_of(clock.today() + timedelta(days=7)) + timedelta(hours=9)
    session = TrainingSession(
        course_version_id=version.id,
        commune_code=COMMUNE,
        online_url="https://visio.exemple.fr/salle",
        starts_at=start,
        ends_at=start + timedelta(hours=3),
        capacity=SEATS,
        state=SessionState.OPEN,
        created_at=clock.now() - LONG_AGO,
    )
    db.session.add(session)
    db.session.flush()
    db.session.add(HalfDay(session_id=session.id, starts_at=start, ends_at=session.ends_at))
    db.session.add_all(_registration(session, rank + seat) for seat in range(SEATS))
    db.session.flush()


def _registration(session: TrainingSession, rank: int) -> Registration:
    before = clock.now() - LONG_AGO
    email = f"personne{rank}@exemple.fr"
    return Registration(
        session_id=session.id,
        state=RegistrationState.SEATED,
        channel=Channel.PUBLIC,
        registered_at=before,
        queued_at=before,
        confirmed_at=before,
        first_name="Amina",
        last_name=f"Durand{rank}",
        email=email,
        name_index=name_index("Amina", f"Durand{rank}"),
        email_index=email_index(email),
    )


def measure(app: Flask) -> None:
    """Send, while another thread writes."""
    done, waits, longest = threading.Event(), [0.0], [0.0]
    _watch_transactions(longest)
    writer = threading.Thread(target=_write, args=(app, done, waits))
    writer.start()
    started = perf_counter()
    told = send_reminders()
    seconds = perf_counter() - started
    done.set()
    writer.join()
    print(f"{told} people told in {seconds:.1f} s ({1000 * seconds / max(told, 1):.1f} ms each)")
    print(f"longest transaction {longest[0]:.2f} s, longest wait of another writer {max(waits):.2f} s of {len(waits)}")


def _watch_transactions(longest: list[float]) -> None:
    began: dict[int, float] = {}
    engine: Any = db.engine

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        began[id(connection)] = perf_counter()

    @event.listens_for(engine, "commit")
    def on_commit(connection: Any) -> None:
        longest[0] = max(longest[0], perf_counter() - began.pop(id(connection), perf_counter()))


def _write(app: Flask, done: threading.Event, waits: list[float]) -> None:
    with app.app_context():
        while not done.is_set():
            started = perf_counter()
            with unit_of_work() as session:
                session.add(FailedAttempt(key=os.urandom(32), at=clock.now()))
            waits.append(perf_counter() - started)
            time.sleep(0.05)


if __name__ == "__main__":
    main()
