"""The territories that hold data, as one tree: France, régions, départements, EPCI inside a département, communes.

An EPCI that lies in several départements is one node in each (a piece); its pieces are shown or hidden together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from inclusion_app.territories.territory import FRANCE_CODE, Level, Territory, make_key

Node = str
FRANCE = make_key(Level.FRANCE, FRANCE_CODE)


@dataclass(frozen=True)
class Lineage:
    """Where a commune lies."""

    commune: str
    epci: str | None
    departement: str
    region: str

    @property
    def path(self) -> tuple[Node, ...]:
        """Its nodes, from the widest to itself."""
        piece = (piece_of(self.epci, self.departement),) if self.epci else ()
        region, departement = make_key(Level.REGION, self.region), make_key(Level.DEPARTEMENT, self.departement)
        return (FRANCE, region, departement, *piece, make_key(Level.COMMUNE, self.commune))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of its territories, the commune's own first."""
        return tuple(node.partition("@")[0] for node in reversed(self.path))


def piece_of(epci: str, departement: str) -> Node:
    """The part of an EPCI that lies in one département."""
    return f"{make_key(Level.EPCI, epci)}@{departement}"


@dataclass
class Tree:
    """Nodes from the widest to the narrowest, with their parent, children, communes."""

    nodes: list[Node] = field(default_factory=list)
    parent: dict[Node, Node | None] = field(default_factory=dict)
    children: dict[Node, list[Node]] = field(default_factory=dict)
    communes: dict[Node, frozenset[str]] = field(default_factory=dict)
    pieces: dict[str, tuple[Node, ...]] = field(default_factory=dict)
    """By the key of an EPCI, its nodes."""

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The wider nodes, nearest first."""
        parent = self.parent[node]
        while parent is not None:
            yield parent
            parent = self.parent[parent]

    def together(self, node: Node) -> tuple[Node, ...]:
        """The nodes that are shown or hidden with this one, itself included."""
        return self.pieces.get(node.partition("@")[0], (node,))

    def nodes_of(self, territory: Territory) -> tuple[Node, ...]:
        """The nodes that make a territory; none when it holds no data."""
        if territory.level is Level.EPCI:
            return self.pieces.get(territory.key, ())
        return (territory.key,) if territory.key in self.parent else ()


def grow(lineages: Iterable[Lineage]) -> Tree:
    """The tree of these communes and of all that contains them."""
    parents: dict[Node, Node | None] = {}
    inside: dict[Node, set[str]] = {}
    depth: dict[Node, int] = {}
    for lineage in sorted(lineages, key=lambda lineage: lineage.commune):
        above: Node | None = None
        for rank, node in enumerate(lineage.path):
            parents[node] = above
            inside.setdefault(node, set()).add(lineage.commune)
            depth[node] = rank
            above = node
    tree = Tree(sorted(parents, key=lambda node: (depth[node], node)), parents)
    tree.communes = {node: frozenset(codes) for node, codes in inside.items()}
    for node in tree.nodes:
        tree.children.setdefault(node, [])
        parent = parents[node]
        if parent is not None:
            tree.children[parent].append(node)
        epci, _, departement = node.partition("@")
        if departement:
            tree.pieces[epci] = (*tree.pieces.get(epci, ()), node)
    return tree


def nodes_by_territory(tree: Tree) -> dict[str, tuple[Node, ...]]:
    """The nodes that make each territory of a tree: several for an EPCI that lies in several départements."""
    found: dict[str, tuple[Node, ...]] = {}
    for node in tree.nodes:
        key = node.partition("@")[0]
        found[key] = (*found.get(key, ()), node)
    return found
