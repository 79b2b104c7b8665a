"""Search of communes and territories by what people type: a name, a postal code, an INSEE code, or several at once."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select, true, union
from sqlalchemy.orm import aliased, selectinload

from inclusion_app.extensions import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.territories.models import Commune, CommunePostalCode, Departement, Epci, FormerCommune, Region
from inclusion_app.territories.names import fold_name, fold_written
from inclusion_app.territories.queries import find_territory, get_france, resolve_commune, to_territory
from inclusion_app.territories.territory import Level, Territory

_NUMBER = re.compile(r"\d{1,5}|2[ab]\d{0,3}")


class Typed:
    """A typed text, split into words of a name and numbers."""

    def __init__(self, text: str) -> None:
        parts = fold_written(text[:100]).split()
        self.numbers = [part.upper() for part in parts if _NUMBER.fullmatch(part)]
        self.words = [part for part in parts if not _NUMBER.fullmatch(part)]

    def __bool__(self) -> bool:
        return bool(self.numbers or self.words)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def in_name(self, column: Any) -> ColumnElement[bool]:
        """Each word begins a word of the name."""
        return and_(true(), *(column.like(f"% {word}%") for word in self.words))

    def rank(self, column: Any) -> ColumnElement[int]:
        """0 for the very name, 1 for a name that begins so, 2 for the rest."""
        return case((column == f" {self.name} ", 0), (column.like(f" {self.name}%"), 1), else_=2)


def search_communes(text: str, limit: int = 10, departement: str | None = None) -> list[Commune]:
    """The communes that the text may mean, best first: very name, beginning of the name, then by population.

    Names of former communes are looked at when those of today do not fill the list.
    """
    typed = Typed(text)
    if not typed:
        return []
    conditions = [_has_number(number) for number in typed.numbers]
    if departement:
        conditions.append(Commune.departement_code == departement)
    query = select(Commune).where(*conditions).options(selectinload(Commune.postal_codes)).limit(limit)
    current = Commune.code.not_in(select(FormerCommune.code))
    order = (typed.rank(Commune.search_text), Commune.population.desc().nulls_last(), Commune.code)
    found = list(db.session.scalars(query.where(typed.in_name(Commune.search_text), current).order_by(*order)))
    if len(found) < limit and typed.words:
        found += _by_former_name(typed, query, {commune.code for commune in found}, limit - len(found))
    return found or _by_old_code(typed, departement)


def _has_number(number: str) -> ColumnElement[bool]:
    """The INSEE code or a postal code begins with the number."""
    each = aliased(Commune)
    first, last = number.ljust(5, "0"), number.ljust(5, "9")
    coded = select(each.code).where(each.code.between(first, last))
    served = select(CommunePostalCode.commune_code).where(CommunePostalCode.postal_code.between(first, last))
    return Commune.code.in_(union(coded, served))


def _by_former_name(typed: Typed, query: Select[Any], known: set[str], limit: int) -> list[Commune]:
    former = (
        select(FormerCommune.current_code)
        .where(typed.in_name(FormerCommune.search_text))
        .order_by(typed.rank(FormerCommune.search_text), FormerCommune.code)
        .limit(limit + len(known))
    )
    codes = list(dict.fromkeys(code for code in db.session.scalars(former) if code not in known))
    communes = {commune.code: commune for commune in db.session.scalars(query.where(Commune.code.in_(codes)))}
    return [communes[code] for code in codes if code in communes][:limit]


def _by_old_code(typed: Typed, departement: str | None) -> list[Commune]:
    for number in typed.numbers:
        commune = resolve_commune(number) if len(number) == 5 else None
        if commune and departement in (None, commune.departement_code):
            return [commune]
    return []


def match_communes(text: str, departement: str | None = None) -> list[Commune]:
    """What a plain text field means: one commune when the text says which, else the candidates.

    « Limoges », « 87085 », « 87000 Limoges », « Limoges (87000) » each mean one.
    """
    typed = Typed(text)
    found = search_communes(text, 50, departement)
    same = [commune for commune in found if commune.search_text == f" {typed.name} "]
    coded = [commune for commune in found if [commune.code] == typed.numbers]
    return coded or same or found


def search_territories(text: str, limit: int = 10, levels: tuple[Level, ...] = tuple(Level)) -> list[Territory]:
    """Territories of these levels that the text may mean: very names first, then the widest."""
    typed = Typed(text)
    if not typed:
        return []
    found: list[tuple[tuple[int, int, int, str], Territory]] = []
    if Level.FRANCE in levels and typed.words and "france".startswith(typed.name):
        found.append(((0, 0, 0, ""), get_france()))
    for level in levels:
        if level in _SEARCHED:
            found += [(_order(typed, row.search_text, level), to_territory(row)) for row in _rows(level, typed, limit)]
    if Level.COMMUNE in levels:
        communes = search_communes(text, limit)
        found += [(_order(typed, commune.search_text, Level.COMMUNE), to_territory(commune)) for commune in communes]
    ranked = sorted(found, key=lambda pair: (pair[0][:2], -(pair[1].population or 0), pair[1].key))
    return [territory for _, territory in ranked[:limit]]


def match_territories(text: str, levels: tuple[Level, ...] = tuple(Level)) -> list[Territory]:
    """What a plain text field means: the territory of a key or label, else those of that very name, else candidates."""
    try:
        keyed = find_territory(text)
    except DomainError:
        keyed = None
    if keyed and keyed.level in levels:
        return [keyed]
    name = _SUFFIX.sub("", text)
    found = search_territories(name, 50, levels)
    labelled = [territory for territory in found if territory.label == text.strip()]
    same = [territory for territory in found if fold_name(territory.name) == fold_name(name)]
    return labelled or same or found


_SUFFIX = re.compile(r" \([^)]*\)\s*$")

_SEARCHED: dict[Level, tuple[Any, Any]] = {
    Level.REGION: (Region, Region.code),
    Level.DEPARTEMENT: (Departement, Departement.code),
    Level.EPCI: (Epci, Epci.siren),
}


def _rows(level: Level, typed: Typed, limit: int) -> list[Any]:
    model, code = _SEARCHED[level]
    conditions = [typed.in_name(model.search_text)] if typed.words else []
    if typed.numbers:
        if level is not Level.DEPARTEMENT:
            return []
        conditions.append(code.in_(typed.numbers))
    query = select(model).where(*conditions).order_by(typed.rank(model.search_text), code).limit(limit)
    return list(db.session.scalars(query))


def _order(typed: Typed, name: str, level: Level) -> tuple[int, int, int, str]:
    """Very name or code, beginning of a name, other; then from the widest level."""
    exact = name == f" {typed.name} " or (level is Level.DEPARTEMENT and bool(typed.numbers))
    rank = 0 if exact else 1 if name.startswith(f" {typed.name}") else 2
    return rank, level.rank, 0, ""
