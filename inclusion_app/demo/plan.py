"""Which structures the demonstration opens, and where: many in the largest commune, a few in villages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from inclusion_app.demo.geography import Ground
from inclusion_app.extensions import db
from inclusion_app.network.standard import NationalProgramme
from inclusion_app.territories.models import Commune, Epci
from inclusion_app.territories.queries import to_territory


class Spread(StrEnum):
    """Where a structure opens its other places."""

    COMMUNE = "commune"
    EPCI = "epci"
    VILLAGES = "villages"


@dataclass(frozen=True)
class Seat:
    """One structure of the plan. `rank` is that of its commune by population; negative counts villages."""

    title: str
    rank: int
    typology: str
    mediators: int
    places: int = 1
    spread: Spread = Spread.COMMUNE
    procedures: bool = False
    """Rather a place for administrative procedures than for learning."""
    programme: NationalProgramme | None = None

    def home(self, ground: Ground) -> Commune:
        """The commune of the structure."""
        if self.rank >= 0:
            return ground.ranked(self.rank)
        villages = ground.villages()
        return villages[(-self.rank * 7) % len(villages)]

    def name(self, ground: Ground, home: Commune) -> str:
        """The name of the structure, with that of its territory where the title asks for it."""
        epci = db.session.get(Epci, home.epci_siren) if home.epci_siren else None
        return self.title.format(
            of=to_territory(home).of_name,
            departement=ground.departement.of_name,
            epci=epci.name if epci else home.name,
        )

    def communes(self, ground: Ground) -> list[Commune]:
        """The commune of each place, the structure's own first."""
        home = self.home(ground)
        match self.spread:
            case Spread.COMMUNE:
                others: Sequence[Commune] = (home,)
            case Spread.EPCI:
                others = [one for one in ground.of_epci(home.epci_siren)[1:14:2] if one is not home] or (home,)
            case Spread.VILLAGES:
                villages = ground.villages()
                others = villages[:: max(1, len(villages) // self.places)]
        return [home, *(others[rank % len(others)] for rank in range(self.places - 1))]


_P = NationalProgramme

PLAN: tuple[Seat, ...] = (
    Seat("Ville {of}", 0, "MUNI", 4, 4, programme=_P.CONSEILLERS),
    Seat("CCAS {of}", 0, "CCAS", 2, 2, procedures=True, programme=_P.AIDANTS_CONNECT),
    Seat("Le Fil numérique", 0, "ASSO", 2, 2),
    Seat("Centre social du Moulin", 0, "CS", 2, 1),
    Seat("Conseil départemental {departement}", 0, "CD", 3, 8, Spread.VILLAGES, programme=_P.CONSEILLERS),
    Seat("France Services {of}", 1, "RFS", 2, 2, Spread.EPCI, procedures=True, programme=_P.FRANCE_SERVICES),
    Seat("Médiathèque {of}", 2, "BIB", 1, 1),
    Seat("{epci}", 6, "EPCI", 2, 5, Spread.EPCI, programme=_P.CONSEILLERS),
    Seat("{epci}", 12, "EPCI", 2, 5, Spread.EPCI, programme=_P.CONSEILLERS),
    Seat("France Services {of}", 3, "RFS", 1, 3, Spread.EPCI, procedures=True, programme=_P.FRANCE_SERVICES),
    Seat("Atelier des possibles", 4, "TIERS_LIEUX", 1, 1),
    Seat("Mission locale {of}", 1, "ML", 1, 2, Spread.EPCI, procedures=True),
    Seat("Commune {of}", 9, "MUNI", 1, 2),
    Seat("Commune {of}", -1, "MUNI", 1, 1, procedures=True),
    Seat("Commune {of}", -3, "MUNI", 1, 1),
)

_MORE = (
    Seat("France Services {of}", 5, "RFS", 4, 3, Spread.EPCI, procedures=True, programme=_P.FRANCE_SERVICES),
    Seat("Commune {of}", 7, "MUNI", 3, 2, programme=_P.CONSEILLERS),
    Seat("Médiathèque {of}", 8, "BIB", 3, 1),
    Seat("Centre social {of}", 0, "CS", 4, 2),
)


def more_seats(rank: int) -> Seat:
    """One more structure, beyond the plan."""
    model = _MORE[rank % len(_MORE)]
    moved = model.rank + rank // 2 if model.rank else 0
    return replace(model, rank=moved)
