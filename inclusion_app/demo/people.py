"""The people helped: those met once without a name, and the followed ones that each mediator sees again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.citizens.notice import CURRENT
from inclusion_app.demo import facts
from inclusion_app.demo.draw import Draw
from inclusion_app.demo.names import MEN, SURNAMES, WOMEN
from inclusion_app.demo.team import DOMAIN
from inclusion_app.demo.writer import Row
from inclusion_app.kernel import crypto
from inclusion_app.kernel.text import fold
from inclusion_app.vocabulary.people import AgeBand, Gender, age_band

Person = tuple[str, str, str]
"""Gender, age band and social status, as stored."""

CITIZEN_COLUMNS = (
    "id", "first_name_sealed", "last_name_sealed", "phone_sealed", "email_sealed", "notes_sealed", "name_index",
    "phone_index", "email_index", "birth_year", "gender", "social_status", "commune_code", "structure_id",
    "shared_with_team", "notice_version", "informed_on", "informed_how", "created_at", "created_by_id", "version",
)  # fmt: skip
FOLLOW_UP_COLUMNS = ("id", "citizen_id", "mediator_id", "started_on")
_POOL = 4096
_SHARED = 0.3
_INFORMED = ("spoken", "spoken", "spoken", "paper", "phone")


@dataclass
class Helped:
    """A followed citizen, in the memory of one mediator."""

    id: str
    birth_year: int
    gender: str
    social_status: str
    residence: str
    visits: int = 0

    def band(self, year: int) -> str:
        """The age band at a fact of this year."""
        return age_band(self.birth_year, year).value


class Crowd:
    """Draws people: anonymous ones ready by thousands, citizens one by one."""

    def __init__(self, random: Random, new_id: Callable[[date], str]) -> None:
        self._random = random
        self._new_id = new_id
        self._statuses = {
            band: Draw({status.value: share for status, share in shares.items()}, random, cells=512)
            for band, shares in facts.STATUSES.items()
        }
        self._genders = Draw({gender.value: share for gender, share in facts.GENDERS.items()}, random)
        self.alone = self._pool(facts.ADULT_AGES_ALONE)
        self.in_workshop = self._pool(facts.ADULT_AGES_IN_WORKSHOP)
        self.young = self._pool(facts.YOUNG_AGES)
        self._citizen_bands = Draw(facts.ADULT_AGES_IN_WORKSHOP, random)

    def _pool(self, ages: dict[AgeBand, float]) -> list[Person]:
        bands = Draw(ages, self._random)
        return [self._person(bands) for _ in range(_POOL)]

    def _person(self, bands: Draw[AgeBand]) -> Person:
        band = AgeBand.UNKNOWN if self._random.random() < facts.UNKNOWN_AGE_SHARE else bands()
        gender = Gender.UNKNOWN.value if self._random.random() < facts.UNKNOWN_GENDER_SHARE else self._genders()
        return gender, band.value, self._statuses[band]()

    def citizen(self, day: date, residence: str) -> Helped:
        """Someone new to follow."""
        band = self._citizen_bands()
        youngest, oldest = facts.AGE_RANGES[band]
        return Helped(
            id=self._new_id(day),
            birth_year=day.year - self._random.randint(youngest, oldest),
            gender=self._genders(),
            social_status=self._statuses[band](),
            residence=residence,
        )

    def citizen_row(self, citizen: Helped, *, day: date, structure_id: str, account_id: str | None) -> Row:
        """The row of a citizen, sealed; telephone numbers are among those kept for works of fiction (ARCEP)."""
        random = self._random
        first = random.choice(WOMEN if citizen.gender == Gender.FEMALE.value else MEN)
        last = random.choice(SURNAMES)
        phone = f"+3363998{random.randint(0, 9999):04d}" if random.random() < 0.6 else None
        email = _address(first, last, random) if random.random() < 0.25 else None
        return (
            citizen.id, seal("citizen", "first_name", citizen.id, first),
            seal("citizen", "last_name", citizen.id, last),
            seal("citizen", "phone", citizen.id, phone) if phone else None,
            seal("citizen", "email", citizen.id, email) if email else None,
            None, name_index(first, last), phone_index(phone), email_index(email), citizen.birth_year, citizen.gender,
            citizen.social_status, citizen.residence, structure_id, random.random() < _SHARED, CURRENT.version,
            day.isoformat(), random.choice(_INFORMED), f"{day.isoformat()} 09:00:00.000000", account_id, 1,
        )  # fmt: skip


def _address(first: str, last: str, random: Random) -> str:
    return f"{fold(first)}.{fold(last)}{random.randint(1, 99)}@{DOMAIN}".replace(" ", "")


def seal(table: str, name: str, key: str, text: str) -> bytes:
    """Seal a text for the row whose key is 32 hexadecimal digits."""
    dashed = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    return crypto.seal(text, f"{table}:{name}_sealed:{dashed}")
