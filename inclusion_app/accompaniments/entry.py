"""What is typed in an entry, as plain values: forms give them, services keep them, pages compare them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.vocabulary.activity import (
    Autonomy,
    BlockedCause,
    Equipment,
    NextStep,
    Orientation,
    PlaceKind,
    RecordKind,
    WorkshopLevel,
)
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

GENDERS = tuple(value for value in Gender.current() if value is not Gender.UNKNOWN)
AGE_BANDS = tuple(value for value in AgeBand if value is not AgeBand.UNKNOWN)
"""Those of the old reports included: they are kept, and offered nowhere."""
STATUSES = tuple(value for value in SocialStatus.current() if value is not SocialStatus.UNKNOWN)


@dataclass(frozen=True)
class Participant:
    """One person: followed (`citizen_id`; the rest is copied from the citizen), or anonymous with what is known."""

    citizen_id: uuid.UUID | None = None
    gender: Gender = Gender.UNKNOWN
    age_band: AgeBand = AgeBand.UNKNOWN
    social_status: SocialStatus = SocialStatus.UNKNOWN
    residence_code: str | None = None
    already_helped: bool = False


@dataclass(frozen=True)
class Group:
    """The anonymous people of a workshop: how many, and how many of each value; the remainder is not known."""

    total: int
    already_helped: int = 0
    genders: Mapping[Gender, int] = field(default_factory=dict)
    ages: Mapping[AgeBand, int] = field(default_factory=dict)
    statuses: Mapping[SocialStatus, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """All that an entry says. `commune_code` is the one entered at home or elsewhere."""

    kind: RecordKind
    held_on: date
    minutes: int
    place_kind: PlaceKind
    participants: tuple[Participant, ...] = ()
    group: Group | None = None
    structure_id: uuid.UUID | None = None
    place_id: uuid.UUID | None = None
    commune_code: str | None = None
    equipment: frozenset[Equipment] = frozenset()
    themes: frozenset[Theme] = frozenset()
    procedures: frozenset[AdministrativeTheme] = frozenset()
    autonomy: Autonomy | None = None
    level: WorkshopLevel | None = None
    title: str | None = None
    orientation: Orientation | None = None
    blocked_procedure: AdministrativeTheme | None = None
    blocked_organisation_id: uuid.UUID | None = None
    blocked_cause: BlockedCause | None = None
    next_step: NextStep | None = None
    next_on: date | None = None
    next_at: time | None = None
    tags: tuple[str, ...] = ()
    notes: str | None = None

    @property
    def people(self) -> int:
        """How many were helped."""
        return len(self.participants) + (self.group.total if self.group else 0)


def entry_of(record: Record, *, with_notes: bool = True) -> Entry:
    """What a kept record says, in the same form; without its notes for those who may not read them."""
    entered = record.place_kind in (PlaceKind.HOME, PlaceKind.OTHER)
    return Entry(
        kind=record.kind,
        held_on=record.held_on,
        minutes=record.minutes,
        place_kind=record.place_kind,
        participants=tuple(_participant_of(row) for row in record.participations),
        group=_group_of(record.group) if record.group else None,
        structure_id=record.structure_id,
        place_id=record.place_id,
        commune_code=record.held_commune_code if entered else None,
        equipment=record.equipment,
        themes=record.themes,
        procedures=record.procedures,
        autonomy=record.autonomy,
        level=record.level,
        title=record.title,
        orientation=record.orientation,
        blocked_procedure=record.blocked_procedure,
        blocked_organisation_id=record.blocked_organisation_id,
        blocked_cause=record.blocked_cause,
        next_step=record.next_step,
        next_on=record.next_on,
        next_at=record.next_at,
        tags=tuple(row.tag for row in record.tags),
        notes=record.notes if with_notes else None,
    )


def _participant_of(row: Participation) -> Participant:
    return Participant(
        citizen_id=row.citizen_id,
        gender=row.gender,
        age_band=row.age_band,
        social_status=row.social_status,
        residence_code=row.residence_code,
        already_helped=row.already_helped,
    )


def _group_of(row: AnonymousGroup) -> Group:
    return Group(
        total=row.total,
        already_helped=row.already_helped,
        genders={value: getattr(row, f"gender_{value}") for value in GENDERS},
        ages={value: getattr(row, f"age_{value}") for value in AGE_BANDS},
        statuses={value: getattr(row, f"status_{value}") for value in STATUSES},
    )


def group_columns(group: Group) -> dict[str, int]:
    """The columns of the table that holds a group, by name."""
    margins = {f"gender_{value}": group.genders.get(value, 0) for value in GENDERS}
    margins |= {f"age_{value}": group.ages.get(value, 0) for value in AGE_BANDS}
    margins |= {f"status_{value}": group.statuses.get(value, 0) for value in STATUSES}
    return {"total": group.total, "already_helped": group.already_helped, **margins}
