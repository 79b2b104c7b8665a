"""The tables that the demonstration fills in bulk, and the keys of their rows."""

from collections.abc import Sequence
from datetime import date
from random import Random

from sqlalchemy import Connection, Table

from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record, RecordTag
from inclusion_app.citizens.models import Citizen, FollowUp
from inclusion_app.demo.people import CITIZEN_COLUMNS, FOLLOW_UP_COLUMNS
from inclusion_app.demo.writer import Waiting
from inclusion_app.extensions import Base

RECORD_COLUMNS = (
    "id", "kind", "mediator_id", "structure_id", "held_on", "minutes", "place_kind", "place_id", "held_commune_code",
    "equipment", "themes", "procedures", "autonomy", "level", "title", "orientation", "blocked_procedure",
    "blocked_organisation_id", "blocked_cause", "next_step", "next_on", "next_at", "notes_sealed", "created_at",
    "updated_at", "version",
)  # fmt: skip
PARTICIPATION_COLUMNS = (
    "id", "record_id", "citizen_id", "gender", "age_band", "social_status", "residence_code", "already_helped",
)  # fmt: skip
_BATCH = 4000
_EPOCH = date(1970, 1, 1).toordinal()
_MORNING_MS = 7 * 3_600_000
_WORKING_MS = 10 * 3_600_000
_STEP_MS = 700


def table_of(model: type[Base]) -> Table:
    """The table of a mapped class."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not mapped to a plain table")
    return table


GROUP_COLUMNS = tuple(column.name for column in table_of(AnonymousGroup).columns)


class Keys:
    """Keys in the form of UUIDs of version 7: they begin with the day of the fact, the rest comes from the seed."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._day: date | None = None
        self._start = self._made = 0

    def __call__(self, day: date) -> str:
        """A new key, as 32 hexadecimal digits."""
        if day is not self._day:
            self._day, self._made = day, 0
            self._start = (day.toordinal() - _EPOCH) * 86_400_000 + _MORNING_MS
        self._made += 1
        instant = self._start + min(self._made * _STEP_MS, _WORKING_MS)
        noise = self._random.getrandbits(74)
        return f"{(instant << 80) | (7 << 76) | (noise >> 62 << 64) | (2 << 62) | (noise & (2**62 - 1)):032x}"


class Book:
    """The rows waiting, written in an order that respects who points at whom."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.citizens = Waiting(table_of(Citizen), CITIZEN_COLUMNS)
        self.follow_ups = Waiting(table_of(FollowUp), FOLLOW_UP_COLUMNS)
        self.records = Waiting(table_of(Record), RECORD_COLUMNS)
        self.participations = Waiting(table_of(Participation), PARTICIPATION_COLUMNS)
        self.groups = Waiting(table_of(AnonymousGroup), GROUP_COLUMNS)
        self.tags = Waiting(table_of(RecordTag), ("record_id", "tag"))

    @property
    def _all(self) -> Sequence[Waiting]:
        return self.citizens, self.follow_ups, self.records, self.participations, self.groups, self.tags

    @property
    def tables(self) -> list[Table]:
        """Every table filled here."""
        return [waiting.table for waiting in self._all]

    def write_when_full(self) -> None:
        """Write once enough rows are waiting, so that memory stays small."""
        if len(self.records.rows) >= _BATCH:
            self.write()

    def write(self) -> None:
        """Write all that is waiting."""
        for waiting in self._all:
            waiting.write(self._connection)
