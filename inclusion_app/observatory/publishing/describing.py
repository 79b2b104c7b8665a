"""What who publishes is told before and after: what is hidden by table, what an attack finds, what changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inclusion_app.observatory.disclosure.tables import TOTAL
from inclusion_app.observatory.publishing.content import Change
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.places import Place
from inclusion_app.observatory.publishing.queries import list_places
from inclusion_app.observatory.publishing.rules import BREAKDOWNS, breakdown_of

MOST_TOLD = 8


@dataclass(frozen=True)
class TableToll:
    """What secrecy costs a table."""

    title: str
    offered: int
    hidden: int
    cells_kept: float
    information_kept: float


@dataclass(frozen=True)
class Attacked:
    """The interval that an attack leaves to a hidden cell."""

    table: str
    place: str
    span: str
    value: str
    low: int
    high: int | None


@dataclass(frozen=True)
class Told:
    """A change in words: None is secret, or was not given."""

    table: str
    place: str
    span: str
    value: str
    before: int | None
    after: int | None


def describe_tables(publication: Publication) -> list[TableToll]:
    """Table by table."""
    tables: Mapping[str, Any] = publication.summary["tables"]
    return [
        TableToll(
            breakdown_of(key).title,
            tables[key]["offered"],
            tables[key]["hidden_a"] + tables[key]["hidden_d"],
            tables[key]["cells_kept"],
            tables[key]["information_kept"],
        )
        for key in BREAKDOWNS
        if key in tables
    ]


def describe_narrowest(publication: Publication) -> list[Attacked]:
    """The tightest intervals over all tables."""
    tables: Mapping[str, Any] = publication.summary["tables"]
    found = [line for table in tables.values() for line in table["narrowest"]]
    found.sort(key=lambda line: (float("inf") if line[2] is None else line[2] - line[1], line[0]))
    names = _names(list_places(publication))
    return [Attacked(*_words(names, *cell.split("|")), low, high) for cell, low, high in found[:MOST_TOLD]]


def describe_changes(publication: Publication, changes: Iterable[Change]) -> list[Told]:
    """Changes in words."""
    names = _names(list_places(publication))
    return [
        Told(*_words(names, change.breakdown, change.node, change.span, change.value), change.before, change.after)
        for change in changes
    ]


def _names(places: Iterable[Place]) -> dict[str, str]:
    return {place.node: place.name for place in places}


def _words(names: Mapping[str, str], breakdown: str, node: str, span: str, value: str) -> tuple[str, str, str, str]:
    """Title of the table, name of the place, span, label of the value."""
    label = "" if value == TOTAL else breakdown_of(breakdown).label(value)
    return breakdown_of(breakdown).title, names.get(node, node.partition("~")[0]), span, label
