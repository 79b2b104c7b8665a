"""Where things happen: the communes of one département, and who lives near what."""

from dataclasses import dataclass
from random import Random

from inclusion_app.demo.draw import Draw
from inclusion_app.kernel.errors import NotFound
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import distance_km, get_territory, list_communes
from inclusion_app.territories.territory import Territory

_NEAR_KM = 22.0
_AT_HOME = 0.64
"""Share of the people helped who live in the very commune, beside those of the neighbourhood; assumed."""
_VILLAGE = 500


@dataclass(frozen=True)
class Ground:
    """A département and its communes, the most populated first."""

    departement: Territory
    communes: tuple[Commune, ...]

    @property
    def largest(self) -> Commune:
        return self.communes[0]

    def ranked(self, rank: int) -> Commune:
        """The commune of this rank by population; a short list is gone through again."""
        return self.communes[rank % len(self.communes)]

    def villages(self) -> tuple[Commune, ...]:
        """The communes under 500 inhabitants, the smallest last; the smallest commune where none is so small."""
        small = tuple(one for one in self.communes if 60 <= (one.population or 0) < _VILLAGE)
        return small or self.communes[-1:]

    def of_epci(self, siren: str | None) -> tuple[Commune, ...]:
        """The communes of an intercommunality, in this département."""
        return tuple(one for one in self.communes if one.epci_siren == siren)


def survey(departement_code: str) -> Ground:
    """The ground of a département. Raises NotFound when there is no such département, or nobody lives there."""
    territory = get_territory(f"DEP-{departement_code}")
    inhabited = [one for one in list_communes(territory) if one.population]
    if not inhabited:
        raise NotFound(f"Le département {departement_code} n’a pas de commune dont la population soit connue.")
    ranked = sorted(inhabited, key=lambda one: (-(one.population or 0), one.code))
    return Ground(territory, tuple(ranked))


class Residences:
    """Draws where someone lives, given where they were met: the commune itself, else its neighbourhood by weight."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self._ground = ground
        self._random = random
        self._draws: dict[str, Draw[str]] = {}
        self._by_code = {one.code: one for one in ground.communes}

    def near(self, code: str) -> Draw[str]:
        """The draw of a commune, made at its first use."""
        if code not in self._draws:
            self._draws[code] = self._make(self._by_code[code])
        return self._draws[code]

    def _make(self, here: Commune) -> Draw[str]:
        pulls = {one.code: self._pull(here, one) for one in self._ground.communes if one is not here}
        around = sum(pulls.values()) or 1.0
        weights = {code: pull / around * (1 - _AT_HOME) for code, pull in pulls.items() if pull / around > 0.002}
        return Draw({here.code: _AT_HOME, **weights}, self._random, cells=1024)

    def _pull(self, here: Commune, there: Commune) -> float:
        distance = distance_km(here, there)
        if distance is None:
            return float(there.population or 0)
        return (there.population or 0) / (distance + 3) ** 2 if distance <= _NEAR_KM else 0.0
