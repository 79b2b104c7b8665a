"""Two territories side by side: rates, averages and shares, each within what its reader may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.charts import FULL_SCALE, LETTERS_A_LINE, LINE, WIDTH, share_words
from inclusion_app.observatory.figures import SECRET, SMALL_BASE, Block, Cell, Measure, TerritoryFigures
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.presenting import answers_alone
from inclusion_app.web.formats import duration, number, plural

COMPARED = (
    "themes",
    "procedures",
    "age_bands",
    "statuses",
    "genders",
    "autonomy",
    "kinds",
    "place_kinds",
    "equipment",
    "orientations",
)
"""Blocks whose shares are set side by side."""

_BAR, _BETWEEN, _AFTER = 10, 3, 12
_MOST_BARS = 8


@dataclass(frozen=True)
class Line:
    """A measure here and there, in words, with what it counts."""

    label: str
    what: str
    here: str
    there: str


@dataclass(frozen=True)
class PairedBar:
    """One answer: its label, then the bar of each territory."""

    lines: tuple[tuple[int, str], ...]
    y: int
    first: float
    first_text: str
    second: float
    second_text: str


@dataclass(frozen=True)
class PairChart:
    """Bars two by two, from zero, on one scale."""

    bars: tuple[PairedBar, ...]
    height: int
    width: int = WIDTH
    bar: int = _BAR
    step: int = _BAR + _BETWEEN


@dataclass(frozen=True)
class Pair:
    """A block of both territories; `chart` is None when one of them may not be shown, and `why` says so."""

    key: str
    title: str
    what: str
    chart: PairChart | None
    rows: tuple[tuple[str, str, str], ...]
    why: str = ""
    small: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class SideBySide:
    """All that the page shows."""

    first: TerritoryFigures
    second: TerritoryFigures
    lines: tuple[Line, ...]
    pairs: tuple[Pair, ...]
    sentence: str

    @property
    def title(self) -> str:
        return _(
            "%(first)s et %(second)s\u00a0— %(period)s",
            first=self.first.name,
            second=self.second.name,
            period=self.first.period.label,
        )


def side_by_side(first: TerritoryFigures, second: TerritoryFigures) -> SideBySide:
    """Two territories over the same period."""
    pairs = tuple(pair for key in COMPARED if (pair := _pair(first, second, key)))
    return SideBySide(first, second, tuple(_lines(first, second)), pairs, _sentence(first, second))


def _sentence(first: TerritoryFigures, second: TerritoryFigures) -> str:
    here, there = _held_rate(first), _held_rate(second)
    if here is None or there is None:
        return _("Des taux et des parts\u00a0: deux territoires n’ont pas la même taille.")
    return _(
        "Pour 1\u202f000 habitants, %(here)s accompagnements ont eu lieu %(where)s, et %(there)s %(elsewhere)s.",
        here=number(here, 1),
        where=first.territory.in_name,
        there=number(there, 1),
        elsewhere=second.territory.in_name,
    )


def _lines(first: TerritoryFigures, second: TerritoryFigures) -> Iterator[Line]:
    for label, what, words in _MEASURES:
        yield Line(_(label), _(what), words(first), words(second))


def _held_rate(figures: TerritoryFigures) -> float | None:
    if figures.accompaniments.value is None or not figures.population:
        return None
    return figures.accompaniments.value * 1000 / figures.population


def _held_words(figures: TerritoryFigures) -> str:
    rate, count = _held_rate(figures), figures.accompaniments.whole or 0
    total = plural(count, N_("%(count)s en tout"), N_("%(count)s en tout"))
    return f"{_('non connu') if rate is None else number(rate, 1)} ({total})"


def _rate_words(figures: TerritoryFigures) -> str:
    rate = figures.rate
    if rate.value is None:
        return _why(rate)
    return number(rate.value, 1)


def _coverage_words(figures: TerritoryFigures) -> str:
    if figures.coverage is None or figures.rate.value is None:
        return _why(figures.rate)
    low, high = figures.coverage.low, figures.coverage.high
    decimals = 0 if low >= 2 else 1
    return _("%(low)s\u00a0à\u00a0%(high)s", low=number(low, decimals), high=number(high, decimals))


def _why(measure: Measure) -> str:
    if measure.secret:
        return _(SECRET)
    return _(measure.reason) if measure.reason else _("non connu")


def _length_words(figures: TerritoryFigures) -> str:
    if figures.minutes.value is None:
        return _why(figures.minutes)
    if not figures.records.value:
        return _why(figures.records) if figures.records.secret else "–"
    return duration(figures.minutes.value / figures.records.value)


def _workshop_words(figures: TerritoryFigures) -> str:
    taken, total = figures.workshop_participants, figures.accompaniments.value
    if taken.value is None:
        return _why(taken)
    return _share(taken.value, total)


def _unknown_words(figures: TerritoryFigures) -> str:
    unknown, total = figures.unknown_residence, figures.accompaniments.value or 0
    return _why(unknown) if unknown.value is None else _share(round(unknown.value * total), total)


def _share(part: float, whole: float | None) -> str:
    if not whole:
        return "–"
    words = share_words(part / whole, round(part))
    if whole < SMALL_BASE:
        return _("%(share)s (petit effectif)", share=words)
    return words


def _places_words(figures: TerritoryFigures) -> str:
    places = figures.places.whole or 0
    total = plural(places, N_("%(count)s lieu"), N_("%(count)s lieux"))
    if not figures.population:
        return total
    return f"{number(places * 10_000 / figures.population, 1)} ({total})"


_MEASURES = (
    (
        N_("Accompagnements pour 1\u202f000 habitants"),
        N_("Ceux qui ont eu lieu sur le territoire."),
        _held_words,
    ),
    (
        N_("Accompagnements d’habitants pour 1\u202f000 habitants"),
        N_("Ceux dont les habitants ont bénéficié, ici ou ailleurs."),
        _rate_words,
    ),
    (
        N_("Pour 100 habitants en difficulté"),
        N_("Accompagnements d’habitants rapportés aux personnes en difficulté estimées."),
        _coverage_words,
    ),
    (N_("Durée moyenne d’une séance"), N_("Temps d’accompagnement divisé par le nombre de séances."), _length_words),
    (N_("Part des ateliers"), N_("Parmi les accompagnements, ceux qui ont eu lieu en atelier."), _workshop_words),
    (
        N_("Part de résidence inconnue"),
        N_("Plus elle est grande, moins les taux par habitant sont sûrs."),
        _unknown_words,
    ),
    (N_("Lieux pour 10\u202f000 habitants"), N_("Lieux de médiation numérique connus aujourd’hui."), _places_words),
)


def _pair(first: TerritoryFigures, second: TerritoryFigures, key: str) -> Pair | None:
    here, there = first.blocks.get(key), second.blocks.get(key)
    if here is None or there is None:
        return None
    title, what = _(here.title), _(here.what)
    if why := _refusal(here, there):
        return Pair(key, title, what, None, (), why)
    here, there = answers_alone(here), answers_alone(there)
    cells = _matched(here, there)
    chart = pair_chart([both for both in cells if (both[0].share or 0) + (both[1].share or 0)][:_MOST_BARS])
    rows = tuple((_(one.label), _cell_words(one), _cell_words(other)) for one, other in cells)
    small = [block.territory.name for block in (here, there) if block.small]
    return Pair(
        key,
        title,
        what,
        chart if chart.bars else None,
        rows,
        "" if chart.bars else _("rien sur cette période"),
        _("Petit effectif\u00a0: %(names)s. Lisez les parts avec prudence.", names=", ".join(small)) if small else "",
        _("Diagramme\u00a0: %(title)s, les deux territoires côte à côte. Le tableau donne les valeurs.", title=title),
    )


def _refusal(here: Block, there: Block) -> str:
    """Why the two cannot be set side by side."""
    hidden = [block.asked.name for block in (here, there) if block.hidden or block.wider]
    if hidden:
        return _("%(secret)s\u00a0: %(names)s", secret=_(SECRET), names=_(" et ").join(hidden))
    if here.ordered and {cell.key for cell in here.cells} != {cell.key for cell in there.cells}:
        return _("les tranches diffèrent d’un territoire à l’autre")
    return ""


def _matched(here: Block, there: Block) -> list[tuple[Cell, Cell]]:
    """The cells two by two, in the order of the first; an answer that one never had is at zero there."""
    others = {cell.key: cell for cell in there.cells}
    cells = {cell.key: cell for cell in (*here.by_size, *there.by_size)}
    firsts = {cell.key: cell for cell in here.cells}
    return [
        (firsts.get(key, Cell(key, cell.label, 0, 0.0)), others.get(key, Cell(key, cell.label, 0, 0.0)))
        for key, cell in cells.items()
    ]


def _cell_words(cell: Cell) -> str:
    if cell.count is None:
        return _(SECRET)
    return share_words(cell.said or 0, cell.count)


def pair_chart(cells: list[tuple[Cell, Cell]]) -> PairChart:
    """Both bars of each answer on one scale, which starts at zero."""
    scale = max((cell.share or 0 for both in cells for cell in both), default=0) or 1
    bars, y = [], 0
    for first, second in cells:
        lines = wrap(_(first.label), LETTERS_A_LINE) or [""]
        placed = tuple((y + 13 + rank * LINE, line) for rank, line in enumerate(lines))
        y += LINE * len(lines) + 2
        lengths = [round((cell.share or 0) / scale * WIDTH * FULL_SCALE, 1) for cell in (first, second)]
        bars.append(PairedBar(placed, y, lengths[0], _cell_words(first), lengths[1], _cell_words(second)))
        y += 2 * _BAR + _BETWEEN + _AFTER
    return PairChart(tuple(bars), max(y, 1))
