"""A small département with a year of activity, and what prepares and freezes its publications."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from inclusion_app.access.models import Account
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.publishing import services
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.preparing import Asked, prepare
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.activity import Autonomy, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast

LIMOGES, PANAZOL, ISLE, AMBAZAC, BESSINES, RAZES = "87085", "87114", "87075", "87002", "87014", "87122"
HOW_MANY = {LIMOGES: 500, PANAZOL: 200, ISLE: 120, AMBAZAC: 90, BESSINES: 60, RAZES: 7}


@pytest.fixture
def active(cast: Cast) -> Cast:
    """Eight hundred accompaniments of 2025 in four communes of two intercommunalities, in a fixed disorder."""
    chance = random.Random(87)  # noqa: S311
    for commune, number in HOW_MANY.items():
        for _ in range(number):
            log(cast, commune, date(2025, chance.randint(1, 12), chance.randint(1, 28)), chance)
    db.session.flush()
    return cast


def log(cast: Cast, commune: str, day: date, chance: random.Random | None = None, **values: Any) -> None:
    """One anonymous person helped for the first time, in a new record; flush after the last."""
    draw = chance or random.Random(11)  # noqa: S311
    record = Record(
        kind=RecordKind.INDIVIDUAL,
        mediator_id=cast.mediators["nadia"].id,
        held_on=day,
        minutes=30,
        place_kind=PlaceKind.OTHER,
        held_commune_code=commune,
        themes=values.pop("themes", frozenset({draw.choice(list(Theme)[:3])})),
        autonomy=draw.choice([None, *list(Autonomy)[:2]]),
        created_at=clock.now(),
        updated_at=clock.now(),
        version=1,
    )
    person: dict[str, Any] = {
        "gender": draw.choice([Gender.FEMALE] * 3 + [Gender.MALE] * 2),
        "age_band": draw.choice([AgeBand.FROM_40_TO_59, AgeBand.FROM_60_TO_69, AgeBand.FROM_70]),
        "social_status": draw.choice([SocialStatus.RETIRED] * 3 + [SocialStatus.UNEMPLOYED]),
    }
    db.session.add(record)
    db.session.add(Participation(record_id=record.id, **person | values))


def log_many(cast: Cast, number: int, commune: str = LIMOGES, day: date = date(2025, 3, 3), **values: Any) -> None:
    """Several, drawn anew."""
    chance = random.Random(number)  # noqa: S311
    for _ in range(number):
        log(cast, commune, day, chance, **values)
    db.session.flush()


Publish = Callable[..., Publication]


@pytest.fixture
def publish(active: Cast) -> Publish:
    """Prepare and freeze, as the coordinator."""

    def run(territory: str = "DEP-87", period: str = "2025", *, reason: str | None = None, n: int = 11) -> Publication:
        return services.freeze(ready(territory, period, reason=reason, n=n, by=active.claire), by=active.claire)

    return run


def ready(
    territory: str = "DEP-87",
    period: str = "2025",
    *,
    reason: str | None = None,
    n: int = 11,
    by: Account | None = None,
) -> Publication:
    """A publication prepared, not frozen."""
    asked = Asked(get_territory(territory), parse_period(period), n, reason)
    return services.keep_prepared(prepare(asked), by=by)
