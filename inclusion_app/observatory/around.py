"""The four figures beside those of the wider territory: by inhabitant and on average, never raw sums."""

from collections.abc import Iterator
from dataclasses import replace

from inclusion_app.observatory import attention, headline
from inclusion_app.observatory.against import Against
from inclusion_app.observatory.figures import Measure, TerritoryFigures
from inclusion_app.observatory.phrases import _
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.web.formats import duration, number


def key_figures(figures: TerritoryFigures, against: Against) -> tuple[headline.KeyFigure, ...]:
    """The four figures, each with the comparison that was chosen."""
    found = headline.key_figures(figures)
    if against is not Against.PARENT or figures.parent is None or attention.is_alone(figures):
        return found
    words = dict(_words(figures, where_words(figures.parent)))
    return tuple(replace(figure, comparison=words.get(figure.key, figure.comparison)) for figure in found)


def where_words(territory: Territory) -> str:
    """« en France », « dans le département »: short, as the page says elsewhere which one."""
    if territory.level is Level.FRANCE:
        return territory.in_name
    return _("dans %(level)s", level=_(territory.level.with_article))


def _words(figures: TerritoryFigures, there: str) -> Iterator[tuple[str, str]]:
    held = _by_inhabitant(figures)
    if held:
        values = {"here": number(held[0], 1), "other": number(held[1], 1)}
        yield (
            "accompaniments",
            _("Soit %(here)s pour 1\u202f000 habitants, contre %(other)s %(there)s", there=there, **values),
        )
    lasting = _average(figures.minutes, figures.records)
    if lasting:
        values = {"here": duration(lasting[0]), "other": duration(lasting[1])}
        yield "minutes", _("%(here)s par séance en moyenne, contre %(other)s %(there)s", there=there, **values)
    if figures.rate.value is not None and figures.rate.parent is not None:
        values = {"here": number(figures.rate.value, 1), "other": number(figures.rate.parent, 1)}
        yield (
            "coverage",
            _("Soit %(here)s pour 1\u202f000 habitants, contre %(other)s %(there)s", there=there, **values),
        )


def _by_inhabitant(figures: TerritoryFigures) -> tuple[float, float] | None:
    """Accompaniments held here per 1,000 inhabitants, here and around."""
    here, there = figures.accompaniments.value, figures.accompaniments.parent
    inhabitants, around = figures.population, figures.parent.population if figures.parent else None
    if here is None or there is None or not inhabitants or not around:
        return None
    return here * 1000 / inhabitants, there * 1000 / around


def _average(total: Measure, count: Measure) -> tuple[float, float] | None:
    if total.value is None or total.parent is None or not count.value or not count.parent:
        return None
    return total.value / count.value, total.parent / count.parent
