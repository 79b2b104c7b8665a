"""What narrows a list of records: one object for the page, its totals, its exports and the API."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from inclusion_app.accompaniments.models import Participation, Record, RecordTag
from inclusion_app.kernel.db import has_value
from inclusion_app.network.models import Place
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.themes import Theme


@dataclass(frozen=True)
class RecordFilter:
    """Empty values narrow nothing. `themes`: any of them. `since` and `until` are days, both included."""

    since: date | None = None
    until: date | None = None
    kind: RecordKind | None = None
    themes: frozenset[Theme] = frozenset()
    place_id: uuid.UUID | None = None
    citizen_id: uuid.UUID | None = None
    mediator_id: uuid.UUID | None = None
    tags: tuple[str, ...] = ()
    text: str = ""
    deleted: bool = False
    record_id: uuid.UUID | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """SQL conditions on Record, but for the text, which `text_condition` adds."""
        gone = Record.deleted_at.is_not(None) if self.deleted else Record.deleted_at.is_(None)
        found: list[ColumnElement[bool]] = [gone]
        if self.since:
            found.append(Record.held_on >= self.since)
        if self.until:
            found.append(Record.held_on <= self.until)
        if self.kind:
            found.append(_of_kind(self.kind))
        if self.themes:
            found.append(or_(*(has_value(Record.themes, theme) for theme in sorted(self.themes))))
        if self.place_id:
            found.append(Record.place_id == self.place_id)
        if self.mediator_id:
            found.append(Record.mediator_id == self.mediator_id)
        if self.record_id:
            found.append(Record.id == self.record_id)
        return found + self._joined()

    def _joined(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = []
        if self.citizen_id:
            of_citizen = select(Participation).where(Participation.citizen_id == self.citizen_id)
            found.append(_exists(of_citizen, Participation))
        found += [_exists(select(RecordTag).where(RecordTag.tag == tag), RecordTag) for tag in self.tags]
        return found

    def text_condition(self) -> ColumnElement[bool]:
        """SQL: the text is in the title, a tag or the name of the place.

        SQLite compares only unaccented letters without regard to case, hence the few spellings tried.
        """
        spellings = {self.text, self.text.lower(), self.text.upper(), self.text.capitalize()}
        tried: list[ColumnElement[bool]] = []
        for text in sorted(spellings):
            tried.append(Record.title.icontains(text, autoescape=True))
            tried.append(_exists(select(RecordTag).where(RecordTag.tag.icontains(text, autoescape=True)), RecordTag))
            tried.append(Record.place_id.in_(select(Place.id).where(Place.name.icontains(text, autoescape=True))))
        return or_(*tried)


def _of_kind(kind: RecordKind) -> ColumnElement[bool]:
    """A one-off report of the old files is individual."""
    if kind is RecordKind.INDIVIDUAL:
        return Record.kind.in_((RecordKind.INDIVIDUAL, RecordKind.ONE_OFF))
    return Record.kind == kind


def _exists(query: Select[Any], table: type[Participation | RecordTag]) -> ColumnElement[bool]:
    return query.where(table.record_id == Record.id).correlate(Record).exists()
