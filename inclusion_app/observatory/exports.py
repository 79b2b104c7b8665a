"""The tables of the observatory as files: one block, its values, what they are compared with."""

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import SECRET, Block, Cell, Measure, TerritoryFigures, Unit
from inclusion_app.observatory.gains import Gain
from inclusion_app.observatory.phrases import _
from inclusion_app.web.downloads import Column

_DECIMALS = 4


def columns_of(figures: TerritoryFigures, block: Block) -> list[Column[Cell]]:
    """Every column, whatever the values: a file of one period has the same columns as that of another."""
    return [
        Column(N_("Territoire"), lambda cell: _whose(figures, block)),
        Column(N_("Code du territoire"), lambda cell: "" if figures.named else block.territory.key),
        Column(N_("Début"), lambda cell: figures.period.start),
        Column(N_("Fin"), lambda cell: figures.period.end),
        Column(N_("Code"), lambda cell: cell.territory_key or cell.key),
        Column(N_("Libellé"), lambda cell: _(cell.label)),
        Column(N_("Accompagnements"), _count),
        Column(N_("Part"), lambda cell: rounded(cell.share)),
        Column(N_("Période précédente"), lambda cell: cell.previous),
        Column(N_("Part du territoire au-dessus"), lambda cell: rounded(cell.parent_share)),
    ]


def _whose(figures: TerritoryFigures, block: Block) -> str:
    return block.territory.name if block.wider else figures.name


def _count(cell: Cell) -> int | str | None:
    """Nothing for a month that has not begun: it is not zero."""
    if cell.coming:
        return None
    return _(SECRET) if cell.count is None else cell.count


def training_columns(figures: TerritoryFigures) -> list[Column[Measure]]:
    """The measures of trainings: whole numbers, time in minutes, shares between 0 and 1."""
    return [
        Column(N_("Territoire"), lambda measure: figures.territory.name),
        Column(N_("Code du territoire"), lambda measure: figures.territory.key),
        Column(N_("Début"), lambda measure: figures.period.start),
        Column(N_("Fin"), lambda measure: figures.period.end),
        Column(N_("Code"), lambda measure: measure.key),
        Column(N_("Libellé"), lambda measure: _(measure.label)),
        Column(N_("Valeur"), _training_value),
        Column(N_("Période précédente"), lambda measure: rounded(measure.previous)),
    ]


def _training_value(measure: Measure) -> float | None:
    """An average of opinions as on the page: its decimals would tell how many people answered, and with which marks."""
    if measure.unit is Unit.MARK and measure.value is not None:
        return round(measure.value, 1)
    return rounded(measure.value)


def gain_columns(figures: TerritoryFigures) -> list[Column[Gain]]:
    """People whose level rose, by domain; empty where it is secret."""
    return [
        Column(N_("Territoire"), lambda gain: figures.territory.name),
        Column(N_("Code du territoire"), lambda gain: figures.territory.key),
        Column(N_("Début"), lambda gain: figures.period.start),
        Column(N_("Fin"), lambda gain: figures.period.end),
        Column(N_("Code"), lambda gain: gain.domain.value),
        Column(N_("Domaine"), lambda gain: _(gain.domain.label)),
        Column(N_("Un niveau a monté"), lambda gain: gain.rose),
        Column(N_("Personnes évaluées deux fois"), lambda gain: gain.compared),
    ]


def rounded(share: float | None) -> float | None:
    """With four decimals at most."""
    return None if share is None else round(share, _DECIMALS)
