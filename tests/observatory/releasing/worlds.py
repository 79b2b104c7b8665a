"""Random worlds: records of two years in communes of two départements, small and large cells, merged people."""

import random
from datetime import date

from inclusion_app.extensions import db
from inclusion_app.network.models import Organisation
from inclusion_app.vocabulary.activity import BlockedCause
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop

COMMUNES = ("87085", "87114", "87001", "23096", "19031")
TERRITORIES = ("FR", "REG-75", "DEP-87", "DEP-23", "DEP-19", "EPCI-248719312", *(f"COM-{code}" for code in COMMUNES))
AGES = (AgeBand.FROM_70, AgeBand.FROM_25_TO_39, AgeBand.UNKNOWN)


def fill(cast: Cast, seed: int, *, year: int = 2025, records: int = 260) -> None:
    """Records of a year; one seed in three mixes old and new bands of ages."""
    rng = random.Random(seed)  # noqa: S311 (repeatable worlds)
    nadia = cast.mediators["nadia"]
    citizens = [make_citizen(nadia, "Jeanne", f"Dubois {at}") for at in range(40)]
    organisation = Organisation(name=f"Caisse {seed} {year}")
    db.session.add(organisation)
    ages = (*AGES, AgeBand.V1_FROM_60) if seed % 3 == 0 else AGES
    genders, themes = list(Gender)[: rng.randint(1, 3)], list(Theme)[: rng.randint(1, 5)]
    months = rng.sample(range(1, 13), rng.choice((2, 4, 12)))
    for _ in range(records):
        values = {
            "held_on": date(year, rng.choice(months), rng.randint(1, 28)),
            "held_commune_code": COMMUNES[int(len(COMMUNES) * rng.random() ** 2)],
            "themes": frozenset(rng.sample(themes, rng.randint(0, len(themes)))),
        }
        if rng.random() < 0.1:
            values |= {"blocked_cause": BlockedCause.SITE_DOWN, "blocked_organisation_id": organisation.id}
        if rng.random() < 0.15:
            total = rng.randint(1, 30)
            people = tuple(rng.sample(citizens, rng.randint(0, 3)))
            make_workshop(
                nadia, total, people, gender_female=total // 2, already_helped=rng.randint(0, total), **values
            )
        else:
            make_record(
                nadia,
                rng.choice([None, rng.choice(citizens)]),
                gender=rng.choice(genders),
                age_band=rng.choice(ages),
                social_status=rng.choice([SocialStatus.RETIRED, SocialStatus.UNKNOWN]),
                residence_code=rng.choice([None, *COMMUNES]),
                already_helped=rng.random() < 0.2,
                **values,
            )
    db.session.flush()
