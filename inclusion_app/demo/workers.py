"""Mediators at work: when they are there, where they go, whom they know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from random import Random

from inclusion_app.demo.draw import Draw
from inclusion_app.demo.geography import Ground, Residences
from inclusion_app.demo.people import Helped
from inclusion_app.demo.team import Team
from inclusion_app.network.models import Mediator, Membership
from inclusion_app.vocabulary.activity import RecordKind


@dataclass
class Worker:
    """One mediator, with keys as they are stored."""

    id: str
    account_id: str | None
    structure_id: str
    procedures: bool
    places: Draw[tuple[str, str]]
    """Key and commune of the place."""
    elsewhere: Draw[str]
    usual_commune: str
    pace: float
    workshop_rate: float
    day_off: int | None
    started: date
    left: date | None
    known: list[Helped] = field(default_factory=list)

    def works(self, day: date) -> bool:
        """She is there on this day."""
        return self.started <= day and (self.left is None or day < self.left) and day.weekday() != self.day_off


def make_workers(teams: Sequence[Team], ground: Ground, residences: Residences, random: Random) -> list[Worker]:
    """The mediators of the teams, the one to sign in as first."""
    return [
        _make_worker(team, rank, mediator, ground, residences, random)
        for team in teams
        for rank, mediator in enumerate(team.mediators)
    ]


def _make_worker(
    team: Team, rank: int, mediator: Mediator, ground: Ground, residences: Residences, random: Random
) -> Worker:
    own = team.places[rank % len(team.places)]
    shares = {(place.id.hex, place.commune_code): 6.0 if place is own else 1.0 for place in team.places}
    first = team.seat.rank == 0 and rank == 0
    return Worker(
        id=mediator.id.hex,
        account_id=mediator.account_id.hex if mediator.account_id else None,
        structure_id=team.structure.id.hex,
        procedures=team.seat.procedures,
        places=Draw(shares, random, cells=256),
        elsewhere=_elsewhere(team, ground, residences, random),
        usual_commune=own.commune_code,
        pace=1.3 if first else (0.35 if team.seat.rank < 0 else random.uniform(0.6, 1.4)),
        workshop_rate=random.uniform(0.6, 1.4) * (0.75 if team.seat.procedures else 1.15),
        day_off=random.choice((None, None, 0, 2, 4)) if not first else None,
        started=_membership(mediator).started_on,
        left=mediator.left_on,
    )


def _membership(mediator: Mediator) -> Membership:
    return mediator.memberships[0]


def _elsewhere(team: Team, ground: Ground, residences: Residences, random: Random) -> Draw[str]:
    """Where she goes when it is not one of her places: around, or to the villages for the département's own team."""
    if team.seat.typology == "CD":
        far = ground.communes[3:] or ground.communes
        return Draw({one.code: float(one.population or 1) ** 0.5 for one in far}, random)
    return residences.near(team.structure.commune_code)


class Rota:
    """Draws who logs on a day, by her pace; worked out once a month and weekday."""

    def __init__(self, workers: Sequence[Worker], random: Random) -> None:
        self._workers = workers
        self._random = random
        self._known: dict[tuple[int, int, int], tuple[list[Worker], list[float]]] = {}

    def draw(self, day: date, count: int) -> list[Worker]:
        """`count` mediators who work on this day, with repetition."""
        key = (day.year, day.month, day.weekday())
        if key not in self._known:
            there = [worker for worker in self._workers if worker.works(day)] or [self._workers[0]]
            self._known[key] = there, list(accumulate(worker.pace for worker in there))
        there, paces = self._known[key]
        return self._random.choices(there, cum_weights=paces, k=count)


KIND = {False: RecordKind.INDIVIDUAL.value, True: RecordKind.WORKSHOP.value}
