"""Which rows of the rollups, and which base rows, are those of a subject."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, and_, true

from inclusion_app.access.scope import Reach
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel.db import db
from inclusion_app.observatory.counting import codes_of
from inclusion_app.observatory.rollups.models import MONTH
from inclusion_app.observatory.rollups.scanning import native
from inclusion_app.observatory.rollups.waiting import Key
from inclusion_app.territories.queries import get_territory
from inclusion_app.territories.territory import Territory


class Asked(Protocol):
    """Whose figures, see `subjects.Subject`."""

    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def reach(self) -> Reach | None: ...


_COLUMNS = {"mediator": "mediator_id", "team": "mediator_id", "structure": "structure_id", "place": "place_id"}
_POSITIONS = {"mediator_id": 0, "structure_id": 3, "place_id": 4}


class Selection(Protocol):
    """The rows of a subject."""

    def base(self) -> ColumnElement[bool]:
        """The condition on base rows."""
        ...

    def matches(self, key: Key) -> bool:
        """A row of the finest rollup is one of them."""
        ...


@dataclass(frozen=True)
class InTerritory:
    """What was held in a territory."""

    territory: Territory

    @cached_property
    def codes(self) -> frozenset[str] | None:
        """Of its communes; None for the whole country."""
        return codes_of(self.territory)

    def base(self) -> ColumnElement[bool]:
        return true() if self.codes is None else Record.held_commune_code.in_(sorted(self.codes))

    def matches(self, key: Key) -> bool:
        return self.codes is None or key[2] in self.codes


@dataclass(frozen=True)
class OfSomeone:
    """What some mediators, a structure, a place did, within the reach of who reads."""

    column: str
    ids: tuple[UUID, ...]
    reach: Reach | None

    def base(self) -> ColumnElement[bool]:
        return self._within(Record.__table__.c, Record.held_commune_code)

    def kept(self) -> ColumnElement[bool]:
        """The condition on the finest rollup."""
        return self._within(MONTH.c, MONTH.c.commune_code)

    def _within(self, columns: Any, commune: Any) -> ColumnElement[bool]:
        mine: ColumnElement[bool] = columns[self.column].in_(self.ids)
        if self.reach is None:
            return mine
        return and_(mine, self.reach.condition(structure=columns.structure_id, commune=commune))

    @cached_property
    def _natives(self) -> frozenset[str]:
        return frozenset(native(each, db.engine.dialect.name) for each in self.ids)

    @cached_property
    def _reached(self) -> tuple[frozenset[str], frozenset[str]]:
        if self.reach is None:
            return frozenset(), frozenset()
        structures = frozenset(native(each, db.engine.dialect.name) for each in self.reach.structure_ids)
        codes = (codes_of(get_territory(key)) or frozenset() for key in self.reach.territory_keys)
        return structures, frozenset().union(*codes)

    def matches(self, key: Key) -> bool:
        if key[_POSITIONS[self.column]] not in self._natives:
            return False
        if self.reach is None or self.reach.everywhere or "FR" in self.reach.territory_keys:
            return True
        structures, codes = self._reached
        return key[3] in structures or key[2] in codes


def select_rows(subject: Asked) -> InTerritory | OfSomeone:
    """The rows of a subject."""
    if subject.kind == "territory":
        return InTerritory(get_territory(subject.key))
    ids = tuple(UUID(part) for part in subject.key.split(","))
    return OfSomeone(_COLUMNS[subject.kind], ids, subject.reach)
