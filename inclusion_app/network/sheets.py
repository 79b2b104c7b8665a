"""What a form or a file says of a structure or a place, before it is written; the names are those of the columns."""

from dataclasses import dataclass, fields
from typing import Any

from inclusion_app.network.models import Place, Structure
from inclusion_app.network.standard import (
    AccessMode,
    Audience,
    Fee,
    Label,
    Mobility,
    NationalProgramme,
    Service,
    SpecialCare,
    SupportMode,
)


@dataclass(frozen=True)
class StructureSheet:
    """All that can be said of a structure."""

    name: str
    commune_code: str
    siret: str | None = None
    address: str | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True)
class PlaceSheet:
    """All that can be said of a place; `emails`, `websites` and `typologies` hold several values joined by `|`."""

    name: str
    commune_code: str
    postal_code: str
    address: str
    services: frozenset[Service]
    pivot: str | None = None
    address_complement: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    typologies: str | None = None
    phone: str | None = None
    emails: str | None = None
    websites: str | None = None
    opening_hours: str | None = None
    summary: str | None = None
    details: str | None = None
    mobility: frozenset[Mobility] = frozenset()
    audiences: frozenset[Audience] = frozenset()
    special_care: frozenset[SpecialCare] = frozenset()
    fees: frozenset[Fee] = frozenset()
    programmes: frozenset[NationalProgramme] = frozenset()
    labels: frozenset[Label] = frozenset()
    other_labels: str | None = None
    access_modes: frozenset[AccessMode] = frozenset()
    support_modes: frozenset[SupportMode] = frozenset()
    accessibility_url: str | None = None
    booking_url: str | None = None


Sheet = StructureSheet | PlaceSheet


def sheet_of(row: Structure | Place) -> Sheet:
    """What is written now."""
    kind = StructureSheet if isinstance(row, Structure) else PlaceSheet
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


def copy_to(row: Structure | Place, sheet: Sheet) -> list[str]:
    """Write the sheet on its row; returns the names of what changed."""
    changed = differences(sheet_of(row), sheet)
    for name in changed:
        setattr(row, name, getattr(sheet, name))
    return changed


def differences(one: Sheet, other: Sheet) -> list[str]:
    """The names of the values that differ between two sheets of the same kind."""
    return [field.name for field in fields(one) if _value(one, field.name) != _value(other, field.name)]


def _value(sheet: Sheet, name: str) -> Any:
    return getattr(sheet, name) or None
