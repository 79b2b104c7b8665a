"""Writes the trainings of the demonstration."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.demo.geography import Ground
from inclusion_app.demo.names import MEN, SURNAMES, WOMEN
from inclusion_app.demo.team import DOMAIN, Team
from inclusion_app.demo.trainings.catalogue import LESSONS, Lesson
from inclusion_app.demo.trainings.planning import PLAN, Planned, half_days
from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Place
from inclusion_app.territories.queries import parent_of
from inclusion_app.trainings.lists import (
    ActionKind,
    Audience,
    Channel,
    Funder,
    RegistrationState,
    SessionState,
    TraineeKind,
    Withdrawal,
)
from inclusion_app.trainings.models.courses import Course, CourseVersion, Objective, TrainingBody
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, Room, Trainer, TrainingSession

_NEEDS = (
    "Envoyer des photos à mes petits-enfants.",
    "Ne plus avoir peur de me tromper.",
    "Mieux aider les personnes qui viennent à l’accueil.",
    "Faire ma déclaration sans demander à ma fille.",
    None,
    None,
)
_ADAPTATIONS = (
    "Je lis mal les petits caractères.",
    "Fauteuil roulant.",
    "Je parle peu français.",
    None,
    None,
    None,
    None,
)
_KINDS = {
    Audience.CITIZENS: (TraineeKind.INDIVIDUAL, TraineeKind.JOB_SEEKER, TraineeKind.INDIVIDUAL),
    Audience.PROFESSIONALS: (TraineeKind.PUBLIC_AGENT, TraineeKind.PUBLIC_AGENT, TraineeKind.EMPLOYEE),
    Audience.OFFICIALS: (TraineeKind.OFFICIAL,),
}
_EARLIER = timedelta(days=21)


class Filler:
    """The trainings of the first structures."""

    def __init__(self, ground: Ground, teams: Sequence[Team], random: Random, today: date) -> None:
        self._ground, self._teams, self._random, self._today = ground, teams, random, today
        self._created = datetime.combine(today - timedelta(days=400), time(9), UTC)
        self._rooms: dict[object, Room] = {}

    def fill(self) -> list[TrainingSession]:
        """Write everything and give the sessions, in the order of the plan; the caller commits."""
        db.session.add(self._body())
        versions = {lesson.key: self._course(lesson) for lesson in LESSONS}
        trainers = self._trainers()
        lessons = {lesson.key: lesson for lesson in LESSONS}
        sessions = []
        for planned in PLAN:
            lesson = lessons[planned.lesson]
            session = self._session(planned, lesson, versions[lesson.key], trainers)
            sessions.append(session)
            for registration in self._people(planned, lesson, session):
                db.session.add(registration)
        db.session.flush()
        return sessions

    def _body(self) -> TrainingBody:
        departement = self._ground.departement
        region = parent_of(departement)
        return TrainingBody(
            name=f"Service public numérique {departement.of_name}",
            address=f"1 place de la Préfecture, {self._ground.largest.name}",
            siret="00009000100017",
            declaration_number="99870000087",
            declaration_region=region.name if region else "",
            phone="+33536490087",
            email=f"formation@{DOMAIN}",
            disability_contact=f"Claire Fontanel, coordination@{DOMAIN}",
            complaints_contact=f"formation@{DOMAIN}",
            signatory_name="Claire Fontanel",
            signatory_title="Coordinatrice du réseau",
            version=1,
        )

    def _course(self, lesson: Lesson) -> CourseVersion:
        course = Course(slug="-".join(fold(lesson.title).split()), created_at=self._created, latest=1, version=1)
        db.session.add(course)
        version = CourseVersion(
            course_id=course.id,
            number=1,
            written_on=self._created.date(),
            title=lesson.title,
            summary=lesson.summary,
            kind=lesson.kind,
            audiences=frozenset({lesson.audience}),
            competences=lesson.competences,
            content=lesson.content,
            prerequisites=lesson.prerequisites,
            methods="Petit groupe, exercices sur son propre matériel, fiches à emporter.",
            evaluation="Exercices pratiques en fin de séance, observés par l’intervenante ou l’intervenant.",
            accessibility="Salles accessibles en fauteuil. Dites-nous ce qui vous aiderait\u00a0: nous adaptons.",
            access_delay="Sous deux à six semaines, selon les places.",
            minutes=sum(lesson.half_days),
            price_cents=lesson.price_cents,
            validity_months=lesson.validity_months,
        )
        version.objectives = [Objective(rank=rank, text=text) for rank, text in enumerate(lesson.objectives, start=1)]
        db.session.add(version)
        db.session.flush()
        return version

    def _trainers(self) -> list[list[Trainer]]:
        """The trainers of each team; the last list holds someone from outside."""
        rows = [
            [
                Trainer(
                    account_id=mediator.account_id,
                    structure_id=team.structure.id,
                    name=mediator.name,
                    qualifications="Conseillère ou conseiller en médiation numérique, titre professionnel RMN.",
                    created_at=self._created,
                )
                for mediator in team.mediators[:2]
                if mediator.left_on is None
            ]
            for team in self._teams[:4]
        ]
        outside = Trainer(name="Solène Marchand", external=True, created_at=self._created)
        rows.append([outside])
        db.session.add_all(trainer for team in rows for trainer in team)
        db.session.flush()
        return rows

    def _session(
        self, planned: Planned, lesson: Lesson, version: CourseVersion, trainers: list[list[Trainer]]
    ) -> TrainingSession:
        team = self._teams[planned.team]
        place = team.places[planned.place % len(team.places)]
        days = half_days(planned, lesson.half_days, self._today, weekly=lesson.weekly)
        opened = days[0][0] - 2 * _EARLIER
        session = TrainingSession(
            course_version_id=version.id,
            structure_id=team.structure.id,
            place_id=place.id,
            room_id=self._room(place).id,
            commune_code=place.commune_code,
            starts_at=days[0][0],
            ends_at=days[-1][1],
            capacity=planned.capacity,
            materials="Venez avec votre téléphone et vos lunettes." if lesson.kind is ActionKind.WORKSHOP else "",
            created_at=opened,
            state=SessionState.CANCELLED if planned.cancelled else SessionState.OPEN,
            cancelled_at=opened + _EARLIER if planned.cancelled else None,
            reason=planned.cancelled,
            sequence=1 if planned.cancelled else 0,
            version=1,
        )
        session.half_days = [HalfDay(starts_at=begins, ends_at=ends) for begins, ends in days]
        session.trainers = [_chosen(planned, lesson, trainers)]
        db.session.add(session)
        db.session.flush()
        return session

    def _room(self, place: Place) -> Room:
        if place.id not in self._rooms:
            room = Room(place_id=place.id, name="Salle des ateliers", seats=15, equipment="8 ordinateurs, écran, wifi")
            db.session.add(room)
            db.session.flush()
            self._rooms[place.id] = room
        return self._rooms[place.id]

    def _people(self, planned: Planned, lesson: Lesson, session: TrainingSession) -> Iterator[Registration]:
        names: set[tuple[str, str]] = set()
        registered = min(session.starts_at, datetime.combine(self._today, time(8), UTC)) - _EARLIER
        for rank in range(planned.people + planned.waiting):
            first, last = self._name(names)
            at = registered + timedelta(hours=rank * 7)
            yield self._registration(session, lesson, (first, last), at, waiting=rank >= planned.people)

    def _registration(
        self, session: TrainingSession, lesson: Lesson, name: tuple[str, str], at: datetime, *, waiting: bool
    ) -> Registration:
        random, (first, last), gone = self._random, name, session.cancelled_at is not None
        citizens = lesson.audience is Audience.CITIZENS
        email = None if citizens and random.random() < 0.5 else f"{fold(first)}.{fold(last)}@{DOMAIN}".replace(" ", "")
        phone = f"+3363998{random.randint(0, 9999):04d}" if email is None or random.random() < 0.4 else None
        state = RegistrationState.WAITING if waiting else RegistrationState.SEATED
        return Registration(
            session_id=session.id,
            state=RegistrationState.CANCELLED if gone else state,
            ended_at=session.cancelled_at if gone else None,
            withdrawal=Withdrawal.SESSION if gone else None,
            channel=Channel.PUBLIC if email and random.random() < 0.4 else Channel.STAFF,
            registered_at=at,
            queued_at=at,
            confirmed_at=at,
            trainee_kind=random.choice(_KINDS[lesson.audience]),
            funder=Funder.EMPLOYER if lesson.price_cents else Funder.NONE,
            price_cents=lesson.price_cents,
            first_name=first,
            last_name=last,
            email=email,
            phone=phone,
            need=random.choice(_NEEDS),
            adaptations=random.choice(_ADAPTATIONS),
            name_index=name_index(first, last),
            email_index=email_index(email),
            phone_index=phone_index(phone),
            version=1,
        )

    def _name(self, names: set[tuple[str, str]]) -> tuple[str, str]:
        """A name that nobody else has in the session."""
        while True:
            random = self._random
            name = random.choice(WOMEN if random.random() < 0.6 else MEN), random.choice(SURNAMES)
            if name not in names:
                names.add(name)
                return name


def _chosen(planned: Planned, lesson: Lesson, trainers: list[list[Trainer]]) -> Trainer:
    """Someone from outside for elected officials; the second of the team for a weekly workshop, else the first."""
    if lesson.audience is Audience.OFFICIALS:
        return trainers[-1][0]
    team = trainers[planned.team]
    return team[-1] if lesson.weekly else team[0]
