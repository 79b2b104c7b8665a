"""How each cell of an old activity report reads as a value of ours. Every reader raises Refused in words."""

import json
from datetime import date, datetime
from typing import Any

from inclusion_app.accompaniments.models import MAX_PARTICIPANTS
from inclusion_app.interop import cra_v1_lists as lists
from inclusion_app.interop.account import Refused
from inclusion_app.interop.tables import Line
from inclusion_app.kernel import clock
from inclusion_app.kernel.columns import uuid7
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import Orientation
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus

EARLIEST = date(2000, 1, 1)


def read_one_of(column: str, line: Line, known: dict[str, Any]) -> Any:
    """The value that a word of a closed list stands for."""
    word = line[column].lower()
    if word not in known:
        message = N_("«\u00a0%s\u00a0» n’est pas attendu ici. Choisissez parmi\u00a0: %s.")
        raise Refused(column, message % (line[column][:60], ", ".join(known)))
    return known[word]


def read_count(column: str, line: Line, most: int, *, least: int = 0) -> int:
    """A whole number between two bounds; nothing is zero."""
    text = line[column] or "0"
    if not text.isdecimal() or len(text) > 6 or not least <= int(text) <= most:
        raise Refused(
            column, N_("«\u00a0%s\u00a0»\u00a0: un nombre entier de %s à %s est attendu.") % (text[:20], least, most)
        )
    return int(text)


def read_day(column: str, line: Line) -> date:
    """The day of an instant written in ISO 8601, neither in the future nor too old."""
    try:
        day = datetime.fromisoformat(line[column]).date()
    except ValueError:
        message = N_("«\u00a0%s\u00a0» n’est pas une date comme 2022-03-16.")
        raise Refused(column, message % line[column][:30]) from None
    if day > clock.today():
        raise Refused(column, N_("Cette date est dans le futur."))
    if day < EARLIEST:
        raise Refused(column, N_("Cette date est trop ancienne."))
    return day


def _margins(line: Line, columns: dict[str, Any], total: int) -> dict[Any, int]:
    """The counts of one list, checked against the number of participants."""
    counts = {value: read_count(column, line, MAX_PARTICIPANTS) for column, value in columns.items()}
    if sum(counts.values()) > total:
        column = next(iter(columns))
        message = N_("Le total (%s) dépasse le nombre de participants (%s).")
        raise Refused(column, message % (sum(counts.values()), total))
    return counts


def read_group(line: Line, total: int) -> dict[str, int]:
    """The margins of a workshop's anonymous group, by column of AnonymousGroup."""
    ages, statuses = _margins(line, lists.AGES, total), _margins(line, lists.STATUSES, total)
    columns = {f"age_{band}": count for band, count in ages.items()}
    return columns | {
        f"status_{status}": count for status, count in statuses.items() if status is not SocialStatus.UNKNOWN
    }


def read_person(line: Line, total: int) -> dict[str, Any]:
    """The one person of an individual report, described by the only box that was ticked in each list."""
    if total != 1:
        raise Refused("nb_participants", N_("Un compte rendu individuel compte une seule personne."))
    return {
        "id": uuid7(),
        "gender": Gender.UNKNOWN,
        "age_band": _told(_margins(line, lists.AGES, total), AgeBand.UNKNOWN),
        "social_status": _told(_margins(line, lists.STATUSES, total), SocialStatus.UNKNOWN),
    }


def _told(counts: dict[Any, int], otherwise: Any) -> Any:
    return next((value for value, count in counts.items() if count), otherwise)


def read_orientation(line: Line) -> Orientation | None:
    """Where the person was sent, when they were."""
    if line["accompagnement_redirection"] in ("", "0"):
        return None
    try:
        named = json.loads(line["organismes"] or "{}")
    except ValueError:
        named = {}
    return lists.orientation_to(next(iter(named), "")) if isinstance(named, dict) else Orientation.OTHER
