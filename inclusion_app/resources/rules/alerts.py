"""What an alert says, what is refused in it, where it stands. Pure."""

import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import Enum

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.resources.models.given import SafetyAlert, SafetyAlertVersion
from inclusion_app.resources.rules.editing import check_url

LONGEST_TITLE = 100
LONGEST_TEXT = 800
LONGEST_LIST = 600
MOST_LINES = 6
LONGEST_URL = 500
PROPOSED = timedelta(days=60)
LONGEST = timedelta(days=366)
_MARK = re.compile(r"^[-–—•*·](?:\s+|$)")
_LOOSE = re.compile("(?<=«) | (?=[:;?!»%€])")
"""A space that must not end a line."""


class AlertState(Enum):
    """Where an alert stands."""

    CURRENT = N_("En cours")
    ENDED = N_("Terminée")
    LIFTED = N_("Levée")


@dataclass(frozen=True)
class AlertText:
    """What an alert says; `signs` and `advice` hold one idea a line, `ends_on` is its last day."""

    title: str
    text: str
    signs: str
    advice: str
    url: str | None
    ends_on: date | None


COLUMNS = tuple(field.name for field in fields(AlertText))


def text_of(row: SafetyAlert | SafetyAlertVersion) -> AlertText:
    """What an alert says, or said once."""
    return AlertText(**{name: getattr(row, name) for name in COLUMNS})


def differences(before: AlertText, after: AlertText) -> list[str]:
    """The names of what changed."""
    return [name for name in COLUMNS if getattr(before, name) != getattr(after, name)]


def state_of(alert: SafetyAlert, today: date) -> AlertState:
    """Lifted by somebody, else ended by its date, else current: its last day is one of its days."""
    if alert.lifted_at is not None:
        return AlertState.LIFTED
    return AlertState.ENDED if is_over(alert, today) else AlertState.CURRENT


def is_over(alert: SafetyAlert, today: date) -> bool:
    """Its last day is past."""
    return alert.ends_on is not None and alert.ends_on < today


def lines_of(text: str) -> list[str]:
    """The ideas of a text, one a line, without the dashes that people put before them.

    >>> lines_of("- Un SMS\\n\\n• Un lien")
    ['Un SMS', 'Un lien']
    """
    return [line for line in (_MARK.sub("", each.strip()) for each in text.split("\n")) if line]


def tidied(said: AlertText) -> AlertText:
    """The same without empty lines or dashes, its punctuation held; no address rather than an empty one."""
    return AlertText(
        title=_held(said.title),
        text=_held(said.text),
        signs=_held(said.signs),
        advice=_held(said.advice),
        url=said.url or None,
        ends_on=said.ends_on,
    )


def _held(text: str) -> str:
    return _LOOSE.sub("\u00a0", "\n".join(lines_of(text)))


def check_alert(said: AlertText, today: date) -> None:
    """Raises DomainError at its field."""
    _check_length(said.title, LONGEST_TITLE, "title")
    for name, most in (("text", LONGEST_TEXT), ("signs", LONGEST_LIST), ("advice", LONGEST_LIST)):
        _check_length(getattr(said, name), most, name)
        if len(lines_of(getattr(said, name))) > MOST_LINES:
            raise DomainError(
                N_("Pas plus de %(most)s lignes\u00a0: on doit pouvoir tout lire d’un coup d’œil."),
                field=name,
                most=MOST_LINES,
            )
    if said.url:
        _check_length(said.url, LONGEST_URL, "url")
        check_url(said.url)
    _check_end(said.ends_on, today)


def _check_length(text: str, most: int, field: str) -> None:
    if not text.strip():
        raise DomainError(N_("Écrivez ici quelques mots."), field=field)
    if len(text) > most:
        raise DomainError(
            N_("C’est trop long\u00a0: %(most)s caractères au plus, il y en a %(count)s."),
            field=field,
            most=most,
            count=len(text),
        )


def _check_end(ends_on: date | None, today: date) -> None:
    if ends_on is None:
        raise DomainError(N_("Dites jusqu’à quel jour montrer l’alerte."), field="ends_on")
    if ends_on < today:
        raise DomainError(N_("Ce jour est passé\u00a0: choisissez une date à venir."), field="ends_on")
    if ends_on > today + LONGEST:
        raise DomainError(N_("Un an au plus\u00a0: vous pourrez la prolonger."), field="ends_on")
