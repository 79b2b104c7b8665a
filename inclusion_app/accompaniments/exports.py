"""The columns of the exports: one list for CSV and XLSX, without identity nor notes."""

from collections.abc import Callable
from typing import Any

from inclusion_app.accompaniments.entry import AGE_BANDS, GENDERS, STATUSES
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.web.downloads import Column


def _sorted(values: frozenset[Any]) -> list[Any]:
    return sorted(values, key=lambda value: value.bit)


def _person(record: Record) -> Participation | None:
    """The only person of an individual record."""
    return None if record.kind is RecordKind.WORKSHOP else next(iter(record.participations), None)


def _residence(record: Record) -> str | None:
    person = _person(record)
    return person.residence_code if person else None


def _count(prefix: str, attribute: str, value: Listed) -> Callable[[Record], int]:
    """How many participants have a value: the anonymous margin and the followed rows together."""

    def read(record: Record) -> int:
        grouped = getattr(record.group, f"{prefix}_{value}", 0) if record.group else 0
        return int(grouped) + sum(1 for row in record.participations if getattr(row, attribute) is value)

    return read


def _counts(heading: str, prefix: str, attribute: str, values: tuple[Any, ...]) -> list[Column[Record]]:
    return [Column(f"{heading} – {value.label}", _count(prefix, attribute, value), 10) for value in values]


def _people(record: Record) -> int:
    return len(record.participations) + (record.group.total if record.group else 0)


def _followed(record: Record) -> int:
    return sum(1 for row in record.participations if row.citizen_id)


def _already_helped(record: Record) -> int:
    grouped = record.group.already_helped if record.group else 0
    return grouped + sum(1 for row in record.participations if row.already_helped)


OWN_COLUMNS: list[Column[Record]] = [
    Column(N_("Identifiant"), lambda record: str(record.id), 38),
    Column(N_("Date"), lambda record: record.held_on, 12),
    Column(N_("Type"), lambda record: record.kind, 24),
    Column(N_("Titre"), lambda record: record.title, 30),
    Column(N_("Niveau"), lambda record: record.level, 14),
    Column(N_("Durée en minutes"), lambda record: record.minutes, 10),
    Column(N_("Structure"), lambda record: record.structure.name if record.structure else None, 28),
    Column(N_("Type de lieu"), lambda record: record.place_kind, 16),
    Column(N_("Lieu"), lambda record: record.place.name if record.place else None, 28),
    Column(N_("Commune (code INSEE)"), lambda record: record.held_commune_code, 10),
    Column(N_("Commune"), lambda record: record.held_commune.name, 20),
    Column(N_("Matériel"), lambda record: _sorted(record.equipment), 18),
    Column(N_("Thématiques"), lambda record: _sorted(record.themes), 40),
    Column(N_("Démarches administratives"), lambda record: _sorted(record.procedures), 30),
    Column(N_("Autonomie"), lambda record: record.autonomy, 20),
    Column(N_("Accompagnements"), _people, 10),
    Column(N_("Dont personnes suivies"), _followed, 10),
    Column(N_("Dont déjà accompagnées"), _already_helped, 10),
    Column(N_("Commune de résidence (code INSEE, accompagnement individuel)"), _residence, 10),
    *_counts("Genre", "gender", "gender", GENDERS),
    *_counts("Âge", "age", "age_band", AGE_BANDS),
    *_counts("Statut", "status", "social_status", STATUSES),
    Column(N_("Orientation"), lambda record: record.orientation, 30),
    Column(N_("Démarche qui a bloqué"), lambda record: record.blocked_procedure, 24),
    Column(
        N_("Organisme"), lambda record: record.blocked_organisation.name if record.blocked_organisation else None, 24
    ),
    Column(N_("Cause"), lambda record: record.blocked_cause, 24),
    Column(N_("Suite"), lambda record: record.next_step, 14),
    Column(N_("Suite le"), lambda record: record.next_on, 12),
    Column(N_("Étiquettes"), lambda record: [row.tag for row in record.tags], 24),
]

TEAM_COLUMNS: list[Column[Record]] = [
    OWN_COLUMNS[0],
    Column(N_("Médiatrice ou médiateur"), lambda record: record.mediator.name, 24),
    *OWN_COLUMNS[1:],
]
