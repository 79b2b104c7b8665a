"""A course changed by several people, or while a session is being opened with it, on a database of its own."""

import os
import secrets
import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, select, text

from inclusion_app.access.models import Account
from inclusion_app.app import create_app
from inclusion_app.config import load_settings
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import StaleVersion
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.models.courses import Course, CourseVersion, TrainingBody
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.body import BodySheet
from inclusion_app.trainings.rules.courses import CourseSheet, sheet_of
from inclusion_app.trainings.services.body import save_body
from inclusion_app.trainings.services.courses import create_course, update_course
from tests.cast import make_cast
from tests.factories_trainings import make_course


@pytest.fixture
def own_database(tmp_path: Path) -> Iterator[str]:
    """A database of this test alone, of the kind that the other tests use."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    name = f"inclusion_test_{secrets.token_hex(6)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield server.rsplit("/", 1)[0] + f"/{name}"
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def real_app(own_database: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on its own database, with the communes of the cast."""
    environment = {"INCLUSION_INSTANCE": str(tmp_path), "SECRET_KEY": "x" * 32, "DATABASE_URL": own_database}
    app = create_app(load_settings(environment))
    with app.app_context():
        db.create_all()
        db.session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
        db.session.flush()
        for departement, commune in (("87", "87085"), ("23", "23096")):
            db.session.add(Departement(code=departement, name="D", region_code="75", search_text=" d "))
            db.session.flush()
            place = {"departement_code": departement, "region_code": "75", "search_text": " c "}
            db.session.add(Commune(code=commune, name="C", **place))
        db.session.commit()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def at_once(app: Flask, *works: Callable[[], object]) -> list[object]:
    """What each work gave, or the error it raised, each in a transaction of its own and all beginning together."""
    start, results = threading.Barrier(len(works)), [None] * len(works)

    def run(rank: int) -> None:
        with app.app_context():
            start.wait()
            try:
                results[rank] = works[rank]()
                db.session.commit()
            except StaleVersion as error:
                db.session.rollback()
                results[rank] = error
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def _begin(app: Flask) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID, CourseSheet]:
    with app.app_context():
        cast = make_cast()
        version = make_course("Aidants")
        db.session.commit()
        found = (version.course_id, version.id, cast.claire.id, sheet_of(version))
        db.session.remove()
        return found


def _edit(course_id: uuid.UUID, by: uuid.UUID, sheet: CourseSheet) -> Callable[[], int]:
    def work() -> int:
        course, account = db.session.get(Course, course_id), db.session.get(Account, by)
        assert course is not None
        assert account is not None
        return update_course(course, sheet, structure=None, version=1, by=account).number

    return work


def test_of_four_editors_one_writes_and_three_are_told(real_app: Flask) -> None:
    course_id, _version, claire, sheet = _begin(real_app)
    sheets = [CourseSheet(**vars(sheet) | {"methods": f"Méthode {rank}"}) for rank in range(4)]
    results = at_once(real_app, *(_edit(course_id, claire, each) for each in sheets))
    assert sum(isinstance(one, StaleVersion) for one in results) == 3
    with real_app.app_context():
        written = db.session.scalars(select(CourseVersion)).one()
        assert written.methods == sheets[results.index(1)].methods


def test_a_session_opened_meanwhile_never_sees_its_version_change(real_app: Flask) -> None:
    for _ in range(4):
        course_id, version_id, claire, sheet = _begin_again(real_app)

        def open_session(version_id: uuid.UUID = version_id) -> str:
            version = db.session.get_one(CourseVersion, version_id)
            now = clock.now()
            values = {"starts_at": now, "ends_at": now + timedelta(hours=3), "capacity": 5, "created_at": now}
            session = TrainingSession(
                course_version_id=version.id, commune_code="87085", online_url="https://x.fr", version=1, **values
            )
            db.session.add(session)
            db.session.flush()
            db.session.refresh(version)
            return version.methods

        changed = CourseSheet(**vars(sheet) | {"methods": "Neuve"})
        opened, _number = at_once(real_app, open_session, _edit(course_id, claire, changed))
        with real_app.app_context():
            assert db.session.get_one(CourseVersion, version_id).methods == opened


def _begin_again(app: Flask) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID, CourseSheet]:
    with app.app_context():
        if db.session.scalar(select(Account.id).limit(1)) is None:
            db.session.remove()
            return _begin(app)
        version = make_course("Aidants", slug=secrets.token_hex(6))
        db.session.commit()
        claire = db.session.scalars(select(Account.id).limit(1)).one()
        return version.course_id, version.id, claire, sheet_of(version)


def test_four_courses_of_one_title_get_four_addresses(real_app: Flask) -> None:
    _course, _version, claire, sheet = _begin(real_app)

    def create() -> str:
        return create_course(sheet, structure=None, by=db.session.get(Account, claire)).slug

    slugs = at_once(real_app, *[create] * 4)
    assert sorted(map(str, slugs)) == ["aidants", "aidants-2", "aidants-3", "aidants-4"]


def test_the_organisation_is_described_once(real_app: Flask) -> None:
    *_others, claire, _sheet = _begin(real_app)

    def save() -> str:
        return save_body(BodySheet(name="Organisme"), version=0, by=db.session.get_one(Account, claire)).name

    results = at_once(real_app, *[save] * 4)
    assert sum(isinstance(one, StaleVersion) for one in results) == 3
    with real_app.app_context():
        assert len(db.session.scalars(select(TrainingBody)).all()) == 1
