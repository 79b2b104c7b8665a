"""Telephone numbers: kept in the international form (E.164), shown as people here write them."""

import re

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

_NOT_DIALLED = re.compile(r"[\s.\-/()\u00a0\u202f\u2011]+")
_INTERNATIONAL = re.compile(r"\+[1-9]\d{6,14}")
_NATIONAL = re.compile(r"0[1-9]\d{8}")
_TRUNK_ZERO = re.compile(r"^(\+(?:33|262|590|594|596))0")

# The overseas départements have country codes of their own (numbering plan, ARCEP).
_OVERSEAS = {
    "262": ("0262", "0263", "0269", "0639", "0692", "0693"),
    "590": ("0590", "0690", "0691"),
    "594": ("0594", "0694"),
    "596": ("0596", "0696", "0697"),
}

WRONG_PHONE = N_(
    "Écrivez un numéro à 10\u00a0chiffres, comme 05\u00a055\u00a012\u00a034\u00a056,"
    " ou un numéro étranger qui commence par +."
)


def normalise_phone(text: str) -> str:
    """The number in E.164.

    >>> normalise_phone("05 55.12-34 56")
    '+33555123456'

    Raises DomainError on the field `phone` when it is not a number.
    """
    dialled = _NOT_DIALLED.sub("", text)
    if dialled.startswith("00"):
        dialled = "+" + dialled[2:]
    dialled = _TRUNK_ZERO.sub(r"\1", dialled)
    if _NATIONAL.fullmatch(dialled):
        return f"+{_country(dialled)}{dialled[1:]}"
    if not _INTERNATIONAL.fullmatch(dialled) or (dialled.startswith("+33") and len(dialled) != 12):
        raise DomainError(WRONG_PHONE, field="phone")
    return dialled


def display_phone(number: str | None) -> str:
    """« 05 55 12 34 56 » for a number of France, « +44 20… » otherwise; no-break spaces."""
    if not number:
        return ""
    for country in ("33", *_OVERSEAS):
        national = "0" + number.removeprefix(f"+{country}")
        if number.startswith(f"+{country}") and len(national) == 10:
            return "\u00a0".join(national[i : i + 2] for i in range(0, 10, 2))
    return number


def _country(national: str) -> str:
    return next((code for code, prefixes in _OVERSEAS.items() if national.startswith(prefixes)), "33")
