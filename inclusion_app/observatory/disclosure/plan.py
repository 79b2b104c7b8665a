"""Which nodes of the tree may show a table, over which spans.

The rule (docs/decisions/0016-secret.md), for one table: every set of rows that subtracting shown tables from others
can isolate is safe, that is, each of its cells is 0 or has at least eleven persons behind it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from inclusion_app.observatory.disclosure.tree import Node, Tree
from inclusion_app.observatory.periods import Period

Shown = dict[Period, set[Node]]


class Times(Protocol):
    """A tree of spans, see `spans.Calendar`."""

    @property
    def spans(self) -> Sequence[Period]: ...
    def longer(self, span: Period) -> Period | None: ...
    def shorter(self, span: Period) -> tuple[Period, ...]: ...


@dataclass(frozen=True)
class Region:
    """A set of rows: those of `node` outside the nodes `without`, over `span` outside the spans `except_for`."""

    node: Node
    span: Period
    without: tuple[Node, ...] = ()
    except_for: tuple[Period, ...] = ()


class Evidence(Protocol):
    """What one table holds."""

    weighs_pairs: bool
    """`may_stand_beside` has something to say."""

    def is_safe(self, region: Region) -> bool:
        """Each of its cells is 0 or has enough persons behind it."""
        ...

    def size(self, node: Node, span: Period) -> int:
        """Accompaniments there and then."""
        ...

    def may_stand_beside(self, inner: tuple[Node, Period], outer: tuple[Node, Period]) -> bool:
        """Showing a part beside the whole says nothing more than their rows do."""
        ...


def decide(tree: Tree, times: Times, evidence: Evidence) -> Shown:
    """The nodes that may show the table, by span."""
    plan = _Plan(tree, times, evidence)
    before = -1
    while before != (after := sum(len(nodes) for nodes in plan.shown.values())):
        before = after
        for span in times.spans:
            plan.keep_order(span)
            plan.mend_places(span)
            plan.mend_times(span)
            if evidence.weighs_pairs:
                plan.mend_pairs(span)
    return plan.shown


class _Plan:
    def __init__(self, tree: Tree, times: Times, evidence: Evidence) -> None:
        self.tree, self.times, self.evidence = tree, times, evidence
        self.shown: Shown = {span: set(self._safe_alone(span)) for span in times.spans}
        self.shorter = {span: times.shorter(span) for span in times.spans}

    def _safe_alone(self, span: Period) -> Iterable[Node]:
        return (node for node in self.tree.nodes if self.evidence.is_safe(Region(node, span)))

    def keep_order(self, span: Period) -> None:
        """Nothing is shown over a short span that is silent over the longer one, at its place or at a wider place.

        Without this order, subtracting over places and over times could be mixed in ways that no check below sees.
        """
        shown, longer = self.shown[span], self.times.longer(span)
        wide = self.shown[longer] if longer else set()
        for node in self.tree.nodes:
            if node not in shown:
                continue
            silent = longer and node not in wide
            silent = silent or any(above in wide and above not in shown for above in self.tree.ancestors(node))
            if silent or not shown.issuperset(self.tree.together(node)):
                self.hide(node, span)

    def mend_places(self, span: Period) -> None:
        """What remains of each shown node, once the nodes shown inside it are subtracted, becomes safe."""
        for node in self.tree.nodes:
            while node in self.shown[span]:
                inner = self.inner(node, self.shown[span])
                if not inner or self.evidence.is_safe(Region(node, span, inner)):
                    break
                self.hide(self._to_hide(node, span, inner), span)

    def mend_times(self, span: Period) -> None:
        """So does what remains over some of its shorter spans together, known directly or by subtraction from the rest.

        A node shown over the year and three quarters is known over the fourth, whether or not it is shown there.
        """
        shorter = self.shorter[span]
        for count in range(1, len(shorter)):
            for chosen in combinations(shorter, count):
                others = tuple(short for short in shorter if short not in chosen)
                known = self._known(span, chosen, others)
                for node in self._to_check(known, span, chosen):
                    while node in known and not self._is_safe_over(node, span, known, others):
                        self._blur(node, span, known, (chosen, others))
                        known = self._known(span, chosen, others)

    def _to_check(self, known: set[Node], span: Period, chosen: Sequence[Period]) -> list[Node]:
        """The known nodes, widest first, but for those that are the sum of safe parts: without children, all shown."""
        shown = self.shown[span].intersection(*(self.shown[short] for short in chosen))
        return [node for node in self.tree.nodes if node in known and (self.tree.children[node] or node not in shown)]

    def _known(self, span: Period, chosen: Sequence[Period], others: Sequence[Period]) -> set[Node]:
        """The nodes whose table over the chosen spans together can be computed: shown in all, or in all the others."""
        directly = self.shown[span].intersection(*(self.shown[short] for short in chosen))
        by_subtraction = self.shown[span].intersection(*(self.shown[short] for short in others))
        return directly | by_subtraction

    def _is_safe_over(self, node: Node, span: Period, known: set[Node], others: tuple[Period, ...]) -> bool:
        return self.evidence.is_safe(Region(node, span, self.inner(node, known), others))

    def _blur(
        self, node: Node, span: Period, known: set[Node], parts: tuple[tuple[Period, ...], tuple[Period, ...]]
    ) -> None:
        """Hide one more shorter span of the smallest node known inside, else of the node itself."""
        chosen, others = parts
        inner = self.inner(node, known)
        victim = node
        if inner and self.evidence.is_safe(Region(node, span, (), others)):
            victim = min(inner, key=lambda below: (self.evidence.size(below, span), below))
        half_hidden = any(victim not in self.shown[short] for short in chosen)
        places = [short for short in (others if half_hidden else chosen) if victim in self.shown[short]]
        self.hide(victim, min(places, key=lambda short: (self.evidence.size(victim, short), short)))

    def mend_pairs(self, span: Period) -> None:
        """A part shown beside a whole tells nothing more by itself."""
        longer: Period | None = span
        while longer is not None:
            for node in list(self.shown[span]):
                wholes = [n for n in (node, *self.tree.ancestors(node)) if n in self.shown[longer]]
                if not all(self.evidence.may_stand_beside((node, span), (whole, longer)) for whole in wholes):
                    self.hide(node, span)
            longer = self.times.longer(longer)

    def inner(self, node: Node, chosen: set[Node]) -> tuple[Node, ...]:
        """The widest of the chosen nodes inside this one."""
        found: list[Node] = []
        waiting = list(self.tree.children[node])
        while waiting:
            below = waiting.pop()
            if below in chosen:
                found.append(below)
            else:
                waiting.extend(self.tree.children[below])
        return tuple(sorted(found))

    def hide(self, node: Node, span: Period) -> None:
        """Silence a node, and its sister pieces, over a span."""
        self.shown[span].difference_update(self.tree.together(node))

    def _to_hide(self, node: Node, span: Period, inner: tuple[Node, ...]) -> Node:
        """The smallest inner node whose silence is enough, else the smallest."""
        by_size: Callable[[Node], tuple[int, str]] = lambda below: (self.evidence.size(below, span), below)  # noqa: E731
        ordered = sorted((below for below in inner if self.evidence.size(below, span)), key=by_size)
        for candidate in ordered:
            rest = tuple(below for below in inner if below != candidate)
            if self.evidence.is_safe(Region(node, span, rest)):
                return candidate
        return ordered[0]
