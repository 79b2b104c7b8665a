"""What happened in the sessions already held: signatures on the tablet, absences, marks, certificates.

Everything goes through the services that people use, on the clock of the day itself.
"""

import math
import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock, site
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import (
    AbsenceReason,
    ActionKind,
    CertificateKind,
    Moment,
    ObjectiveLevel,
    Presence,
    RegistrationState,
    SigningMeans,
)
from inclusion_app.trainings.models.attendance import Tablet
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries.registrations import list_registrations
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.rules.attendance_signature import HEIGHT, WIDTH
from inclusion_app.trainings.rules.certificates_content import Frame
from inclusion_app.trainings.rules.satisfaction import Mark
from inclusion_app.trainings.services.attendance import note_presence
from inclusion_app.trainings.services.attendance_tablets import Signature, open_tablet, sign
from inclusion_app.trainings.services.certificates import issue_certificates
from inclusion_app.trainings.services.evaluation import note_levels
from inclusion_app.trainings.services.satisfaction import answer_survey

_CAME = 0.88
_SIGNS_BY_HAND = 0.9
_ANSWERS = 0.85
_LEVELS = (ObjectiveLevel.REACHED,) * 7 + (ObjectiveLevel.PARTLY,) * 2 + (ObjectiveLevel.NOT_YET,)
_BEFORE = (ObjectiveLevel.NOT_YET,) * 6 + (ObjectiveLevel.PARTLY,) * 3 + (ObjectiveLevel.REACHED,)
_MARKS = (4,) * 11 + (3,) * 7 + (2,) * 2
_COMMENTS = (
    "Merci pour votre patience.",
    "Un peu rapide pour moi, mais très gentil.",
    "À refaire, avec plus de temps pour s’exercer.",
    "J’ai pu poser toutes mes questions.",
    "La salle était bruyante, le contenu très utile.",
    "J’en parlerai à mes voisines.",
    "Les exemples étaient bien choisis.",
    *("",) * 21,
)
_REASONS = (AbsenceReason.ILLNESS, AbsenceReason.WORK, AbsenceReason.TRANSPORT, AbsenceReason.NOT_SAID)
_GRACE = timedelta(hours=1)


def live(sessions: Sequence[TrainingSession], random: Random, now: datetime) -> None:
    """Fill the half-days that are over; finish the sessions that are."""
    for session in sessions:
        past = [half_day for half_day in session.half_days if half_day.ends_at + _GRACE < now]
        if session.cancelled_at or not past:
            continue
        by = db.session.get_one(Account, session.trainers[0].account_id) if session.trainers[0].account_id else None
        people = list_registrations(session, [RegistrationState.SEATED])
        if by is None or not people:
            continue
        for half_day in past:
            _hold(half_day, people, random, by)
        if len(past) == len(session.half_days):
            _finish(session, people, random, by)


def _hold(half_day: HalfDay, people: Sequence[Registration], random: Random, by: Account) -> None:
    trainer = half_day.session.trainers[0]
    with clock.frozen(half_day.starts_at + timedelta(minutes=4)):
        tablet = open_tablet(half_day, by=by)
        _sign(tablet, trainer.id, str(trainer.name), random)
        away = {one.id for one in people if random.random() > _CAME}
        for one in people:
            if one.id not in away:
                _sign(tablet, one.id, one.full_name, random)
        said = {key: Said(Presence.ABSENT, random.choice(_REASONS)) for key in sorted(away)}
        note_presence(half_day, said, by=by)


def _sign(tablet: Tablet, key: uuid.UUID, name: str, random: Random) -> None:
    by_hand = random.random() < _SIGNS_BY_HAND
    means, text = (SigningMeans.HAND, stroke(random)) if by_hand else (SigningMeans.TYPED, name)
    sign(tablet, key, Signature(means, text, uuid.UUID(int=random.getrandbits(128))))


def _finish(session: TrainingSession, people: Sequence[Registration], random: Random, by: Account) -> None:
    with clock.frozen(session.ends_at + timedelta(minutes=20)):
        objectives = session.course_version.objectives
        for moment, levels in ((Moment.BEFORE, _BEFORE), (Moment.HOT, _LEVELS)):
            cells = {(one.id, objective.id): random.choice(levels) for one in people for objective in objectives}
            note_levels(session, cells, moment=moment, by=by)
        for one in people:
            if random.random() < _ANSWERS:
                marks = {mark: random.choice(_MARKS) for mark in Mark}
                answer_survey(one, marks, random.choice(_COMMENTS), moment=Moment.HOT)
        if session.course_version.kind is ActionKind.TRAINING:
            issue_certificates(
                session,
                kind=CertificateKind.COMPLETION,
                people=None,
                frame=Frame(operator=site.current().operator),
                by=by,
            )


def stroke(random: Random) -> str:
    """A signature drawn at random: a first large loop, then waves that die away."""
    points = list(_points(random))
    return f"M{points[0]}L{' '.join(points[1:])}"


def _points(random: Random) -> Iterator[str]:
    turns, height, slope = random.uniform(3, 6), random.uniform(30, 70), random.uniform(-0.08, 0.04)
    for step in range(60):
        share = step / 59
        x = 60 + share * 460 + 24 * math.sin(share * turns * 9)
        y = 105 + slope * x + height * (1 - 0.7 * share) * math.sin(share * turns * 6.3) * math.cos(share * 5)
        yield f"{round(min(max(x, 0), WIDTH))} {round(min(max(y, 0), HEIGHT))}"
