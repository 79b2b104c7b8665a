"""The actors of the demonstration: structures, places, mediators, one account a role."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from inclusion_app.access import services as access
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.demo.geography import Ground
from inclusion_app.demo.names import MEN, SURNAMES, WOMEN
from inclusion_app.demo.phrases import STREETS
from inclusion_app.demo.places import make_place
from inclusion_app.demo.plan import PLAN, Seat, more_seats
from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import fold
from inclusion_app.network.models import Mediator, Membership, Place, Structure

DOMAIN = "demo.inclusion.example"
_SETTLED = 2
"""The first mediators of each structure were there all along."""


@dataclass
class Team:
    """One structure with its places and the mediators who work there."""

    structure: Structure
    seat: Seat
    places: list[Place] = field(default_factory=list)
    mediators: list[Mediator] = field(default_factory=list)


def make_teams(ground: Ground, random: Random, *, mediators: int, first: date, last: date) -> list[Team]:
    """The structures of the plan, and more of them when more mediators are wanted; all added to the session."""
    seats = list(PLAN)
    while sum(seat.mediators for seat in seats) < mediators:
        seats.append(more_seats(len(seats)))
    names: set[str] = set()
    created = datetime.combine(first, time(8), UTC)
    teams = [_make_team(seat, ground, random, names, created, last) for seat in seats]
    db.session.flush()
    people = _people(random)
    for team in teams:
        for rank in range(team.seat.mediators):
            team.mediators.append(_make_mediator(team, rank, next(people), random, first, last))
    db.session.flush()
    return teams


def _make_team(seat: Seat, ground: Ground, random: Random, names: set[str], created: datetime, last: date) -> Team:
    home = seat.home(ground)
    name = _unused(seat.name(ground, home), names)
    number = 5_364_900_00 + len(names)
    structure = Structure(
        name=name,
        siret=_siret(len(names)),
        address=f"{random.randint(1, 60)} {random.choice(STREETS)}",
        commune_code=home.code,
        phone=f"+33{number}",
        email=f"contact-{len(names)}@{DOMAIN}",
        created_at=created,
        version=1,
    )
    db.session.add(structure)
    team = Team(structure, seat)
    for rank, commune in enumerate(seat.communes(ground)):
        team.places.append(make_place(structure, seat, commune, rank, random, created, last))
    db.session.add_all(team.places)
    return team


def _unused(name: str, names: set[str]) -> str:
    """The name, numbered when it is already taken."""
    candidate, number = name, 2
    while candidate in names:
        candidate, number = f"{name} {number}", number + 1
    names.add(candidate)
    return candidate


def _siret(rank: int) -> str:
    """A number that passes the check and belongs to nobody: its SIREN begins with 000."""
    body = f"000{rank:05d}"
    siren = body + _luhn(body)
    office = f"{siren}0001"
    return office + _luhn(office)


def _luhn(digits: str) -> str:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def _people(random: Random) -> Iterator[str]:
    """Names of mediators, each once."""
    seen: set[str] = set()
    while True:
        name = f"{random.choice(WOMEN if random.random() < 0.66 else MEN)} {random.choice(SURNAMES)}"
        if name not in seen:
            seen.add(name)
            yield name


def _make_mediator(team: Team, rank: int, name: str, random: Random, first: date, last: date) -> Mediator:
    """Most were there from the first day, some came since, a few left."""
    settled = rank < _SETTLED
    started = first if settled or random.random() < 0.7 else first + timedelta(days=random.randint(60, 700))
    left = last - timedelta(days=random.randint(40, 300)) if not settled and random.random() < 0.2 else None
    if left and left <= started:
        left = None
    created = datetime.combine(started, time(8), UTC)
    place = team.places[rank % len(team.places)]
    account = _make_account(name, created, team.structure.id)
    account.deactivated_at = datetime.combine(left, time(18), UTC) if left else None
    mediator = Mediator(
        account_id=account.id,
        name=name,
        usual_place_id=place.id,
        usual_commune_code=place.commune_code,
        created_at=created,
        left_on=left,
    )
    db.session.add(mediator)
    db.session.flush()
    db.session.add(
        Membership(mediator_id=mediator.id, structure_id=team.structure.id, started_on=started, ended_on=left)
    )
    return mediator


def _make_account(name: str, created: datetime, structure_id: uuid.UUID) -> Account:
    """The account of a mediator, who signs in by a link: only the accounts printed at the end have a password."""
    address = f"{fold(name).replace(' ', '.')}@{DOMAIN}"
    account = access.create_account(email=address, name=name, by=None)
    account.created_at = account.activated_at = created
    access.grant_role(account, Role.MEDIATOR, structure_id=structure_id, by=None)
    return account
