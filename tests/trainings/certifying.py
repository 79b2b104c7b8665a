"""Sessions that are over, with their attendance, for the tests of certificates."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.files import StoredFile
from inclusion_app.trainings.lists import AbsenceReason, CertificateKind, Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.courses import CourseVersion, TrainingBody
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import HalfDay, Trainer, TrainingSession
from inclusion_app.trainings.rules.attendance import Said, digest_of, minutes_of
from inclusion_app.trainings.rules.certificates_content import Frame
from inclusion_app.trainings.services.certificates import issue_certificates
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_session, make_trainer

FRAME = Frame(accent="#0b5d6b", operator="Numérique 87")


def make_body(signature: StoredFile | None = None, **values: object) -> TrainingBody:
    plausible: dict[str, object] = {
        "name": "Numérique 87",
        "address": "9 place Léon-Betoulle, 87000 Limoges",
        "siret": "21870085500018",
        "declaration_number": "75870123487",
        "declaration_region": "Nouvelle-Aquitaine",
        "quality_certificate": "QUA-2026-118",
        "signatory_name": "Hélène Vergnaud",
        "signatory_title": "Directrice",
        "signature_file_id": signature.id if signature else None,
        "version": 1,
    }
    return add(TrainingBody(**plausible | values))


def make_past_session(
    cast: Cast, *starts: datetime, version: CourseVersion | None = None, **values: object
) -> TrainingSession:
    """Two half-days of last week by default, at the mairie's place, taught by Nadia."""
    monday = datetime.combine(clock.today() - timedelta(days=7), time(8), UTC)
    known = db.session.scalar(select(Trainer).where(Trainer.account_id == cast.nadia.id))
    trainer = known or make_trainer(cast.nadia)
    session = make_session(
        version or make_course(),
        *(starts or (monday, monday + timedelta(days=1))),
        place=cast.place,
        structure_id=cast.mairie.id,
        trainers=(trainer,),
        **values,
    )
    db.session.expire_all()
    return session


def note(
    half_day: HalfDay,
    person: Registration,
    *,
    present: bool = True,
    arrived: time | None = None,
    forged: bool = False,
) -> AttendanceLine:
    """A line of attendance as the sheet writes it."""
    if present:
        said = Said(Presence.PRESENT, arrived_at=arrived)
    else:
        said = Said(Presence.ABSENT, AbsenceReason.ILLNESS)
    line = AttendanceLine(
        half_day_id=half_day.id,
        registration_id=person.id,
        presence=said.presence,
        reason=said.reason,
        arrived_at=said.arrived_at,
        minutes=minutes_of(half_day, said),
        means=SigningMeans.NONE,
        noted_at=clock.now(),
    )
    line.digest = bytes(32) if forged else digest_of(line, None)
    return add(line)


def come(session: TrainingSession, *people: Registration, forged: bool = False) -> None:
    """They came to everything."""
    for half_day in session.half_days:
        for person in people:
            note(half_day, person, forged=forged)


def issue(
    session: TrainingSession, by: Account, kind: CertificateKind = CertificateKind.COMPLETION
) -> list[Certificate]:
    """The certificates of whoever came."""
    return list(issue_certificates(session, kind=kind, people=None, frame=FRAME, by=by).made)
