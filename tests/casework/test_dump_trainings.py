"""A dump of the database shows nothing personal of trainings either."""

import uuid
from datetime import UTC, datetime, timedelta

from inclusion_app.access.scope import scope_of
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.files import PDF, store
from inclusion_app.trainings.links import secret_of
from inclusion_app.trainings.lists import (
    Channel,
    FeedKind,
    Moment,
    NotHeld,
    NoticeKind,
    Presence,
    QualityKind,
    RevocationReason,
    SigningMeans,
    TraineeKind,
)
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.attendance_tablets import token_of
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.rules.quality import QualitySheet
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.trainings.rules.satisfaction import Mark
from inclusion_app.trainings.services import (
    attendance,
    attendance_scans,
    attendance_tablets,
    certificates,
    feeds,
    notices,
    people,
    quality,
    registrations,
    satisfaction,
)
from inclusion_app.trainings.services.attendance_tablets import Signature
from tests.casework.test_dump import dumped, forms_of
from tests.cast import Cast
from tests.factories_trainings import make_course, make_session
from tests.trainings.certifying import issue, make_body

MORNING = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
STROKE = "M20 100L120 40 220 160 320 40"
SECRETS = {
    "first name": "Zyxquelline",
    "last name": "Wolfenbüttelsky",
    "telephone": "612987345",
    "e-mail": "zyxq.personne@courriel-prive.example",
    "postal address": "17 impasse des Hirondelles",
    "organisation": "Association Clochemerle",
    "need": "retrouver mes photos",
    "adaptations": "une boucle magnétique",
    "strokes": STROKE,
    "correction": "sortie pour son enfant malade",
    "not held": "animatrice hospitalisée",
    "comment": "je craignais de demander",
    "title of a complaint": "Réclamation de Philibert",
    "details of a complaint": "la porte était close",
    "answer to a complaint": "nous avons rappelé Philibert",
    "name of a file": "courrier-de-philibert.pdf",
    "content of a file": "contenu tres confidentiel",
    "scan": "feuille signee confidentielle",
    "why a certificate was revoked": "son employeur la conteste",
    "trainer from outside": "Barnabé Quillevère",
    "trainer’s e-mail": "barnabe@quillevere.example",
    "qualifications": "diplôme en horlogerie",
}


def person() -> Person:
    return Person(
        first_name=SECRETS["first name"],
        last_name=SECRETS["last name"],
        email=SECRETS["e-mail"],
        phone="06 12 98 73 45",
        need=SECRETS["need"],
        adaptations=SECRETS["adaptations"],
        organisation=SECRETS["organisation"],
        address=SECRETS["postal address"],
        trainee_kind=TraineeKind.OTHER,
    )


def attend(session: TrainingSession, who: Registration, cast: Cast) -> str:
    """Signed, corrected; the afternoon did not take place. Returns the secret of the tablet."""
    morning, afternoon = session.half_days
    with clock.frozen(MORNING + timedelta(hours=1)):
        tablet = attendance_tablets.open_tablet(morning, by=cast.nadia)
        line = attendance_tablets.sign(tablet, who.id, Signature(SigningMeans.HAND, STROKE, uuid.uuid4()))
    with clock.frozen(MORNING + timedelta(hours=9)):
        left = Said(Presence.PRESENT, left_at=clock.to_paris(MORNING + timedelta(hours=2)).time())
        attendance.correct_line(line, left, reason=SECRETS["correction"], by=cast.nadia)
        attendance.declare_not_held(afternoon, NotHeld.OTHER, note=SECRETS["not held"], by=cast.nadia)
        attendance_scans.add_scans(
            session,
            [(SECRETS["name of a file"], b"%PDF-1.7 " + SECRETS["scan"].encode())],
            half_day_id=morning.id,
            by=cast.nadia,
        )
    return token_of(tablet.id)


def complain(cast: Cast) -> None:
    file = store(
        b"%PDF-1.7 " + SECRETS["content of a file"].encode(),
        name=SECRETS["name of a file"],
        accepted=(PDF,),
        by=cast.claire,
    )
    day = clock.today()
    sheet = QualitySheet(
        QualityKind.COMPLAINT, day, SECRETS["title of a complaint"], SECRETS["details of a complaint"], (31,)
    )
    entry = quality.add_entry(sheet, file=file, by=cast.claire)
    answer = SECRETS["answer to a complaint"]
    quality.answer_entry(entry, answer, answered_on=day, version=entry.version, by=cast.claire)


def fill(cast: Cast) -> list[str]:
    """Everything that trainings know of somebody, through the services that keep it; returns the secret addresses."""
    make_body()
    sheet = people.TrainerSheet(SECRETS["trainer from outside"], SECRETS["trainer’s e-mail"], SECRETS["qualifications"])
    trainer = people.add_outside_trainer(sheet, structure=cast.mairie, by=cast.paul)
    afternoon = MORNING + timedelta(hours=5)
    session = make_session(
        make_course(), MORNING, afternoon, place=cast.place, structure_id=cast.mairie.id, trainers=(trainer,)
    )
    with clock.frozen(MORNING - timedelta(days=5)):
        registered = registrations.register(
            session, person(), by=cast.nadia, channel=Channel.STAFF, form_key=uuid.uuid4()
        )
        notices.tell(registered, NoticeKind.CONVOCATION)
        feed = feeds.create_feed(
            scope_of(cast.nadia), kind=FeedKind.MINE, place_id=None, territory_key=None, by=cast.nadia
        )
    tablet = attend(session, registered, cast)
    with clock.frozen(MORNING + timedelta(days=1)):
        satisfaction.answer_survey(registered, {Mark.OVERALL: 4}, SECRETS["comment"], moment=Moment.HOT)
        (certificate,) = issue(session, cast.nadia)
        note = SECRETS["why a certificate was revoked"]
        certificates.revoke_certificate(certificate, reason=RevocationReason.OTHER, note=note, by=cast.nadia)
        complain(cast)
    db.session.flush()
    return [tablet, tablet.replace("-", ""), str(feed.token), secret_of(registered)]


def test_a_dump_shows_nothing_personal_of_trainings(cast: Cast) -> None:
    addresses = fill(cast)
    dump = b"\n".join(dumped())
    assert b"attendance.correct" in dump
    assert b"certificate.revoke" in dump
    secrets = SECRETS | {f"secret address {rank}": address for rank, address in enumerate(addresses)}
    assert not {label for label, secret in secrets.items() if any(form in dump for form in forms_of(secret))}
