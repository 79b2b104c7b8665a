"""Places with the main fields of the national standard, more or less fresh."""

from datetime import date, datetime, timedelta
from random import Random

from inclusion_app.demo.phrases import HOURS, STREETS, SUMMARIES, VISIT_HOURS
from inclusion_app.demo.plan import Seat
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.standard import (
    AccessMode,
    Audience,
    Fee,
    Mobility,
    Service,
    SpecialCare,
    SupportMode,
)
from inclusion_app.territories.models import Commune

_PROCEDURES = (Service.PROCEDURES, Service.ACCESS, Service.EMPLOYMENT)
_LEARNING = (Service.DAILY_TOOLS, Service.SECURITY, Service.UNDERSTANDING, Service.CREATION)
_ANNEXES = ("Annexe", "Maison de quartier", "Bibliothèque", "Espace numérique")


def make_place(
    structure: Structure, seat: Seat, commune: Commune, rank: int, random: Random, created: datetime, last: date
) -> Place:
    """One place of a structure: its main one, an annexe in the same commune, or a visit elsewhere."""
    visit = commune.code != structure.commune_code
    latitude, longitude = _around(commune, random)
    return Place(
        structure_id=structure.id,
        name=_name(structure, commune, rank, visit),
        pivot=structure.siret,
        commune_code=commune.code,
        postal_code=commune.postal_codes[0].postal_code if commune.postal_codes else f"{commune.code[:2]}000",
        address=str(structure.address) if rank == 0 else f"{random.randint(1, 40)} {random.choice(STREETS)}",
        latitude=latitude,
        longitude=longitude,
        typologies="ENM" if seat.typology == "CD" and visit else seat.typology,
        phone=structure.phone,
        emails=structure.email,
        opening_hours=random.choice(VISIT_HOURS if visit else HOURS),
        summary=SUMMARIES[3] if visit else random.choice(SUMMARIES[:3]),
        mobility={Mobility.ITINERANT if visit else Mobility.FIXED},
        updated_on=last - timedelta(days=int(700 * random.random() ** 2.2)),
        services=_services(seat, random),
        audiences={Audience.SENIORS} if random.random() < 0.2 else set(),
        special_care={SpecialCare.ILLITERACY} if random.random() < 0.15 else set(),
        fees={Fee.FREE},
        programmes={seat.programme} if seat.programme else set(),
        access_modes={AccessMode.COME, AccessMode.CALL} if random.random() < 0.8 else {AccessMode.CALL},
        support_modes={SupportMode.INDIVIDUAL, SupportMode.WORKSHOP} if not visit else {SupportMode.INDIVIDUAL},
        created_at=created,
        version=1,
    )


def _name(structure: Structure, commune: Commune, rank: int, visit: bool) -> str:
    if rank == 0:
        return structure.name
    if visit:
        return f"Permanence numérique – {commune.name}"
    return f"{_ANNEXES[(rank - 1) % len(_ANNEXES)]} – {structure.name}"


def _around(commune: Commune, random: Random) -> tuple[float | None, float | None]:
    """Less than half a kilometre from the town hall."""
    if commune.latitude is None or commune.longitude is None:
        return None, None
    return (
        round(commune.latitude + random.uniform(-0.004, 0.004), 6),
        round(commune.longitude + random.uniform(-0.005, 0.005), 6),
    )


def _services(seat: Seat, random: Random) -> set[Service]:
    main, others = (_PROCEDURES, _LEARNING) if seat.procedures else (_LEARNING, _PROCEDURES)
    return {*main[:2], *(service for service in (*main[2:], *others) if random.random() < 0.4)}
