"""Where communes lie today: facts written under a code that is no more follow the commune of today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import Connection

from inclusion_app.observatory.rollups.storing import raw_rows


@dataclass(frozen=True)
class Lineage:
    """A commune of today and what it lies in."""

    commune: str
    epci: str | None
    departement: str
    region: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its territories, the commune's own first."""
        epci = (f"EPCI-{self.epci}",) if self.epci else ()
        return (f"COM-{self.commune}", *epci, f"DEP-{self.departement}", f"REG-{self.region}", "FR")


class Geography:
    """Every commune, read once for each piece of work."""

    def __init__(self, connection: Connection) -> None:
        rows = raw_rows(connection, "SELECT code, epci_siren, departement_code, region_code FROM commune")
        self._own = {row[0]: Lineage(*row) for row in rows}
        self._today: dict[str, str] = dict(raw_rows(connection, "SELECT code, current_code FROM former_commune"))

    def lineage(self, code: str) -> Lineage:
        """Where the facts written under this code lie."""
        return self._own[self._today.get(code, code)]

    @cached_property
    def codes(self) -> dict[str, list[str]]:
        """For the key of each territory, the codes of its facts, those of former communes included."""
        found: dict[str, list[str]] = defaultdict(list)
        for code in (*self._own, *(set(self._today) - set(self._own))):
            if self._today.get(code, code) in self._own:
                for key in self.lineage(code).keys:
                    found[key].append(code)
        return found

    @cached_property
    def communes(self) -> dict[str, list[str]]:
        """For each EPCI and département, the keys of its communes of today."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, lineage in self._own.items():
            if code not in self._today:
                for key in lineage.keys[1:]:
                    found[key].append(f"COM-{code}")
        return found

    def parts(self, key: str) -> Sequence[str]:
        """The keys whose rows make those of a wider territory: régions, départements, communes."""
        if key == "FR":
            return sorted({f"REG-{lineage.region}" for lineage in self._own.values()})
        if key.startswith("REG-"):
            return sorted({f"DEP-{each.departement}" for each in self._own.values() if f"REG-{each.region}" == key})
        return self.communes[key]

    def touched(self, codes: Iterable[str]) -> list[list[str]]:
        """The territories in which these communes lie, level by level from the narrowest."""
        lineages = [self.lineage(code) for code in codes]
        levels = [{each.keys[0] for each in lineages}, {key for each in lineages for key in each.keys[1:-2]}]
        return [
            sorted(level) for level in (*levels, {each.keys[-2] for each in lineages}, {"FR"} if lineages else set())
        ]
