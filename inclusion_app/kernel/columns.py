"""Column types of our own: closed lists, sets of a closed list, UTC instants, sealed texts, time-ordered keys."""

import os
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar, cast, overload

from sqlalchemy import BigInteger, DateTime, Dialect, String, Uuid, inspect
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from inclusion_app.kernel import clock, crypto

E = TypeVar("E", bound=StrEnum)


def uuid7() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): it begins with the instant, so that new rows stay together in the index.

    Twelve more bits tell the fraction of the millisecond: keys made one after the other are in that order.
    """
    microseconds = int(clock.now().timestamp() * 1_000_000)
    milliseconds, rest = divmod(microseconds, 1000)
    value = (milliseconds & (2**48 - 1)) << 80 | 7 << 76 | (rest * 4096 // 1000) << 64
    value |= 0b10 << 62 | int.from_bytes(os.urandom(8), "big") >> 2
    return uuid.UUID(int=value)


class EnumText(TypeDecorator[E], Generic[E]):
    """One value of a closed list, stored as its text; an unknown text refuses to load."""

    impl = String(40)
    cache_ok = True

    def __init__(self, values: type[E]) -> None:
        super().__init__()
        self.values = values

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:
        return None if value is None else self.values(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:
        return None if value is None else self.values(value)


class WithBit(Protocol):
    """A closed list of which several values may be held at once: each has its bit, for ever."""

    @property
    def bit(self) -> int: ...


def to_bits(values: Iterable[Any]) -> int:
    """The integer that holds these values."""
    bits = 0
    for value in values:
        bits |= 1 << cast("WithBit", value).bit
    return bits


class EnumBits(TypeDecorator[frozenset[E]], Generic[E]):
    """Several values of a closed list, stored as the bits of one integer.

    One row, one integer: counting each value of a list is one pass over the table, without a join.
    In SQL, `has_value(column, member)` is the condition.
    """

    impl = BigInteger
    cache_ok = True

    def __init__(self, values: type[E]) -> None:
        super().__init__()
        self.values = values

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        if value is None or isinstance(value, int):
            return value
        return to_bits(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> frozenset[E]:
        bits = value or 0
        return frozenset(member for member in self.values if bits >> cast("WithBit", member).bit & 1)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant must say its time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class UuidKey:
    """Primary key made by the application before the insert, so that sealed fields can name their row."""

    id: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True, sort_order=-1)

    def __init__(self, **values: Any) -> None:
        self.id = values.pop("id", None) or uuid7()
        super().__init__(**values)


class Sealed:
    """A text encrypted at rest. `name = Sealed()` reads and writes the column `name_sealed` of the same model."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.column = f"{name}_sealed"

    @overload
    def __get__(self, row: None, owner: type) -> "Sealed": ...
    @overload
    def __get__(self, row: Any, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> "Sealed | str | None":
        if row is None:
            return self
        sealed = getattr(row, self.column)
        return None if sealed is None else crypto.unseal(sealed, self.associated(row.__tablename__, row.id))

    def __set__(self, row: Any, text: str | None) -> None:
        if text is None:
            setattr(row, self.column, None)
        elif text != (self.__get__(row, type(row)) if not inspect(row).transient else None):
            setattr(row, self.column, crypto.seal(text, self.associated(row.__tablename__, row.id)))

    def associated(self, table: str, row_id: uuid.UUID) -> str:
        """What binds a sealed value to its place."""
        return f"{table}:{self.column}:{row_id}"
