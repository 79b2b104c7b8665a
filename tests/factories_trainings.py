"""Rows of trainings made in one line, as in `tests.factories`."""

from datetime import datetime, timedelta
from typing import Any

from inclusion_app.access.models import Account
from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.kernel import clock
from inclusion_app.network.models import Place
from inclusion_app.trainings.lists import ActionKind, Audience, Channel, RegistrationState, SessionState
from inclusion_app.trainings.models.courses import Course, CourseVersion, Objective
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, Room, SessionTrainer, Trainer, TrainingSession
from tests.factories import LIMOGES, _numbers, add

HALF_DAY = timedelta(hours=3)


def make_course(title: str = "Aidants numériques", **values: Any) -> CourseVersion:
    """A course with one version of two objectives; `structure_id` goes to the course, the rest to the version."""
    number = next(_numbers)
    course = add(
        Course(
            slug=values.pop("slug", f"cours-{number}"),
            structure_id=values.pop("structure_id", None),
            created_at=clock.now(),
            version=1,
        )
    )
    plausible = {
        "course_id": course.id,
        "number": 1,
        "written_on": clock.today(),
        "title": title,
        "kind": ActionKind.TRAINING,
        "audiences": frozenset({Audience.PROFESSIONALS}),
        "minutes": 360,
    }
    version = add(CourseVersion(**plausible | values))
    for rank, text in enumerate(("Repérer une difficulté", "Orienter vers le bon lieu"), start=1):
        add(Objective(course_version_id=version.id, rank=rank, text=text))
    return version


def make_room(place: Place, name: str = "Salle 1", seats: int = 12, **values: Any) -> Room:
    return add(Room(**{"place_id": place.id, "name": name, "seats": seats} | values))


def make_trainer(account: Account | None = None, name: str | None = None, **values: Any) -> Trainer:
    shown = name or (account.name if account else f"Formatrice {next(_numbers)}")
    return add(Trainer(**{"account_id": account and account.id, "name": shown, "created_at": clock.now()} | values))


def make_session(
    version: CourseVersion | None = None,
    *starts: datetime,
    place: Place | None = None,
    trainers: tuple[Trainer, ...] = (),
    **values: Any,
) -> TrainingSession:
    """A session with a half-day of three hours at each of `starts` (in ten days by default)."""
    version = version or make_course()
    starts = starts or (clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=10),)
    where = {"place_id": place.id} if place else {"online_url": "https://visio.exemple.fr/salle"}
    plausible = {
        "course_version_id": version.id,
        "commune_code": LIMOGES,
        "starts_at": min(starts),
        "ends_at": max(starts) + HALF_DAY,
        "capacity": 10,
        "state": SessionState.OPEN,
        "created_at": clock.now(),
        "version": 1,
    }
    session = add(TrainingSession(**plausible | where | values))
    for start in starts:
        add(HalfDay(session_id=session.id, starts_at=start, ends_at=start + HALF_DAY))
    for trainer in trainers:
        add(SessionTrainer(session_id=session.id, trainer_id=trainer.id))
    return session


def make_registration(
    session: TrainingSession, first_name: str = "Amina", last_name: str | None = None, **values: Any
) -> Registration:
    """A confirmed registration that holds a seat."""
    number = next(_numbers)
    last_name = last_name or f"Durand{number}"
    email = values.pop("email", f"amina{number}@exemple.fr")
    phone = values.pop("phone", None)
    plausible = {
        "session_id": session.id,
        "state": RegistrationState.SEATED,
        "channel": Channel.STAFF,
        "registered_at": clock.now(),
        "queued_at": clock.now(),
        "confirmed_at": clock.now(),
        "first_name": first_name,
        "last_name": last_name,
        "email": email,
        "phone": phone,
        "name_index": name_index(first_name, last_name),
        "email_index": email_index(email),
        "phone_index": phone_index(phone),
        "version": 1,
    }
    return add(Registration(**plausible | values))
