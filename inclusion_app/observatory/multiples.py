"""Small multiples: the same small drawing for each, on one scale, so that heights may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import Block
from inclusion_app.observatory.phrases import _
from inclusion_app.web.formats import number, plural

WIDTH, HEIGHT = 160, 52
_TOP = 4


@dataclass(frozen=True)
class SmallColumn:
    """One column of a small drawing, from zero."""

    x: float
    y: float
    width: float
    height: float
    partial: bool


@dataclass(frozen=True)
class Multiple:
    """One small drawing: whose, its total in words, what a screen reader says."""

    key: str
    name: str
    total: str
    columns: tuple[SmallColumn, ...]
    spoken: str
    top: str
    """What the common highest column counts."""
    width: int = WIDTH
    height: int = HEIGHT


def multiples(blocks: Sequence[tuple[str, str, Block]]) -> tuple[Multiple, ...]:
    """Identifier, name and steps of each, those with most first; all on the scale of the highest."""
    highest = max((cell.count or 0 for _key, _name, block in blocks for cell in block.cells), default=0)
    drawn = [_multiple(key, name, block, highest) for key, name, block in blocks]
    ranked = sorted(zip(drawn, blocks, strict=True), key=lambda pair: (-(pair[1][2].total or 0), pair[0].name))
    return tuple(one for one, _block in ranked)


def _multiple(key: str, name: str, block: Block, highest: int) -> Multiple:
    step = WIDTH / max(len(block.cells), 1)
    scale = (HEIGHT - _TOP) / (highest or 1)
    columns = tuple(
        SmallColumn(
            round(rank * step + step * 0.14, 1),
            round(HEIGHT - (cell.count or 0) * scale, 1),
            round(step * 0.72, 1),
            round((cell.count or 0) * scale, 1),
            cell.partial,
        )
        for rank, cell in enumerate(block.cells)
        if cell.count and not cell.coming
    )
    counts = ", ".join(f"{_(cell.label)} {number(cell.count)}" for cell in block.cells if not cell.coming)
    spoken = _("%(name)s, mois par mois\u00a0: %(counts)s.", name=name, counts=counts)
    total = plural(block.total or 0, N_("%(count)s accompagnement"), N_("%(count)s accompagnements"))
    return Multiple(key, name, total, columns, spoken, number(highest))
