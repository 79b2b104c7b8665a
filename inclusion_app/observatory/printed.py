"""Tables of the report: a bar from zero in each row, so that one drawing is also its table. The same on screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from inclusion_app.observatory.charts import share_words
from inclusion_app.observatory.figures import SECRET, Block, Cell, TerritoryFigures
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.presenting import Panel, is_compared, make_panel
from inclusion_app.web.formats import number, percent

BAR_STEPS = 40
"""How many lengths a bar may have: each is a class of the style sheet."""
_FEW_ROWS = 5
_SHORT_LABEL = 15


@dataclass(frozen=True)
class PrintedRow:
    """A label, its numbers as they are written, the length of its bar from 0 to `BAR_STEPS`; None draws none."""

    label: str
    cells: tuple[str, ...]
    bar: int | None


@dataclass(frozen=True)
class PrintedTable:
    """What is counted, how, and its rows; the bar is drawn in the first column of numbers."""

    key: str
    title: str
    what: str
    head: tuple[str, ...]
    rows: tuple[PrintedRow, ...]
    secrecy: str = ""
    note: str = ""

    @property
    def slim(self) -> bool:
        """Its labels are so short that bars stand beside them rather than under."""
        return all(len(row.label) <= _SHORT_LABEL for row in self.rows)


def printed(figures: TerritoryFigures, key: str, most: int) -> PrintedTable | None:
    """The table of a block, its largest rows; None when there is nothing to show."""
    panel = make_panel(figures, key)
    if panel is None or panel.block.hidden or not any(cell.count for cell in panel.block.cells):
        return None
    return _table(figures, panel, most)


def _table(figures: TerritoryFigures, panel: Panel, most: int) -> PrintedTable:
    block, dated = panel.block, panel.key == "months"
    cells = [cell for cell in block.by_size if dated or cell.count or len(block.cells) <= _FEW_ROWS]
    shown = cells if dated or block.ordered else _first(cells, most)
    left = len(cells) - len(shown)
    notes = [panel.note] if panel.note else []
    if left:
        notes.append(_("Les %(count)s premières réponses.", count=number(len(shown))))
    return PrintedTable(
        key=panel.key,
        title=panel.title,
        what=_what(figures, block, panel.what),
        head=_head(figures, block, dated),
        rows=tuple(_rows(figures, block, shown, dated)),
        secrecy=panel.secrecy,
        note=" ".join([*notes, panel.small]).strip(),
    )


def _first(cells: Sequence[Cell], most: int) -> list[Cell]:
    """The largest, and what is about none of them when it is among these."""
    return list(cells[:most])


def _head(figures: TerritoryFigures, block: Block, dated: bool) -> tuple[str, ...]:
    first = _("Mois") if dated else _("Territoire") if block.key == "communes" else _("Réponse")
    found = [first, _("Nombre")]
    if dated:
        return (*found, _("Avant (%(period)s)", period=figures.previous_period.short_label))
    found.append(_("Part"))
    if is_compared(block):
        found.append(_("Autour"))
    return tuple(found)


def _what(figures: TerritoryFigures, block: Block, what: str) -> str:
    """What is counted, and around what."""
    if block.key == "months" or not is_compared(block):
        return what
    if block.wider or figures.parent is None:
        return _("%(what)s Autour\u00a0: la part au niveau au-dessus.", what=what)
    return _("%(what)s Autour\u00a0: la part %(where)s.", what=what, where=figures.parent.in_name)


def _rows(figures: TerritoryFigures, block: Block, cells: Sequence[Cell], dated: bool) -> list[PrintedRow]:
    largest = max((cell.count or 0 for cell in cells), default=0)
    compared = is_compared(block)
    return [
        PrintedRow(_(cell.label), _written(cell, dated, compared), _length(cell, largest) if cell.key != REST else None)
        for cell in cells
    ]


def _length(cell: Cell, largest: int) -> int | None:
    """From zero, one step at least for what is not none."""
    if not cell.count or not largest:
        return None
    return max(1, ceil(cell.count / largest * BAR_STEPS - 0.5))


def _written(cell: Cell, dated: bool, compared: bool) -> tuple[str, ...]:
    count = _("à venir") if cell.coming else _(SECRET) if cell.count is None else number(cell.count)
    if cell.partial and cell.count is not None and not cell.coming:
        count = _("%(count)s (incomplet)", count=count)
    if dated:
        return (count, "–" if cell.previous is None else number(cell.previous))
    share = "–" if cell.count is None else share_words(cell.said, cell.count)
    if not compared:
        return (count, share)
    return (count, share, "–" if cell.parent_share is None else percent(cell.parent_said))
