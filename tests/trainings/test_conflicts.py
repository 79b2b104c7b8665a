"""A room or a trainer is promised once: refused in words, with the next free slot, also to two at the same instant."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel.db import unit_of_work, uuid7
from inclusion_app.territories.models import Commune, Departement, Region
from inclusion_app.trainings.lists import NotHeld, SessionState
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.rules.conflicts import SlotTaken
from inclusion_app.trainings.rules.recurrence import Stretch
from inclusion_app.trainings.rules.sessions import SessionPlan
from inclusion_app.trainings.services.sessions import open_training
from tests.cast import Cast, make_cast
from tests.factories import make_structure
from tests.factories_trainings import make_course, make_room, make_session, make_trainer
from tests.instances import own_application

TUESDAY = datetime(2027, 3, 2, 8, tzinfo=UTC)
"""Nine in Paris."""
MORNING = Stretch(TUESDAY, TUESDAY + timedelta(hours=3))


def plan_of(cast: Cast, *half_days: Stretch, **values: object) -> SessionPlan:
    plausible = {
        "course_version_id": make_course().id,
        "structure_id": cast.mairie.id,
        "commune_code": "87085",
        "half_days": half_days or (MORNING,),
        "capacity": 8,
        "place_id": cast.place.id,
    }
    return SessionPlan(**plausible | values)  # type: ignore[arg-type]


def test_a_room_taken_names_what_holds_it_and_the_next_free_day(cast: Cast) -> None:
    room = make_room(cast.place)
    make_session(make_course("Ma messagerie"), TUESDAY, place=cast.place, room_id=room.id)
    make_session(None, TUESDAY + timedelta(days=1, hours=2), place=cast.place, room_id=room.id)
    with pytest.raises(SlotTaken) as refused:
        open_training(plan_of(cast, room_id=room.id), by=cast.nadia)
    conflict = refused.value.conflict
    assert refused.value.field == "room"
    assert (conflict.title, conflict.name) == ("Ma messagerie", "Salle 1")
    assert str(conflict.free_day) == "2027-03-04"


def test_half_days_that_touch_do_not_collide(cast: Cast) -> None:
    room = make_room(cast.place)
    make_session(None, TUESDAY + timedelta(hours=3), place=cast.place, room_id=room.id)
    assert open_training(plan_of(cast, room_id=room.id), by=cast.nadia).room_id == room.id


def test_a_trainer_taken_by_a_hidden_session_is_said_without_its_title(cast: Cast) -> None:
    trainer = make_trainer(cast.nadia)
    theirs = make_structure("Autre", commune="23096")
    hidden = {"structure_id": theirs.id, "commune_code": "23096", "listed": False}
    make_session(make_course("Secret"), TUESDAY, trainers=(trainer,), **hidden)
    with pytest.raises(SlotTaken) as refused:
        open_training(plan_of(cast, trainer_ids=(trainer.id,)), by=cast.paul)
    assert refused.value.field == "trainers"
    assert refused.value.conflict.title is None


def test_what_is_cancelled_or_was_not_held_leaves_the_room(cast: Cast) -> None:
    room = make_room(cast.place)
    gone = {"state": SessionState.CANCELLED, "cancelled_at": TUESDAY}
    make_session(None, TUESDAY, place=cast.place, room_id=room.id, **gone)
    idle = make_session(None, TUESDAY, place=cast.place, room_id=room.id)
    idle.half_days[0].not_held = NotHeld.PLACE_CLOSED
    db.session.flush()
    open_training(plan_of(cast, room_id=room.id), by=cast.nadia)


@pytest.mark.parametrize(
    ("hours", "expected"), [(None, "2027-05-10"), ("Mo-Sa 09:00-18:00", "2027-05-07"), ("Fr 09:00-18:00", "2027-05-07")]
)
def test_the_next_day_skips_holidays_and_days_when_the_place_is_shut(
    cast: Cast, hours: str | None, expected: str
) -> None:
    """Wednesday 5 May 2027 is taken; Thursday 6 is Ascension; on Friday 7 the room is free, unless it is taken too."""
    wednesday = datetime(2027, 5, 5, 7, tzinfo=UTC)
    cast.place.opening_hours = hours
    room = make_room(cast.place)
    make_session(None, wednesday, place=cast.place, room_id=room.id)
    if hours is None:
        make_session(None, wednesday + timedelta(days=2), place=cast.place, room_id=room.id)
    wanted = Stretch(wednesday, wednesday + timedelta(hours=3))
    with pytest.raises(SlotTaken) as refused:
        open_training(plan_of(cast, wanted, room_id=room.id), by=cast.nadia)
    assert str(refused.value.conflict.free_day) == expected


def test_the_same_form_sent_twice_opens_one_session(cast: Cast) -> None:
    room, key = make_room(cast.place), uuid7()
    plan = plan_of(cast, room_id=room.id)
    assert open_training(plan, by=cast.nadia, key=key) is open_training(plan, by=cast.nadia, key=key)


# At the same instant, on a database that two connections share


@pytest.fixture
def real_app(tmp_path: Path) -> Flask:  # type: ignore[misc]
    with own_application(tmp_path) as app:
        with app.app_context(), unit_of_work():
            db.session.add(Region(code="75", name="R", search_text=" r "))
            db.session.flush()
            for departement, commune in (("87", "87085"), ("23", "23096")):
                db.session.add(Departement(code=departement, name="D", region_code="75", search_text=" d "))
                db.session.flush()
                place = {"departement_code": departement, "region_code": "75", "search_text": " c "}
                db.session.add(Commune(code=commune, name="C", **place))
        yield app


def _at_once(app: Flask, *works: Callable[[], object]) -> list[str]:
    start, answers = threading.Barrier(len(works)), list[str]()

    def run(work: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                with unit_of_work():
                    work()
                answers.append("opened")
            except SlotTaken as refused:
                answers.append(refused.field or "")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return sorted(answers)


@pytest.mark.parametrize("shared", ["room", "trainers"])
def test_of_four_at_once_one_gets_the_room_or_the_trainer(real_app: Flask, shared: str) -> None:
    with real_app.app_context(), unit_of_work():
        cast = make_cast()
        who = cast.nadia.id
        means = {
            "room": {"room_id": make_room(cast.place).id},
            "trainers": {"trainer_ids": tuple(sorted((make_trainer().id, make_trainer().id)))},
        }[shared]
        plan = plan_of(cast, **means)

    def work() -> None:
        account = db.session.get(Account, who)
        assert account is not None
        open_training(plan, by=account)

    assert _at_once(real_app, *[work] * 4) == ["opened", shared, shared, shared]
    with real_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(TrainingSession)) == 1


def test_the_same_form_four_times_at_once_opens_one_session(real_app: Flask) -> None:
    with real_app.app_context(), unit_of_work():
        cast = make_cast()
        who, key, plan = cast.nadia.id, uuid7(), plan_of(cast)

    def work() -> None:
        account = db.session.get(Account, who)
        assert account is not None
        open_training(plan, by=account, key=key)

    assert _at_once(real_app, *[work] * 4) == ["opened"] * 4
    with real_app.app_context():
        assert db.session.scalar(select(func.count()).select_from(TrainingSession)) == 1
