"""Fill an empty instance with a believable département, in one transaction: killed half-way, it leaves it empty."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from random import Random

from sqlalchemy import func, select

from inclusion_app.accompaniments.models import Record
from inclusion_app.citizens.models import Citizen
from inclusion_app.demo import facts
from inclusion_app.demo.accounts import open_accounts
from inclusion_app.demo.appointments import plan_today
from inclusion_app.demo.assessing import assess
from inclusion_app.demo.calendar import daily_counts, first_day
from inclusion_app.demo.checking import check
from inclusion_app.demo.geography import Ground, Residences, survey
from inclusion_app.demo.kits import Kit, KitMaker
from inclusion_app.demo.people import Crowd
from inclusion_app.demo.records import Logger, Session
from inclusion_app.demo.rows import Book, Keys
from inclusion_app.demo.team import Team, make_teams
from inclusion_app.demo.trainings.filling import Filler
from inclusion_app.demo.trainings.living import live
from inclusion_app.demo.warning import warn
from inclusion_app.demo.workers import Rota, Worker, make_workers
from inclusion_app.demo.writer import without_indexes
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.network.models import Mediator, Organisation, Place, Structure
from inclusion_app.territories.models import Commune

DEFAULT_DEPARTEMENT = "87"
DEFAULT_ACCOMPANIMENTS = 20_000
_MEDIATORS = 25
_RECORDS_A_MEDIATOR = 4000
_MANY = 50_000
"""From how many records on it is quicker to build the indexes at the end."""


@dataclass(frozen=True)
class Summary:
    """What the demonstration made."""

    departement: str
    first: date
    last: date
    structures: int
    places: int
    mediators: int
    citizens: int
    records: int


def check_empty() -> None:
    """Refuse an instance that is not initialised, or that holds something."""
    if not db.session.scalar(select(func.count()).select_from(Commune)):
        raise DomainError("Cette instance n’est pas initialisée. Lancez d’abord «\u00a0inclusion init\u00a0».")
    for model in (Record, Citizen, Place, Structure, Mediator):
        if db.session.scalar(select(model.id).limit(1)) is not None:
            raise DomainError(
                "Cette instance contient déjà des données\u00a0: la démonstration ne remplit qu’une instance vide."
            )


def fill(*, departement: str, accompaniments: int, seed: int, today: date, progress: Progress = silent) -> Summary:
    """Write exactly `accompaniments` records over the 36 months to the day before `today`. The caller commits."""
    check_empty()
    random = Random(seed)
    ground = survey(departement)
    last = date.fromordinal(today.toordinal() - 1)
    first = first_day(last)
    wanted = max(_MEDIATORS, accompaniments // _RECORDS_A_MEDIATOR)
    teams = make_teams(ground, random, mediators=wanted, first=first, last=last)
    open_accounts(ground, teams, created=datetime.combine(first, time(8), UTC))
    db.session.flush()
    tell = _Story(ground, teams, random)
    days = daily_counts(accompaniments, last, ground.largest.departement_code)
    tell.write(days, accompaniments, progress)
    plan_today(teams[0].mediators[0], today)
    sessions = Filler(ground, teams, random, today).fill()
    live(sessions, random, datetime.combine(today, time(6), UTC))
    assess(random, today)
    warn(today)
    check(random, today)
    return Summary(
        departement=ground.departement.name,
        first=first,
        last=last,
        structures=len(teams),
        places=sum(len(team.places) for team in teams),
        mediators=sum(len(team.mediators) for team in teams),
        citizens=db.session.scalar(select(func.count()).select_from(Citizen)) or 0,
        records=accompaniments,
    )


class _Story:
    """Three years of records of all mediators."""

    def __init__(self, ground: Ground, teams: list[Team], random: Random) -> None:
        residences = Residences(ground, random)
        keys = Keys(random)
        self._random = random
        self._connection = db.session.connection()
        self._book = Book(self._connection)
        self._rota = Rota(make_workers(teams, ground, residences, random), random)
        self._logger = Logger(self._book, Crowd(random, keys), residences, keys, random)
        organisations = {name: key.hex for name, key in db.session.execute(select(Organisation.name, Organisation.id))}
        self._maker = KitMaker(random, dict(sorted(organisations.items())))
        self._kits: dict[bool | None, list[Kit]] = {}
        self._month: tuple[int, int] | None = None

    def write(self, days: Iterable[tuple[date, int]], total: int, progress: Progress) -> None:
        done, first = 0, None
        with without_indexes(self._connection, self._book.tables, drop=total >= _MANY):
            for day, count in days:
                first = first or day
                if count:
                    self._prepare(day, (day - first).days // 365)
                    self._tell(Session.of(day), count)
                    done += count
                    progress(done, total)
            self._book.write()

    def _prepare(self, day: date, year: int) -> None:
        """Draw the kits of a month that begins."""
        if self._month != (day.year, day.month):
            self._month = day.year, day.month
            self._kits = {
                procedures: self._maker.individual(month=day.month, year=year, procedures=procedures)
                for procedures in (False, True)
            }
            self._kits[None] = self._maker.workshops(month=day.month, year=year)

    def _tell(self, session: Session, count: int) -> None:
        for worker in self._rota.draw(session.day, count):
            self._tell_one(session, worker)
        self._book.write_when_full()

    def _tell_one(self, session: Session, worker: Worker) -> None:
        if self._random.random() < facts.WORKSHOP_SHARE * worker.workshop_rate:
            self._logger.workshop(session, worker, self._random.choice(self._kits[None]))
        else:
            self._logger.individual(session, worker, self._random.choice(self._kits[worker.procedures]))
