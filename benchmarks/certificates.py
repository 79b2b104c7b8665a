"""How long the certificates of one session take: `python -m benchmarks.certificates [RECORDS]` (200 people).

Makes an instance in a temporary folder with one session over, issues everybody's certificate, then writes all of them
as one document: prints seconds, pages and the size of the file. RECORDS, which the other measures use, changes nothing.
Measured on two shared cores: 200 certificates take 1.4 seconds of processor to be issued, 17 to 24 to be printed.
"""

import tempfile
from datetime import UTC, datetime, time, timedelta
from time import perf_counter, process_time

from inclusion_app.access.models import Account
from inclusion_app.access.services import create_account
from inclusion_app.app import create_app
from inclusion_app.cli.instance import upgrade_database
from inclusion_app.config import load_settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.services import load_reference
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.documents.certificate import current_frame
from inclusion_app.trainings.jobs.certificates import print_certificates
from inclusion_app.trainings.lists import (
    ActionKind,
    Audience,
    CertificateKind,
    Channel,
    Presence,
    RegistrationState,
    SigningMeans,
)
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import Course, CourseVersion, Objective, TrainingBody
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.rules.attendance import digest_of
from inclusion_app.trainings.services.certificates import issue_certificates

PEOPLE = 200
HALF_DAY = timedelta(hours=3)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="certificates-") as folder:
        settings = load_settings({"INCLUSION_INSTANCE": folder, "SECRET_KEY": "x" * 40})
        with create_app(settings).app_context():
            upgrade_database()
            warm_up()
            with unit_of_work():
                load_reference()
                account = create_account(email="nadia@exemple.fr", name="Nadia", by=None)
                session = make_session()
            measure(session, account)
            db.engine.dispose()


def measure(session: TrainingSession, account: Account) -> None:
    key, started, processed = session.id, perf_counter(), process_time()
    with unit_of_work():
        made = issue_certificates(
            session, kind=CertificateKind.COMPLETION, people=None, frame=current_frame(), by=account
        ).made
        issued = len(made)
    spent = f"{perf_counter() - started:.1f} s ({process_time() - processed:.1f} s of processor)"
    print(f"{issued} certificates issued in {spent}")
    started, processed = perf_counter(), process_time()
    steps: list[int] = []
    result = print_certificates({"session": str(key)}, lambda done, total: steps.append(done))
    size = certificate_files.get_path(result["file"]).stat().st_size
    print(
        f"printed in {perf_counter() - started:.1f} s ({process_time() - processed:.1f} s of processor),"
        f" {len(steps)} steps told, {size / 1e6:.1f} MB"
    )


def make_session() -> TrainingSession:
    """A training of two half-days, last week, to which everybody came."""
    starts = datetime.combine(clock.today() - timedelta(days=7), time(8), UTC)
    db.session.add(
        TrainingBody(
            name="Numérique 87",
            address="9 place Léon-Betoulle, 87000 Limoges",
            siret="21870085500018",
            declaration_number="75870123487",
            signatory_name="Hélène Vergnaud",
            signatory_title="Directrice",
        )
    )
    session = TrainingSession(
        course_version_id=make_course().id,
        online_url="https://visio.exemple.fr",
        commune_code="87085",
        starts_at=starts,
        ends_at=starts + timedelta(days=1) + HALF_DAY,
        capacity=PEOPLE,
        created_at=clock.now(),
    )
    db.session.add(session)
    db.session.flush()
    days = [
        HalfDay(session_id=session.id, starts_at=day, ends_at=day + HALF_DAY)
        for day in (starts, starts + timedelta(days=1))
    ]
    db.session.add_all(days)
    db.session.flush()
    for rank in range(PEOPLE):
        come(days, make_person(session, rank))
    db.session.flush()
    return session


def make_course() -> CourseVersion:
    course = Course(slug="aidants", created_at=clock.now())
    db.session.add(course)
    db.session.flush()
    version = CourseVersion(
        course_id=course.id,
        number=1,
        written_on=clock.today(),
        title="Accompagner sans faire à la place",
        kind=ActionKind.TRAINING,
        audiences=frozenset({Audience.PROFESSIONALS}),
        minutes=360,
    )
    db.session.add(version)
    db.session.flush()
    for rank in (1, 2, 3):
        db.session.add(Objective(course_version_id=version.id, rank=rank, text=f"Objectif évaluable numéro {rank}"))
    return version


def make_person(session: TrainingSession, rank: int) -> Registration:
    person = Registration(
        session_id=session.id,
        state=RegistrationState.SEATED,
        channel=Channel.STAFF,
        registered_at=clock.now(),
        queued_at=clock.now(),
        first_name="Amina",
        last_name=f"Durand {rank}",
        email=f"amina{rank}@exemple.fr",
        name_index=rank.to_bytes(32),
    )
    db.session.add(person)
    db.session.flush()
    return person


def come(days: list[HalfDay], person: Registration) -> None:
    for day in days:
        line = AttendanceLine(
            half_day_id=day.id,
            registration_id=person.id,
            presence=Presence.PRESENT,
            minutes=day.minutes,
            means=SigningMeans.PAPER,
            noted_at=clock.now(),
        )
        line.digest = digest_of(line, None)
        db.session.add(line)


if __name__ == "__main__":
    main()
