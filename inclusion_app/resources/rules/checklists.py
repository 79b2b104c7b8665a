"""What may be kept of a safety check, and when to look again; no session, no clock."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.resources.safety.points import PointState, SafetyList

LONGEST_REMARK = 500
MONTHS_BETWEEN = 6
YEARS_AHEAD = 3
FIRST_YEAR = 2000

NOTHING_CHECKED = N_("Cochez au moins un point.")
NO_SECRET = N_(
    "Cela ressemble à un mot de passe ou à un code. Ici, on n’écrit jamais de secret\u00a0:"
    " dites seulement ce qui reste à faire, sans suite de chiffres."
)

_DIGITS = re.compile(r"\d(?:[ .\-_\u00a0\u202f]*\d){3,}")
_SAID = re.compile(
    r"\b(?:mots? de passe|mdp|codes?|pin|puk|passwords?|pass(?! (?:num|cul|nav|san))|pwd|login|identifiants?)\b"
    r"[^\n.;]{0,40}?[:=]"
)
_SPELT = re.compile(r"\b(?:(?:zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf)\b ?){4,}")
_KNOWN = re.compile(
    r"(?:windows|iphone|ipad|android|ios|galaxy|redmi|office|wifi|covid|france|cyber|usb|mp|h)\d+"
    r"|\d+(?:cyber|go|gb|mo|km|eme|er|h\d*)"
)
_SYMBOL_INSIDE = re.compile(r"\w[@#$%&*+=~^§£€|\\<>]\w|\w!\w")
_BETWEEN_WORDS = re.compile(r"[\s.,;/()«»]+")
_LEAST = 6

States = Mapping[str, PointState]


@dataclass(frozen=True)
class Check:
    """What was found on a day; a point that was not looked at is absent."""

    points: States
    checked_on: date
    next_on: date | None = None
    remark: str | None = None


def check_check(check: Check, points: SafetyList, today: date) -> None:
    """Raises DomainError on the first thing that may not be kept."""
    if set(check.points) - points.keys():
        raise DomainError(N_("Ce point n’est pas dans la liste. Rouvrez la page et recommencez."))
    if not check.points:
        raise DomainError(NOTHING_CHECKED)
    if check.checked_on > today:
        raise DomainError(N_("Cette date est dans le futur."), field="checked_on")
    if check.checked_on.year < FIRST_YEAR:
        raise DomainError(N_("Cette date est trop ancienne\u00a0: vérifiez l’année."), field="checked_on")
    _check_next(check)
    check_remark(check.remark)


def check_remark(remark: str | None) -> None:
    """A few words that hold no secret."""
    if remark and len(remark) > LONGEST_REMARK:
        raise DomainError(N_("Écrivez au plus 500 caractères."), field="remark")
    if remark and looks_secret(remark):
        raise DomainError(NO_SECRET, field="remark")


def looks_secret(text: str) -> bool:
    """Something in it may be a password or a code: four digits, « code\u00a0: … », a word of letters and digits.

    >>> looks_secret("Changer le mot de passe de la boîte mail"), looks_secret("mdp : toto")
    (False, True)
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    words = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    if _DIGITS.search(plain) or _SAID.search(words) or _SPELT.search(fold(plain)):
        return True
    return any(_is_mixed(word) for word in _BETWEEN_WORDS.split(plain))


def next_day(day: date, months: int = MONTHS_BETWEEN) -> date:
    """The same day some months later, or the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def read_points(kept: Mapping[str, str]) -> dict[str, PointState]:
    """The states as they are kept in the database."""
    states = {state.value: state for state in PointState}
    return {key: states[value] for key, value in kept.items()}


def _check_next(check: Check) -> None:
    if check.next_on is None:
        return
    if check.next_on <= check.checked_on:
        raise DomainError(N_("Choisissez une date après celle de ce point."), field="next_on")
    if check.next_on > next_day(check.checked_on, 12 * YEARS_AHEAD):
        raise DomainError(N_("C’est trop loin\u00a0: trois ans au plus."), field="next_on")


def _is_mixed(word: str) -> bool:
    """Letters and digits together, or a symbol between letters: no word of a language is made so."""
    if _SYMBOL_INSIDE.search(word):
        return True
    letters = re.sub(r"[\W_]+", "", word)
    mixed = any(one.isdigit() for one in letters) and any(one.isalpha() for one in letters)
    return mixed and len(letters) >= _LEAST and not _KNOWN.fullmatch(letters)
