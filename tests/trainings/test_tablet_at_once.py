"""Several tablets, and the team, at the same instant on one line: it is signed once, corrected once."""

import threading
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.lists import AbsenceReason, NotHeld, Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine, Tablet
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.services import attendance as services
from inclusion_app.trainings.services import attendance_tablets as tablets
from inclusion_app.trainings.services.attendance_tablets import Signature
from tests.cast import make_cast
from tests.factories_trainings import make_registration, make_session
from tests.instances import own_application

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DURING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STROKE = "M20 100L120 40 220 160 320 40"
Work = Callable[[], object]


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[tuple[Flask, dict[str, uuid.UUID]]]:
    with own_application(tmp_path) as app:
        with app.app_context(), clock.frozen(DURING):
            _add_communes()
            cast = make_cast()
            training = make_session(None, MORNING)
            amina = make_registration(training)
            tablet = tablets.open_tablet(training.half_days[0], by=cast.nadia)
            known = {"session": training.id, "half_day": training.half_days[0].id, "amina": amina.id}
            known |= {"tablet": tablet.id, "nadia": cast.nadia.id}
            db.session.commit()
        yield app, known


def _add_communes() -> None:
    db.session.add(Region(code="75", name="Nouvelle-Aquitaine", search_text=" nouvelle aquitaine "))
    db.session.flush()
    for departement, commune in (("87", "87085"), ("23", "23096")):
        db.session.add(Departement(code=departement, name="D", region_code="75", search_text=" d "))
        db.session.flush()
        place = {"departement_code": departement, "region_code": "75", "search_text": " c "}
        db.session.add(Commune(code=commune, name="C", **place))
    db.session.flush()


def at_once(app: Flask, works: list[Work]) -> list[Exception]:
    """Each in a transaction of its own, begun together; what each was refused."""
    start, failures = threading.Barrier(len(works)), list[Exception]()

    def run(work: Work) -> None:
        with app.app_context(), clock.frozen(DURING):
            start.wait(timeout=30)
            try:
                with unit_of_work():
                    work()
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return failures


def signing(keys: dict[str, uuid.UUID], form_key: uuid.UUID) -> Work:
    signature = Signature(SigningMeans.HAND, STROKE, form_key)
    return lambda: tablets.sign(db.session.get_one(Tablet, keys["tablet"]), keys["amina"], signature)


def lines_of(app: Flask, keys: dict[str, uuid.UUID]) -> list[AttendanceLine]:
    with app.app_context():
        training = db.session.get_one(TrainingSession, keys["session"])
        assert queries.verify(training) == []
        return queries.list_all_lines(training)


def test_the_same_form_sent_at_once_is_kept_once(keys: tuple[Flask, dict[str, uuid.UUID]]) -> None:
    app, known = keys
    form_key = uuid.uuid4()
    assert at_once(app, [signing(known, form_key) for _ in range(4)]) == []
    assert len(lines_of(app, known)) == 1


def test_four_tablets_sign_one_line_once(keys: tuple[Flask, dict[str, uuid.UUID]]) -> None:
    app, known = keys
    failures = at_once(app, [signing(known, uuid.uuid4()) for _ in range(4)])
    assert [type(error).__name__ for error in failures] == ["AlreadySigned"] * 3
    assert len(lines_of(app, known)) == 1


def test_one_of_two_corrections_wins(keys: tuple[Flask, dict[str, uuid.UUID]]) -> None:
    app, known = keys
    assert at_once(app, [signing(known, uuid.uuid4())]) == []
    line_id = lines_of(app, known)[0].id

    def correct(reason: AbsenceReason) -> Work:
        said = Said(Presence.ABSENT, reason)

        def work() -> object:
            line, by = db.session.get_one(AttendanceLine, line_id), db.session.get_one(Account, known["nadia"])
            return services.correct_line(line, said, reason="Erreur de ligne", by=by)

        return work

    failures = at_once(app, [correct(reason) for reason in list(AbsenceReason)[:4]])
    assert [isinstance(error, DomainError) for error in failures] == [True] * 3
    assert len(lines_of(app, known)) == 2


def test_a_half_day_is_either_signed_or_not_held(keys: tuple[Flask, dict[str, uuid.UUID]]) -> None:
    app, known = keys

    def not_held() -> object:
        half_day, by = db.session.get_one(HalfDay, known["half_day"]), db.session.get_one(Account, known["nadia"])
        return services.declare_not_held(half_day, NotHeld.NOBODY, note="", by=by)

    failures = at_once(app, [signing(known, uuid.uuid4()), not_held])
    assert len(failures) == 1
    signed = bool(lines_of(app, known))
    with app.app_context():
        assert (db.session.get_one(HalfDay, known["half_day"]).not_held is None) is signed
