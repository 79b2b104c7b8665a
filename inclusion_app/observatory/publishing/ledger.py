"""What readers already hold when a publication is prepared: the publications before it, told in today's places."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import defer

from inclusion_app.kernel.db import db
from inclusion_app.observatory.disclosure.ledger import Published
from inclusion_app.observatory.disclosure.tables import LinkedTables, ancestors, key_of
from inclusion_app.observatory.disclosure.tree import FRANCE, Node
from inclusion_app.observatory.publishing import evidence
from inclusion_app.observatory.publishing.gathering import current_codes, paths_inside
from inclusion_app.observatory.publishing.models import (
    Publication,
    PublicationLedger,
    PublicationState,
    PublicationTable,
)
from inclusion_app.territories.queries import find_territory, get_france, list_ancestors
from inclusion_app.territories.territory import Territory

OLD = "~"
"""In the name of a node: as it was in an earlier publication, when it held other communes."""


def read_revision() -> int:
    """Raised by each publication; what was prepared under another must be prepared again."""
    return db.session.scalars(select(PublicationLedger.revision)).one()


def list_related(territory: Territory, year: int) -> list[Publication]:
    """The publications of a year that hold, or are held by, a territory, and those that hold these; oldest first."""
    query = select(Publication).where(Publication.year == year, Publication.state != PublicationState.PREPARED)
    query = query.options(defer(Publication.content)).order_by(Publication.published_at, Publication.id)
    found = db.session.scalars(query).all()
    known = {key: _line(key) for key in {publication.territory_key for publication in found}}
    near = {territory.key}
    line = {territory.key: _line(territory.key), **known}
    while more := {key for key in known if key not in near and any(_touch(line, key, other) for other in near)}:
        near |= more
    return [publication for publication in found if publication.territory_key in near]


def _line(key: str) -> frozenset[str]:
    """A territory and all wider ones."""
    territory = find_territory(key)
    if territory is None:
        return frozenset({key, FRANCE})
    return frozenset({key, *(above.key for above in list_ancestors(territory)), get_france().key})


def _touch(line: Mapping[str, frozenset[str]], one: str, other: str) -> bool:
    return one in line[other] or other in line[one]


def name_of(publication: Publication) -> str:
    """« 7.2 »: number and version."""
    return f"{publication.number}.{publication.version}"


def read_entries(publications: Sequence[Publication], breakdown: str) -> list[Published]:
    """What each of these published of a breakdown."""
    keys = [publication.id for publication in publications]
    query = select(PublicationTable).where(
        PublicationTable.publication_id.in_(keys), PublicationTable.breakdown == breakdown
    )
    held = {table.publication_id: table.evidence for table in db.session.scalars(query)}
    return [
        Published(name_of(publication), *evidence.load(held[publication.id]))
        for publication in publications
        if publication.id in held
    ]


@dataclass(frozen=True)
class Aligned:
    """Earlier entries told in today's places."""

    entries: tuple[Published, ...]
    extra: Mapping[Node, Node]
    """Communes of before, and that of today in which each lies."""


def align(entries: Iterable[Published]) -> Aligned:
    """Give another name to the places that no longer hold the same communes."""
    entries = list(entries)
    leaves = {node for entry in entries for node in entry.tables.nodes if node.startswith("COM-")}
    codes = current_codes(node.removeprefix("COM-") for node in leaves if OLD not in node)
    paths = paths_inside(get_france(), set(codes.values()))
    extra: dict[Node, Node] = {}
    found = []
    for entry in entries:
        changed = _changed_places(entry.tables, codes, paths)
        names = {node: f"{node}{OLD}{entry.name}" for node in changed}
        for code, current in codes.items():
            old = f"COM-{code}"
            if old in entry.tables.nodes and (code != current or old in names):
                extra[names.get(old, old)] = f"COM-{current}"
        found.append(_renamed(entry, names) if names else entry)
    return Aligned(tuple(found), extra)


def _changed_places(tables: LinkedTables, codes: Mapping[str, str], paths: Mapping[str, tuple[Node, ...]]) -> set[Node]:
    found: set[Node] = set()
    for node in tables.nodes:
        code = node.removeprefix("COM-")
        if code not in codes or not node.startswith("COM-"):
            continue
        before, now = {node, *ancestors(tables.nodes, node)}, set(paths.get(codes[code], ()))
        found |= {place for place in before ^ now if place in tables.nodes and (place != node or node in now)}
    return found


def _renamed(entry: Published, names: Mapping[Node, Node]) -> Published:
    tables = entry.tables

    def key(cell_key: str) -> str:
        breakdown, node, span, value = cell_key.split("|")
        return key_of(breakdown, names.get(node, node), span, value)

    nodes = {names.get(node, node): above and names.get(above, above) for node, above in tables.nodes.items()}
    cells = (
        replace(cell, key=key(cell.key), node=names[cell.node]) if cell.node in names else cell for cell in tables.cells
    )
    flags = {key(name): flag for name, flag in entry.pattern.flags.items()}
    detail = {(names.get(node, node), span): offered for (node, span), offered in entry.pattern.detail.items()}
    return Published(
        entry.name,
        replace(tables, nodes=nodes, cells=tuple(sorted(cells))),
        replace(entry.pattern, flags=flags, detail=detail),
    )
