"""Two lists crossed, made ready to be shown: a table, and one small drawing for each row, all on one scale."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.charts import share_words
from inclusion_app.observatory.figures import SMALL_BASE
from inclusion_app.observatory.indicators import AGE_ORDER, BY_KEY, REST, V1_AGE_ORDER
from inclusion_app.observatory.multiples import HEIGHT, WIDTH, Multiple, SmallColumn
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.rollups.crossing import COMMUNES, LISTS, Crossing
from inclusion_app.observatory.shares import fractions
from inclusion_app.territories.models import Commune
from inclusion_app.web.formats import number, plural

MOST_DRAWN = 12
_TOP = 4
_NOT_SAID = N_("Non renseigné")


def list_names() -> dict[str, str]:
    """The lists that may be crossed, and what each is called; communes last, as rows alone."""
    return {key: _(BY_KEY[key].name) for key in (*(key for key in LISTS if key != COMMUNES), COMMUNES)}


@dataclass(frozen=True)
class CrossedRow:
    """One value of the first list: its counts by value of the second, its total; `small`: too few for shares."""

    label: str
    counts: tuple[int, ...]
    shares: tuple[str, ...]
    total: int
    small: bool


@dataclass(frozen=True)
class CrossingPage:
    """Everything that the page shows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[CrossedRow, ...]
    totals: tuple[int, ...]
    total: int
    apart: str
    several: str
    drawings: tuple[tuple[Multiple, bool], ...]
    """Each with whether it is of too few."""
    key: tuple[tuple[str, str], ...]
    """For the drawings: the rank of each column and its name."""


def make_crossing(found: Crossing) -> CrossingPage:
    """The rows with most first, unless the list has an order of its own."""
    columns = _ordered(found.columns, found.column_totals)
    rows = _ordered(found.rows, found.row_totals)
    row_labels, column_labels = _labels(found.rows, rows), _labels(found.columns, columns)
    crossed = tuple(
        _row(row_labels[row], [found.cells.get((row, column), 0) for column in columns], found, row) for row in rows
    )
    names = list_names()
    return CrossingPage(
        title=_("%(rows)s et %(columns)s", rows=names[found.rows], columns=names[found.columns].lower()),
        columns=tuple(column_labels[column] for column in columns),
        rows=crossed,
        totals=tuple(found.column_totals[column] for column in columns),
        total=found.total,
        apart=_apart(found),
        several=_several(found),
        drawings=tuple(_drawings(crossed, [column_labels[column] for column in columns])),
        key=tuple((str(rank + 1), column_labels[column]) for rank, column in enumerate(columns)),
    )


def _row(label: str, counts: Sequence[int], found: Crossing, key: str) -> CrossedRow:
    total = found.row_totals[key]
    whole = not BY_KEY[found.columns].several
    shares = fractions(counts) if whole else [count / total if total else 0 for count in counts]
    words = tuple(share_words(share, count) for share, count in zip(shares, counts, strict=True))
    return CrossedRow(label, tuple(counts), words, total, 0 < total < SMALL_BASE)


def _ordered(block: str, totals: Mapping[str, int]) -> list[str]:
    """The values that count, in the list's order when it has one, else the most frequent first; not given last."""
    there = [key for key, count in totals.items() if count]
    if block == "age_bands":
        order = [band.value for band in (*AGE_ORDER[:-1], *V1_AGE_ORDER)]
    elif BY_KEY[block].ordered:
        order = [value.value for value in BY_KEY[block].values or ()]
    else:
        return sorted(there, key=lambda key: (key in (REST, "unknown"), -totals[key], key))
    return sorted(there, key=lambda key: (order.index(key) if key in order else len(order), key))


def _labels(block: str, keys: Sequence[str]) -> dict[str, str]:
    if block == COMMUNES:
        rows = db.session.execute(select(Commune.code, Commune.name).where(Commune.code.in_(keys)))
        return {key: key for key in keys} | {code: name for code, name in rows}  # noqa: C416
    values = {value.value: _(value.label) for value in BY_KEY[block].values or ()}
    return {key: values.get(key) or _(BY_KEY[block].rest or _NOT_SAID) for key in keys}


def _apart(found: Crossing) -> str:
    if not found.apart:
        return ""
    return _(
        "%(people)s d’ateliers ne sont pas dans ce tableau\u00a0: leur âge, leur genre et leur situation sont connus"
        " pour le groupe, pas pour chacun.",
        people=plural(found.apart, N_("%(count)s personne anonyme"), N_("%(count)s personnes anonymes")),
    )


def _several(found: Crossing) -> str:
    if not any(BY_KEY[key].several for key in (found.rows, found.columns)):
        return ""
    return _("Un accompagnement compte une fois pour chaque réponse donnée\u00a0: les lignes ne s’additionnent pas.")


def _drawings(rows: Sequence[CrossedRow], columns: Sequence[str]) -> list[tuple[Multiple, bool]]:
    """The share of each column in the largest rows."""
    largest = sorted((row for row in rows if row.total), key=lambda row: -row.total)[:MOST_DRAWN]
    kept = [row for row in rows if row in largest]
    highest = max((count / row.total for row in kept for count in row.counts), default=0) or 1
    return [(_drawing(rank, row, columns, highest), row.small) for rank, row in enumerate(kept)]


def _drawing(rank: int, row: CrossedRow, columns: Sequence[str], highest: float) -> Multiple:
    step = WIDTH / max(len(row.counts), 1)
    heights = [count / row.total / highest * (HEIGHT - _TOP) for count in row.counts]
    drawn = tuple(
        SmallColumn(
            round(at * step + step * 0.14, 1), round(HEIGHT - high, 1), round(step * 0.72, 1), round(high, 1), False
        )
        for at, high in enumerate(heights)
    )
    said = ", ".join(f"{name} {share}" for name, share in zip(columns, row.shares, strict=True))
    total = plural(row.total, N_("%(count)s accompagnement"), N_("%(count)s accompagnements"))
    spoken = _("%(name)s\u00a0: %(counts)s.", name=row.label, counts=said)
    return Multiple(str(rank), row.label, total, drawn, spoken, number(highest * 100))
