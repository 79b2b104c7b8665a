"""The search as an address: what it asks for, and the address of each change of it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import Difficulty, Readers, ResourceKind
from inclusion_app.resources.queries.search import Found
from inclusion_app.resources.rules.editing import LANGUAGES
from inclusion_app.resources.rules.search import Domain, LicenceFamily, SearchFilter, Sort
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import Theme

MAX_QUESTION = 200
SHOWN = 6
"""Values of a filter shown before « Voir tout »."""


@dataclass(frozen=True)
class Facet:
    """A filter: its name in the address, its title, how a value is read and said."""

    word: str
    title: str
    read: Callable[[str], Any]
    ordered: bool = False
    """In the order of its list, rather than the most frequent first."""


def _language(text: str) -> str:
    if text not in LANGUAGES:
        raise ValueError(text)
    return text


def _of(listed: type[Listed]) -> Callable[[str], Any]:
    """The value of a closed list that has this code."""
    values = {member.value: member for member in listed}

    def value_of(text: str) -> Listed:
        if text not in values:
            raise ValueError(text)
        return values[text]

    return value_of


FACETS: dict[str, Facet] = {
    "theme": Facet("theme", N_("Thème"), _of(Theme)),
    "difficulty": Facet("niveau", N_("Niveau"), _of(Difficulty), ordered=True),
    "reader": Facet("public", N_("Pour qui"), _of(Readers)),
    "kind": Facet("type", N_("Sous quelle forme"), _of(ResourceKind), ordered=True),
    "language": Facet("langue", N_("Langue"), _language),
    "domain": Facet("domaine", N_("Compétence"), _of(Domain), ordered=True),
    "collection": Facet("collection", N_("Collection"), uuid.UUID),
    "licence": Facet("licence", N_("Droits"), _of(LicenceFamily), ordered=True),
}


@dataclass(frozen=True)
class Option:
    """A value of a filter: its name, how many results it would leave, the address that chooses it or leaves it."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Group:
    """A filter as it is shown: its first values, and the others folded."""

    title: str
    first: list[Option]
    others: list[Option]


def read(arguments: MultiDict[str, str]) -> SearchFilter:
    """What an address asks for; what it says wrong is left out."""
    text = " ".join(arguments.get("recherche", "")[:MAX_QUESTION].replace("\0", "").split())
    values = {name: _value(facet, arguments.get(facet.word, "")) for name, facet in FACETS.items()}
    order = next((sort for sort in Sort if sort.value == arguments.get("tri")), Sort.RELEVANCE)
    return SearchFilter(text=text, sort=order, **values)


def address(wanted: SearchFilter, **changes: Any) -> str:
    """The address of this search, changed."""
    asked = replace(wanted, **changes)
    values: dict[str, Any] = {"recherche": asked.text} if asked.text else {}
    values |= hidden(asked)
    if asked.sort is not Sort.RELEVANCE:
        values["tri"] = asked.sort.value
    return url_for("resources.index", **values)


def hidden(wanted: SearchFilter) -> dict[str, str]:
    """What a new question keeps of this search: its filters."""
    return {FACETS[name].word: str(value) for name, value in wanted.narrowed.items()}


def groups(wanted: SearchFilter, found: Found) -> list[Group]:
    """The filters worth showing: those that would change something."""
    if found.total < 2 and not wanted.narrowed:
        return []
    return [group for name in FACETS if (group := _group(name, wanted, found)).first]


def chips(wanted: SearchFilter, collections: Mapping[uuid.UUID, str]) -> list[tuple[str, str]]:
    """The filters in use, each with the address of the search without it."""
    return [
        (_said(name, value, collections), address(wanted, **{name: None})) for name, value in wanted.narrowed.items()
    ]


def sorts(wanted: SearchFilter) -> list[tuple[str, str, bool]]:
    """The orders, as links; the nearest first only when words are asked."""
    offered = [sort for sort in Sort if wanted.text or sort is not Sort.RELEVANCE]
    current = wanted.sort if wanted.text or wanted.sort is not Sort.RELEVANCE else Sort.NEWEST
    return [(_(sort.label), address(wanted, sort=sort), sort is current) for sort in offered]


def _value(facet: Facet, text: str) -> Any:
    try:
        return facet.read(text) if text else None
    except ValueError:
        return None


def _group(name: str, wanted: SearchFilter, found: Found) -> Group:
    facet, chosen, counted = FACETS[name], getattr(wanted, name), found.counts[name]
    values: list[Any] = [value for value, count in counted.most_common() if count]
    if facet.ordered:
        values.sort(key=lambda value: value.bit)
    if chosen is not None:
        values = [chosen, *(value for value in values if value != chosen)]
    if chosen is None and (not values or (len(values) == 1 and counted[values[0]] == found.total)):
        return Group(facet.title, [], [])
    options = [
        Option(
            _said(name, value, found.collections),
            counted[value],
            address(wanted, **{name: None if value == chosen else value}),
            value == chosen,
        )
        for value in values
    ]
    return Group(_(facet.title), options[:SHOWN], options[SHOWN:])


def _said(name: str, value: Any, collections: Mapping[uuid.UUID, str]) -> str:
    if name == "language":
        return str(_(LANGUAGES.get(value, value)))
    if name == "collection":
        return collections.get(value) or str(_("Collection"))
    return str(_(value.label))
