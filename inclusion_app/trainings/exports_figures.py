"""The tables of figures: sessions put together by course, place, trainer or commune; their columns as files."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from inclusion_app.kernel.text import N_, fold
from inclusion_app.trainings.lists import AbsenceReason
from inclusion_app.trainings.queries import figures_names as names
from inclusion_app.trainings.queries.figures import CountedSession, Tally
from inclusion_app.trainings.rules.satisfaction import hidden_groups
from inclusion_app.web.downloads import Column

Keys = Callable[[CountedSession], Iterable[Any]]
_DECIMALS = 4


@dataclass(frozen=True)
class Line:
    """One line of a table; `mark` is None when too few people answered."""

    key: str
    name: str
    tally: Tally
    mark: float | None


@dataclass(frozen=True)
class Grouping:
    """A way to put sessions together: `several` when a session may be in several lines."""

    key: str
    title: str
    first: str
    keys: Keys
    nothing: str = ""
    several: bool = False


GROUPINGS = (
    Grouping("cours", N_("Par cours"), N_("Cours"), lambda row: (row.course_id,)),
    Grouping("lieux", N_("Par lieu"), N_("Lieu"), lambda row: (row.place_id,), N_("À distance")),
    Grouping(
        "intervenants",
        N_("Par intervenante ou intervenant"),
        N_("Intervenante ou intervenant"),
        lambda row: row.trainer_ids or (None,),
        N_("Sans intervenante ni intervenant"),
        several=True,
    ),
    Grouping("communes", N_("Par commune"), N_("Commune"), lambda row: (row.commune_code,)),
)
BY_KEY = {grouping.key: grouping for grouping in GROUPINGS}


def total_of(rows: Iterable[CountedSession]) -> Tally:
    """All sessions together."""
    total = Tally()
    for row in rows:
        total.add(row.tally)
    return total


def lines_of(grouping: Grouping, rows: Sequence[CountedSession]) -> list[Line]:
    """The lines of a table, the most sessions first, then by name."""
    tallies: dict[Any, Tally] = {}
    for row in rows:
        for key in grouping.keys(row):
            tallies.setdefault(key, Tally()).add(row.tally)
    called = _names(grouping, rows)
    hidden = hidden_groups({key: tally.answers for key, tally in tallies.items()})
    lines = [
        Line(str(key or ""), called.get(key) or _(grouping.nothing), tally, None if key in hidden else tally.mark)
        for key, tally in tallies.items()
    ]
    return sorted(lines, key=lambda line: (-line.tally.held, fold(line.name), line.key))


def reasons_of(rows: Iterable[CountedSession]) -> list[tuple[AbsenceReason, int]]:
    """The absences by reason, the most frequent first."""
    counts: Counter[AbsenceReason] = Counter()
    for row in rows:
        counts.update(row.reasons)
    return counts.most_common()


def columns_of(grouping: Grouping) -> list[Column[Line]]:
    """Every count, as a file."""
    return [
        Column(grouping.first, lambda line: line.name, width=40),
        Column(N_("Sessions tenues"), lambda line: line.tally.held),
        Column(N_("Sessions annulées"), lambda line: line.tally.cancelled),
        Column(N_("Sessions à venir"), lambda line: line.tally.coming),
        Column(N_("Demi-journées tenues"), lambda line: line.tally.half_days),
        Column(N_("Demi-journées non tenues"), lambda line: line.tally.not_held),
        Column(N_("Demi-journées sans feuille remplie"), lambda line: line.tally.unnoted),
        Column(N_("Places"), lambda line: line.tally.seats),
        Column(N_("Personnes inscrites"), lambda line: line.tally.registered),
        Column(N_("Personnes venues"), lambda line: line.tally.present),
        Column(N_("Personnes jamais venues"), lambda line: line.tally.missed),
        Column(N_("Présences"), lambda line: line.tally.presences),
        Column(N_("Absences"), lambda line: line.tally.absences),
        Column(N_("Minutes suivies"), lambda line: line.tally.minutes),
        Column(N_("Taux de remplissage"), lambda line: _rounded(line.tally.fill_rate)),
        Column(N_("Taux de présence"), lambda line: _rounded(line.tally.presence_rate)),
        Column(N_("Satisfaction sur 4"), lambda line: _rounded(line.mark)),
    ]


REASON_COLUMNS: list[Column[tuple[AbsenceReason, int]]] = [
    Column(N_("Raison"), lambda row: row[0], width=30),
    Column(N_("Absences"), lambda row: row[1]),
]


def _names(grouping: Grouping, rows: Sequence[CountedSession]) -> names.Names:
    match grouping.key:
        case "cours":
            return names.name_courses(rows)
        case "lieux":
            return names.name_places(rows)
        case "communes":
            return names.name_communes(rows)
        case _:
            keys: set[uuid.UUID] = {key for row in rows for key in row.trainer_ids}
            return names.name_trainers(keys)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS)
