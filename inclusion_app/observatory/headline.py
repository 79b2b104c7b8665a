"""The four figures at the head of a page and of a report: each with its evolution in words and a small drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from inclusion_app.observatory import sparks
from inclusion_app.observatory.figures import SECRET, Measure, TerritoryFigures
from inclusion_app.observatory.phrases import _, capital, change_words, signed_percent
from inclusion_app.web.formats import number


@dataclass(frozen=True)
class KeyFigure:
    """A number set large, its comparison in words, and a small drawing beside it."""

    key: str
    value: str
    unit: str
    label: str
    comparison: str
    spark: sparks.Spark | None
    pair: sparks.Pair | None
    spoken: str


def key_figures(figures: TerritoryFigures) -> tuple[KeyFigure, ...]:
    """Accompaniments, people, hours, coverage."""
    return (
        _of_measure(figures, figures.accompaniments, _("accompagnements"), series=_months(figures)),
        _of_measure(
            figures, figures.people, _("personnes suivies, chacune comptée une fois"), more=_anonymous(figures)
        ),
        _of_measure(figures, figures.minutes, _("d’accompagnement"), divided=60, unit=_("h")),
        _coverage(figures),
    )


def _of_measure(
    figures: TerritoryFigures,
    measure: Measure,
    label: str,
    more: str = "",
    *,
    divided: int = 1,
    unit: str = "",
    series: Sequence[int | None] = (),
) -> KeyFigure:
    if measure.value is None:
        why = (
            _("Trop peu de personnes pour le dire.") if measure.secret else _(measure.reason) if measure.reason else ""
        )
        return KeyFigure(measure.key, _(capital(SECRET)) if measure.secret else "–", "", label, why, None, None, "")
    value, previous = measure.value / divided, None if measure.previous is None else measure.previous / divided
    words = [more] if more else []
    if previous is not None:
        change = change_words(round(value), round(previous), figures.period, figures.previous_period)
        words.insert(0, capital(change))
    line = sparks.spark(series)
    both = sparks.pair(previous, value) if line is None else None
    spoken = _spoken_line(line, both, figures, value, previous)
    return KeyFigure(measure.key, number(value), unit, label, ". ".join(words), line, both, spoken)


def _spoken_line(
    line: sparks.Spark | None,
    both: sparks.Pair | None,
    figures: TerritoryFigures,
    value: float,
    previous: float | None,
) -> str:
    if line:
        return _("Évolution mois par mois, en une ligne\u00a0; les valeurs sont dans «\u00a0Mois par mois\u00a0».")
    if both:
        label = figures.previous_period.short_label
        return _(
            "Comparaison en deux barres\u00a0: %(before)s pour la période précédente, %(label)s, puis %(now)s pour"
            " celle-ci.",
            before=number(previous),
            label=label,
            now=number(value),
        )
    return ""


def _months(figures: TerritoryFigures) -> list[int | None]:
    block = figures.blocks.get("months")
    return (
        [] if block is None or block.hidden or block.wider else [cell.count for cell in block.cells if not cell.partial]
    )


def _anonymous(figures: TerritoryFigures) -> str:
    if not figures.anonymous.value:
        return ""
    return _("À côté\u00a0: %(count)s accompagnements anonymes", count=number(figures.anonymous.value))


def _coverage(figures: TerritoryFigures) -> KeyFigure:
    """Accompaniments of inhabitants per 100 people in difficulty: a range."""
    label = _("accompagnements pour 100 habitants en difficulté avec le numérique")
    found = figures.coverage
    if found is None or figures.rate.value is None:
        secret = figures.inhabitants_helped.secret or figures.rate.secret
        value = _(capital(SECRET)) if secret else "–"
        why = (
            _("Trop peu de personnes pour le dire.")
            if secret
            else _(figures.rate.reason)
            if figures.rate.reason
            else ""
        )
        return KeyFigure("coverage", value, "", label, why, None, None, "")
    decimals = 0 if found.low >= 2 else 1
    value = _("%(low)s\u00a0à\u00a0%(high)s", low=number(found.low, decimals), high=number(found.high, decimals))
    if found.high < 1:
        value = _("moins de 1")
    words = _("Soit %(rate)s pour 1\u202f000 habitants", rate=number(figures.rate.value, 1))
    if figures.rate.previous:
        words += f" ({signed_percent(figures.rate.value / figures.rate.previous - 1)})"
    return KeyFigure("coverage", value, "", label, words, None, None, "")
