"""The indicators of the national quality reference, as data: which list holds at a date, what proves each of them.

Nothing of the reference is written in code: a newer list is a file with a later `valid_from`.
"""

import csv
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import QualityKind
from inclusion_app.vocabulary.listed import Listed

COLUMNS = ("valid_from", "number", "scope", "text", "proofs")
_PROOF = re.compile(r"[a-z_]+")
_HIGHEST = 200

# fmt: off
RECORDS = frozenset((
    "programmes", "body", "results", "needs", "sessions", "positioning", "sendings", "adaptations", "evaluation",
    "certificates", "attendance", "absences", "rooms", "team", "trainers", "staff_training", "opinions", "not_held",
))
# fmt: on
"""What the application proves from its own records; the kinds of the register come beside."""
KNOWN_PROOFS = RECORDS | {kind.value for kind in QualityKind}


class IndicatorScope(Listed):
    """Whom an indicator concerns."""

    COMMON = "commun", N_("Toutes les actions")
    TRAINING = "formation", N_("Actions de formation")
    CERTIFYING = "certifiante", N_("Formations certifiantes")
    APPRENTICE = "apprentissage", N_("Apprentissage")


CONCERNED = frozenset({IndicatorScope.COMMON, IndicatorScope.TRAINING})
"""What the courses of this application are: training actions that lead to no certification."""


@dataclass(frozen=True)
class Indicator:
    """An indicator since a day; `proofs` are keys of KNOWN_PROOFS."""

    valid_from: date
    number: int
    scope: IndicatorScope
    text: str
    proofs: tuple[str, ...]

    @property
    def concerns_us(self) -> bool:
        return self.scope in CONCERNED


def read_indicators(lines: Iterable[str], name: str) -> list[Indicator]:
    """The indicators of a file, its columns those of COLUMNS, apart by semicolons. Raises DomainError, in words."""
    reader = csv.DictReader(lines, delimiter=";")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise _refusal(name, 1, "les colonnes attendues sont " + ", ".join(COLUMNS))
    found = [_read(row, name, reader.line_num) for row in reader]
    seen: set[tuple[date, int]] = set()
    for indicator in found:
        key = (indicator.valid_from, indicator.number)
        if key in seen:
            raise _refusal(name, 0, f"l’indicateur {indicator.number} y est deux fois à la même date")
        seen.add(key)
    return found


def in_force(indicators: Collection[Indicator], day: date) -> list[Indicator]:
    """The list that holds on a day: that of the last `valid_from` before it, else the oldest there is.

    When two files give the same date, the last one read replaces the same number.
    """
    dates = sorted({each.valid_from for each in indicators})
    if not dates:
        return []
    since = max((each for each in dates if each <= day), default=dates[0])
    held = {each.number: each for each in indicators if each.valid_from == since}
    return [held[number] for number in sorted(held)]


def _read(row: dict[str, str], name: str, line: int) -> Indicator:
    try:
        since = date.fromisoformat((row["valid_from"] or "").strip())
        number = int(row["number"] or "")
        scope = next(each for each in IndicatorScope if each.value == (row["scope"] or "").strip())
    except (ValueError, StopIteration, TypeError) as error:
        raise _refusal(name, line, "une date, un numéro et un champ connus sont attendus") from error
    text, proofs = (row["text"] or "").strip(), tuple((row["proofs"] or "").split())
    unknown = [key for key in proofs if not _PROOF.fullmatch(key) or key not in KNOWN_PROOFS]
    if not text or not 1 <= number <= _HIGHEST or None in row:
        raise _refusal(name, line, "un numéro de 1 à 200 et un texte sont attendus")
    if unknown:
        raise _refusal(name, line, f"la preuve «\u00a0{unknown[0][:40]}\u00a0» n’est pas connue")
    return Indicator(since, number, scope, text, proofs)


def _refusal(name: str, line: int, what: str) -> DomainError:
    return DomainError(
        N_("La liste d’indicateurs %(name)s ne se lit pas (ligne %(line)s)\u00a0: %(what)s."),
        name=name,
        line=line,
        what=what,
    )
