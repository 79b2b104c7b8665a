"""Beside the activity: the needs of a territory, what is on offer there, who is far from it, made ready to be shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import charts
from inclusion_app.observatory.catalogue.indicator import Unit
from inclusion_app.observatory.catalogue.measure import Measure
from inclusion_app.observatory.catalogue.registry import get_indicator
from inclusion_app.observatory.catalogue.similar import Similar
from inclusion_app.observatory.catalogue.surroundings import Access, NeedValue, SupplyCell
from inclusion_app.observatory.charts import FULL_SCALE, LINE, WIDTH, Bar, BarChart
from inclusion_app.observatory.figures import SECRET, Block, Cell, TerritoryFigures
from inclusion_app.observatory.phrases import _, kilometres
from inclusion_app.web.formats import duration, number, percent, plural

_STEP = 42
_BAR_TOP = 19


@dataclass(frozen=True)
class Surroundings:
    """What the page shows of a territory beside its activity."""

    needs: tuple[tuple[str, str, str, str, str], ...]
    """Name, here, around, in the country, what it says."""
    needs_detail: tuple[tuple[str, str, str, str, str], ...]
    """What the needs are made of, one click away."""
    needs_sources: tuple[str, ...]
    coverage: tuple[tuple[str, str, str], ...]
    """Name, number, what it counts: by inhabitant, then over the people in difficulty."""
    supply: tuple[tuple[str, str, str], ...]
    """The same of what is on offer."""
    services: BarChart | None
    services_rows: tuple[tuple[str, str], ...]
    labels_rows: tuple[tuple[str, str], ...]
    far: tuple[str, ...]
    farthest: tuple[tuple[str, str, str, str], ...]
    """Key, name, distance, inhabitants."""
    as_of: datetime | None
    """When a wide territory was counted; None: now."""


def surroundings_of(figures: TerritoryFigures) -> Surroundings:
    """From what the catalogue read."""
    supply, access = figures.supply, figures.access
    services = supply.services if supply else ()
    return Surroundings(
        needs=tuple(_need(need) for need in figures.needs if need.main),
        needs_detail=tuple(_need(need) for need in figures.needs if not need.main),
        needs_sources=tuple(dict.fromkeys(_source(need) for need in figures.needs)),
        coverage=tuple(_covered(figures)),
        supply=tuple(_supplied(measure) for measure in supply.measures) if supply else (),
        services=_service_bars(figures, services),
        services_rows=_counted(services),
        labels_rows=_counted(supply.labels if supply else ()),
        far=tuple(_far(access)) if access else (),
        farthest=tuple(
            (one.key, one.name, kilometres(one.kilometres), number(one.population) if one.population else "–")
            for one in (access.farthest if access else ())
        ),
        as_of=supply.as_of if supply else None,
    )


def _counted(cells: tuple[SupplyCell, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((_(cell.label), number(cell.count)) for cell in cells)


def measure_words(measure: Measure) -> str:
    """A number in its unit."""
    if measure.value is None:
        return _(measure.reason) if measure.reason else "–"
    match measure.unit:
        case Unit.MINUTES:
            return duration(measure.value)
        case Unit.SHARE:
            return percent(measure.value)
        case Unit.RATE | Unit.PER_TEN_THOUSAND | Unit.PER_HUNDRED | Unit.SCORE | Unit.INDEX | Unit.MARK:
            return number(measure.value, 1)
        case _:
            return number(measure.value)


def _supplied(measure: Measure) -> tuple[str, str, str]:
    return _(measure.label), measure_words(measure), _(measure.what)


def _covered(figures: TerritoryFigures) -> Iterator[tuple[str, str, str]]:
    for rate in (figures.held_rate, figures.rate):
        if rate:
            yield _(rate.label), _(SECRET) if rate.secret else measure_words(rate), _(rate.what)
    ranges = {
        "coverage": (figures.coverage, figures.inhabitants_helped),
        "people_coverage": (figures.people_coverage, figures.people),
    }
    for key, (found, counted) in ranges.items():
        indicator = get_indicator(key)
        words = (
            "–" if found is None else _("de %(low)s à %(high)s", low=number(found.low, 1), high=number(found.high, 1))
        )
        yield _(indicator.name), _(SECRET) if counted.secret else words, _(indicator.definition)


def _need(need: NeedValue) -> tuple[str, str, str, str, str]:
    what = _(need.what)
    if need.method:
        what = f"{what} {_(need.method)}"
    return _(need.label), _score(need.value, need), _score(need.parent, need), _score(need.national, need), what


def _score(value: float | None, need: NeedValue) -> str:
    if value is None:
        return "–"
    if need.unit is Unit.PERCENT:
        return f"{number(value, 1)}\u202f%"
    if need.unit is Unit.SCORE and need.scale:
        return _("%(value)s sur %(most)s", value=number(value, 1), most=number(need.scale[1]))
    return number(value, 1)


def _source(need: NeedValue) -> str:
    return _("%(source)s, millésime %(year)s", source=_(need.source), year=need.vintage)


def _service_bars(figures: TerritoryFigures, services: tuple[SupplyCell, ...]) -> BarChart | None:
    if not any(cell.count for cell in services):
        return None
    cells = tuple(Cell(cell.key, cell.label, cell.count, cell.share) for cell in services)
    where = figures.territory
    return charts.bar_chart(Block("services", "", "", where, where, None, cells, several=True), marked=False)


def _far(access: Access) -> list[str]:
    found = []
    for far in access.far:
        if not far.communes_of:
            continue
        share = far.inhabitants / far.inhabitants_of if far.inhabitants_of else 0
        people = plural(far.inhabitants, N_("%(count)s habitant"), N_("%(count)s habitants"))
        found.append(
            _(
                "À plus de %(km)s\u00a0km de tout lieu\u00a0: %(communes)s sur %(all)s, soit %(people)s (%(share)s).",
                km=far.km,
                communes=plural(far.communes, N_("%(count)s commune"), N_("%(count)s communes")),
                all=number(far.communes_of),
                people=people,
                share=charts.share_words(share, far.inhabitants),
            )
        )
    return found


@dataclass(frozen=True)
class AmongSimilar:
    """A commune beside those that look like it: bars of rates, the same in a table, how they were chosen."""

    sentence: str
    chart: BarChart
    rows: tuple[tuple[str, str, str, str], ...]
    """Key, name, rate, accompaniments."""
    how: str
    none: bool
    """One of them has no accompaniment."""


def among(figures: TerritoryFigures, similar: Similar) -> AmongSimilar:
    """Rates by inhabitant of bare totals, which are never hidden."""
    here = (figures.territory.key, figures.name, similar.rate, figures.accompaniments.whole or 0)
    others = [(one.territory.key, one.territory.name, one.rate, one.accompaniments) for one in similar.communes]
    lines = [here, *sorted(others, key=lambda line: (-(line[2] or 0), line[1]))]
    middle = similar.median_rate
    scale = max((rate for _key, _name, rate, _count in lines if rate), default=0) or 1
    mark = None if middle is None else round(middle / scale * WIDTH * FULL_SCALE, 1)
    bars = tuple(
        Bar(
            ((rank * _STEP + 13, name),),
            rank * _STEP + LINE + 2,
            round((rate or 0) / scale * WIDTH * FULL_SCALE, 1),
            _rate_words(rate),
            rate is None,
            mark,
        )
        for rank, (_key, name, rate, _count) in enumerate(lines)
    )
    return AmongSimilar(
        _similar_sentence(similar),
        BarChart(bars, _STEP * len(lines), mark is not None),
        tuple((key, name, _rate_words(rate), number(count)) for key, name, rate, count in lines),
        _(similar.how),
        any(not one.accompaniments for one in similar.communes),
    )


def _rate_words(rate: float | None) -> str:
    return _("non connu") if rate is None else number(rate, 1)


def _similar_sentence(similar: Similar) -> str:
    if similar.rate is None or similar.median_rate is None:
        return ""
    values = {"here": number(similar.rate, 1), "middle": number(similar.median_rate, 1)}
    if not similar.median_rate:
        return _(
            "Pour 1\u202f000 habitants, %(here)s accompagnements ont eu lieu ici\u00a0; la plupart des communes"
            " semblables n’en ont enregistré aucun dans cet outil.",
            **values,
        )
    return _(
        "Pour 1\u202f000 habitants, %(here)s accompagnements ont eu lieu ici\u00a0; la moitié des communes semblables"
        " en comptent moins de %(middle)s, l’autre moitié plus.",
        **values,
    )
