"""Former communes: which current commune each old INSEE code belongs to today."""

from collections.abc import Iterable
from pathlib import Path

from scripts.reference.sources import VINTAGES, Row, read_code

# Mergers after 2019 without a delegated commune: no package tells their successor.
# Source: INSEE, "Événements survenus aux communes", official geographic code 2020 to 2026.
PLAIN_MERGERS = {
    "02311": ("Filain", "02589"),
    "08300": ("Le Mont-Dieu", "08439"),
    "16238": ("Moutonneau", "16023"),
    "18131": ("Lugny-Bourbonnais", "18173"),
    "25297": ("Le Gratteris", "25364"),
    "26371": ("Véronne", "26289"),
    "42072": ("La Côte-en-Couzan", "42217"),
    "71131": ("Ciel", "71566"),
    "72287": ("Saint-Gervais-en-Belin", "72155"),
    "95282": ("Gouzangrez", "95169"),
}


class Successions:
    """Where each code went, one step at a time."""

    def __init__(self, cache: Path) -> None:
        self.current = {c["code"] for c in read_code(cache, "communes") if c["type"] == "commune-actuelle"}
        self.names: dict[str, str] = {}
        self.steps: dict[str, str] = {}
        self._read_history(read_code(cache, "historique-communes", VINTAGES[0]))
        for version in VINTAGES[1:]:
            self._read_communes(read_code(cache, "communes", version))
        for code, (name, successor) in PLAIN_MERGERS.items():
            self.names[code] = name
            self.steps[code] = successor

    def _read_history(self, movements: Iterable[Row]) -> None:
        """Movements of INSEE, oldest first: a later one replaces an earlier one."""
        for movement in sorted(movements, key=lambda m: (m.get("dateDebut", ""), m["id"])):
            code = movement["code"]
            self.names[code] = movement["nom"]
            target = movement.get("pole") or movement.get("successeur")
            successor = target.split("-")[1].split("@")[0] if target else code
            if successor != code:
                self.steps[code] = successor

    def _read_communes(self, communes: Iterable[Row]) -> None:
        for commune in communes:
            code = commune["code"]
            parent = commune.get("chefLieu") or commune.get("commune")
            self.names.setdefault(code, commune["nom"])
            if commune["type"] != "commune-actuelle" and parent and parent != code:
                self.names[code] = commune["nom"]
                self.steps[code] = parent

    def resolve(self, code: str) -> str | None:
        """The current commune of a code, or None when its trace is lost."""
        seen: set[str] = set()
        while code not in self.current:
            if code in seen or code not in self.steps:
                return None
            seen.add(code)
            code = self.steps[code]
        return code


def former_communes(cache: Path) -> list[tuple[str, str, str]]:
    """(old code, its name, current code), arrondissements of Paris, Lyon and Marseille included."""
    successions = Successions(cache)
    found = []
    for code in sorted(set(successions.steps) - successions.current):
        current = successions.resolve(code)
        if current:
            found.append((code, successions.names[code], current))
    return found


def near_former_whole(cache: Path, points: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Also place the communes that parted lately from a larger one, at the town hall of the latter, a few km away.

    The published positions are older than the parting; the vintage of 2024 still knows the whole.
    """
    parents = {c["code"]: c.get("chefLieu") for c in read_code(cache, "communes", VINTAGES[1])}
    current = {c["code"] for c in read_code(cache, "communes") if c["type"] == "commune-actuelle"}
    parted = {code: parents.get(code) for code in sorted(current - points.keys())}
    return points | {code: points[parent] for code, parent in parted.items() if parent in points}
