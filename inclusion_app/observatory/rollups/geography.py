"""Where communes lie today: facts written under a code that is no more follow the commune of today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sqlalchemy import Connection

from inclusion_app.observatory.disclosure.tree import Lineage
from inclusion_app.observatory.rollups.storing import raw_rows
from inclusion_app.observatory.stamps import EVERY_YEAR, Stamp, find_stamp

_kept: dict[Stamp, "Geography"] = {}


def geography_now(connection: Connection) -> "Geography":
    """The one of today, kept in the memory of the process until a commune changes, or what a former one became."""
    stamp = find_stamp(EVERY_YEAR)
    if stamp is None:
        return Geography(connection)
    kept = _kept.get(stamp)
    if kept is None or not kept.still_follows(connection):
        kept = Geography(connection)
        _kept.clear()
        _kept[stamp] = kept
    return kept


class Geography:
    """Every commune, read once for each piece of work."""

    def __init__(self, connection: Connection) -> None:
        rows = raw_rows(connection, "SELECT code, epci_siren, departement_code, region_code FROM commune")
        self._own = {row[0]: Lineage(*row) for row in rows}
        self._today = _read_former(connection)

    def still_follows(self, connection: Connection) -> bool:
        """Former communes became what they had become when it was read; no stamp watches them."""
        return self._today == _read_former(connection)

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

    @cached_property
    def departements(self) -> Mapping[str, Sequence[str]]:
        """For each région, the keys of its départements."""
        found: dict[str, set[str]] = defaultdict(set)
        for lineage in self._own.values():
            found[f"REG-{lineage.region}"].add(f"DEP-{lineage.departement}")
        return {key: sorted(inside) for key, inside in found.items()}

    def parts(self, key: str) -> Sequence[str]:
        """The keys whose rows make those of a wider territory: régions, départements, communes."""
        if key == "FR":
            return sorted(self.departements)
        return self.departements[key] if key.startswith("REG-") else self.communes[key]

    def touched(self, codes: Iterable[str]) -> list[list[str]]:
        """The territories in which these communes lie, level by level from the narrowest."""
        lineages = [self.lineage(code) for code in codes]
        levels = [{each.keys[0] for each in lineages}, {key for each in lineages for key in each.keys[1:-2]}]
        return [
            sorted(level) for level in (*levels, {each.keys[-2] for each in lineages}, {"FR"} if lineages else set())
        ]


def _read_former(connection: Connection) -> dict[str, str]:
    return dict(raw_rows(connection, "SELECT code, current_code FROM former_commune"))
