"""Figures made ready to be shown: a drawing, a table and words for each block; the same on the page and in the PDF."""

from dataclasses import dataclass, replace

from inclusion_app.kernel.phone import display_phone
from inclusion_app.kernel.text import N_
from inclusion_app.observatory import charts, lines
from inclusion_app.observatory.charts import share_words
from inclusion_app.observatory.figures import SECRET, Block, Cell, TerritoryFigures
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.phrases import _, compared_to, kilometres
from inclusion_app.observatory.shares import with_rounded
from inclusion_app.territories.territory import Level
from inclusion_app.web.formats import number, percent, plural

WORDS = {"compared_to": compared_to, "display_phone": display_phone, "kilometres": kilometres, "say": _}
"""What templates call, on the page and on paper; `say` translates a text that comes from data."""

_ABOUT_SOME = ("autonomy", "blocked_procedures", "blocked_causes", "blocked_organisations", "orientations")
_STACKED = ("age_bands", "genders", "statuses", "autonomy")
_FEW_ROWS = 5
_SAME = 0.0005
MOST_COLUMNS = 24
NEEDED_TO_DRAW = 2
"""A chart of one bar says nothing that its number does not."""


Drawing = charts.BarChart | charts.ColumnChart | charts.StackChart | lines.LineChart


@dataclass(frozen=True)
class Panel:
    """A block: its heading, what it counts, its drawing, its table."""

    key: str
    title: str
    what: str
    kind: str
    """`bars`, `columns`, `line`, `stack`, or `none` when there is nothing to draw."""
    drawing: Drawing | None
    spoken: str
    legend: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    secrecy: str
    note: str
    block: Block
    small: str = ""
    """That there are too few for shares to mean much; the drawing is grey."""

    @property
    def printed_rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows without those at zero, unless there are few."""
        if self.key == "months" or len(self.rows) <= _FEW_ROWS:
            return self.rows
        return tuple(row for row in self.rows if row[1] != "0")


def make_panel(figures: TerritoryFigures, key: str) -> Panel | None:
    """The panel of a block, or None when the territory has no such block."""
    block = figures.blocks.get(key)
    if block is None:
        return None
    block = answers_alone(block) if key in _ABOUT_SOME else block
    title = _(block.title)
    if block.wider:
        title = f"{title} {block.territory.in_name}"
    kind, drawing = _drawing(figures, block)
    return Panel(
        key=key,
        title=title,
        what=_("Accompagnements, chaque mois.") if figures.named and key == "months" else _(block.what),
        kind=kind,
        drawing=drawing,
        spoken=_spoken(block, title),
        legend=_legend(figures, block, kind, drawing),
        columns=table_columns(figures, block),
        rows=tuple(table_row(figures, block, cell) for cell in block.by_size),
        secrecy=_secrecy(block),
        note=_(block.note) if block.note else "",
        block=block,
        small=_small(block),
    )


def _small(block: Block) -> str:
    if not block.small or block.hidden or block.key in ("months", "communes"):
        return ""
    return _(
        "Petit effectif (%(count)s)\u00a0: lisez les nombres, les parts disent peu.",
        count=plural(block.total or 0, N_("%(count)s accompagnement"), N_("%(count)s accompagnements")),
    )


def answers_alone(block: Block) -> Block:
    """A block about some of the accompaniments only: without those it is not about, shares among the others."""
    rest = block.cell(REST)
    if block.hidden or rest is None:
        return block
    cells = [cell for cell in block.cells if cell.key != REST]
    total = sum(cell.count or 0 for cell in cells)
    outside = 1 - (rest.parent_share or 0)
    alone = tuple(
        replace(
            cell,
            share=(cell.count or 0) / total if total else None,
            parent_share=cell.parent_share / outside if cell.parent_share is not None and outside else None,
        )
        for cell in cells
    )
    return replace(block, total=total, cells=with_rounded(alone))


def _drawing(figures: TerritoryFigures, block: Block) -> tuple[str, Drawing | None]:
    counted = [cell for cell in block.cells if cell.count]
    if block.hidden or not counted or len(block.cells) < NEEDED_TO_DRAW:
        return "none", None
    if block.key == "months":
        many = len(block.cells) > MOST_COLUMNS
        return ("line", lines.line_chart(block.cells)) if many else ("columns", charts.column_chart(block))
    if block.key in _STACKED and all(cell.count is not None for cell in block.cells):
        there = parent_of(figures, block)
        here = block.territory.name if block.wider else figures.name
        return "stack", charts.stack_chart(block, here=here, there=there)
    return "bars", charts.bar_chart(block, marked=is_compared(block))


def parent_of(figures: TerritoryFigures, block: Block) -> str | None:
    """The name of the wider territory to which the shares of a block are compared, when there is one."""
    if figures.parent is None or not is_compared(block):
        return None
    return _("Niveau au-dessus") if block.wider else figures.parent.name


def is_compared(block: Block) -> bool:
    """The wider territory says something else: it is not made of this one alone."""
    return any(
        cell.parent_share is not None and cell.share is not None and abs(cell.parent_share - cell.share) > _SAME
        for cell in block.cells
    )


def _legend(
    figures: TerritoryFigures,
    block: Block,
    kind: str,
    drawing: Drawing | None,
) -> str:
    """What the thin marks are, and the hatched columns."""
    if isinstance(drawing, charts.BarChart) and drawing.marked:
        return _("Trait fin\u00a0: la part %(where)s.", where=_parent_words(figures, block))
    words = []
    if isinstance(drawing, charts.ColumnChart) and drawing.compared:
        words.append(
            _(
                "Trait fin\u00a0: le mois correspondant de la période comparée (%(label)s).",
                label=figures.previous_period.short_label,
            )
        )
    if any(cell.partial and not cell.coming for cell in block.cells):
        pointed = _("En pointillé") if isinstance(drawing, lines.LineChart) else _("Hachuré")
        words.append(_("%(how)s\u00a0: mois en cours ou incomplet.", how=pointed))
    if any(cell.coming for cell in block.cells):
        words.append(_("Sans colonne\u00a0: mois à venir."))
    return " ".join(words)


def _parent_words(figures: TerritoryFigures, block: Block) -> str:
    if block.wider or figures.parent is None:
        return _("au niveau au-dessus")
    return figures.parent.in_name


def _parent_level(figures: TerritoryFigures, block: Block) -> str:
    """Short enough for the heading of a column: « dans le département »."""
    if block.wider or figures.parent is None:
        return _("au-dessus")
    if figures.parent.level is Level.FRANCE:
        return figures.parent.in_name
    return _("dans %(level)s", level=_(figures.parent.level.with_article))


def _spoken(block: Block, title: str) -> str:
    """What a screen reader says of the drawing: its title and its three largest values; the table has them all."""
    cells = sorted((cell for cell in block.cells if cell.count), key=lambda cell: (-(cell.count or 0), cell.label))
    values = _("\u00a0; puis ").join(f"{_(cell.label)}, {_spoken_size(cell)}" for cell in cells[:3])
    return _(
        "Diagramme\u00a0: %(title)s. Les valeurs les plus fortes sont\u00a0: %(values)s. Le tableau les donne toutes.",
        title=title,
        values=values,
    )


def _spoken_size(cell: Cell) -> str:
    return number(cell.count) if cell.share is None else share_words(cell.said, cell.count)


def _secrecy(block: Block) -> str:
    if block.hidden:
        return _("Secret statistique\u00a0: ces chiffres laisseraient reconnaître des personnes, à tous les niveaux.")
    if block.wider:
        return _(
            "Secret statistique\u00a0: donné pour %(there)s, le plus petit territoire qui peut le montrer.",
            there=block.territory.full_name,
        )
    return ""


def table_columns(figures: TerritoryFigures, block: Block) -> tuple[str, ...]:
    """The headings of the block's table: those for which it has something to say."""
    first = _("Mois") if block.key == "months" else _("Territoire") if block.key == "communes" else _("Réponse")
    found = [first, _("Accompagnements")]
    if _has(block, "share") and block.key != "months":
        found.append(_("Part"))
    if _has(block, "previous"):
        found.append(_("Avant (%(period)s)", period=figures.previous_period.short_label))
    if is_compared(block):
        found.append(_("Part %(where)s", where=_parent_level(figures, block)))
    return tuple(found)


def table_row(figures: TerritoryFigures, block: Block, cell: Cell) -> tuple[str, ...]:
    """A line of the block's table, in the order of its headings."""
    found = [_(cell.label), _count_words(cell)]
    if _has(block, "share") and block.key != "months":
        found.append(_(SECRET) if cell.count is None else share_words(cell.said, cell.count))
    if _has(block, "previous"):
        found.append(_("non connu") if cell.previous is None else number(cell.previous))
    if is_compared(block):
        found.append(_("non connu") if cell.parent_share is None else percent(cell.parent_said))
    return tuple(found)


def _count_words(cell: Cell) -> str:
    """The number, or why there is none; a month that is not whole says so beside it."""
    if cell.coming:
        return _("à venir")
    if cell.count is None:
        return _(SECRET)
    return _("%(count)s (incomplet)", count=number(cell.count)) if cell.partial else number(cell.count)


def _has(block: Block, attribute: str) -> bool:
    return any(getattr(cell, attribute) is not None for cell in block.cells)
