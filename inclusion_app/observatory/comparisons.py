"""A territory beside others, for the report: over the period before, around it, among communes alike."""

from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.observatory import attention
from inclusion_app.observatory.figures import SECRET, Measure, TerritoryFigures, Unit
from inclusion_app.observatory.indicators import ADULTS, INSEE_2021
from inclusion_app.observatory.phrases import _
from inclusion_app.territories.queries import list_territories
from inclusion_app.territories.territory import Level, parse_key
from inclusion_app.web.formats import hours, number, percent, plural

_MOST_PARTS = 14


@dataclass(frozen=True)
class Comparison:
    """A measure here, over the period before, in the wider territory."""

    label: str
    what: str
    here: str
    before: str
    there: str


def comparisons(figures: TerritoryFigures) -> tuple[Comparison, ...]:
    """The measures that compare well."""
    chosen = (
        figures.accompaniments,
        figures.held_rate,
        figures.minutes,
        figures.workshops,
        figures.workshop_participants,
        figures.people,
        figures.anonymous,
        figures.inhabitants_helped,
        figures.rate,
        figures.places,
    )
    short = figures.territory.level is Level.COMMUNE
    left_out = {"workshops", "places"} if short else set()
    return tuple(_comparison(measure) for measure in chosen if measure and measure.key not in left_out)


def _comparison(measure: Measure) -> Comparison:
    return Comparison(
        label=_(measure.label),
        what=_(measure.what),
        here=_(SECRET) if measure.secret else _written(measure, measure.value),
        before=_written(measure, measure.previous),
        there=_written(measure, measure.parent),
    )


def _written(measure: Measure, value: float | None) -> str:
    if value is None:
        return _("non donné")
    match measure.unit:
        case Unit.MINUTES:
            return hours(value)
        case Unit.SHARE:
            return percent(value)
        case Unit.RATE:
            return number(value, 1)
        case _:
            return number(value)


def elsewhere(figures: TerritoryFigures) -> str:
    """Against the wider territory by inhabitant, else what prevents from saying it."""
    rate = figures.rate
    if rate.value is None:
        if rate.secret:
            return _("Trop peu de personnes pour donner un taux par habitant.")
        return _(rate.reason or N_("Pas de taux par habitant sur cette période."))
    text = _("Les habitants ont reçu %(rate)s accompagnements pour 1\u202f000 d’entre eux", rate=number(rate.value, 1))
    if figures.parent is not None and attention.is_alone(figures):
        return _(
            "%(text)s. Pas de comparaison %(where)s\u00a0: nous n’y connaissons aucune autre activité.",
            text=text,
            where=figures.parent.in_name,
        )
    if rate.parent is not None and figures.parent is not None:
        text += _(", contre %(rate)s %(where)s", rate=number(rate.parent, 1), where=figures.parent.in_name)
    return f"{text}."


def missing(figures: TerritoryFigures) -> str:
    """Among the parts with most need, the one where the least help was given for it; empty when there are none."""
    block = figures.blocks.get("communes")
    if block is None or block.hidden:
        return ""
    held = {cell.territory_key: cell.count for cell in block.cells if cell.territory_key}
    if len(held) < 2:
        return ""
    rate = ADULTS.value * INSEE_2021.value
    level = parse_key(next(iter(held)) or "")[0]
    parts = [part for part in list_territories(figures.territory, level) if part.population]
    needs = sorted(
        ((round((part.population or 0) * rate), part) for part in parts), key=lambda row: (-row[0], row[1].key)
    )
    rows = [(need, part, held.get(part.key, 0)) for need, part in needs[:_MOST_PARTS] if need]
    known = [(need, part, count) for need, part, count in rows if count is not None]
    if not known:
        return ""
    need, part, count = min(known, key=lambda row: (row[2] / row[0], -row[0]))
    return _(
        "%(name)s compte au moins %(need)s habitants en difficulté\u00a0; %(count)s.",
        name=part.name,
        need=number(need),
        count=_held_there(count),
    )


def _held_there(count: int) -> str:
    if not count:
        return _("aucun accompagnement n’y a eu lieu")
    one, many = N_("%(count)s\u00a0accompagnement y a eu lieu"), N_("%(count)s\u00a0accompagnements y ont eu lieu")
    return plural(count, one, many)
