"""What deserves attention in figures, the most important first; only what they hold is said."""

from collections.abc import Iterator

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import Block, Cell, TerritoryFigures
from inclusion_app.observatory.periods import PeriodKind
from inclusion_app.observatory.phrases import (
    _,
    kilometres,
    month_name,
    named,
)
from inclusion_app.observatory.sentences import inside
from inclusion_app.territories.territory import Level, parse_key
from inclusion_app.web.formats import number, percent, plural

_FAR = 0.2


def to_look_at(figures: TerritoryFigures, most: int = 3) -> list[str]:
    """What deserves attention, the most important first; never empty."""
    found = [sentence for sentence in _attention(figures) if sentence]
    if not found:
        found.append(_("Rien d’inhabituel dans les chiffres de cette période."))
    return found[:most]


def _attention(figures: TerritoryFigures) -> Iterator[str | None]:
    yield _no_place(figures)
    yield empty_parts(figures)
    yield blocked(figures)
    yield _rate_gap(figures)
    yield None if _is_wider(figures, "months") else busiest_month(figures)
    yield _residence(figures)


def _is_wider(figures: TerritoryFigures, key: str) -> bool:
    block = figures.blocks.get(key)
    return block is not None and block.wider


def _no_place(figures: TerritoryFigures) -> str | None:
    if figures.places.value != 0:
        return None
    text = _("Aucun lieu de médiation numérique n’est connu %(where)s", where=figures.territory.in_name)
    if figures.nearest:
        near = figures.nearest[0]
        distance = _(", à %(distance)s", distance=kilometres(near.kilometres)) if near.kilometres else ""
        text += _("\u00a0; le plus proche est à %(commune)s%(distance)s", commune=near.commune, distance=distance)
    return f"{text}."


def empty_parts(figures: TerritoryFigures) -> str | None:
    block = figures.blocks.get("communes")
    if block is None or block.hidden or block.wider:
        return None
    parts = [cell for cell in block.cells if cell.territory_key]
    empty = [cell for cell in parts if cell.count == 0]
    if len(parts) < 2 or not empty:
        return None
    level = parse_key(parts[0].territory_key or "")[0]
    if len(empty) == 1:
        return _("Un territoire n’a reçu aucun accompagnement\u00a0: %(name)s.", name=_(empty[0].label))
    return _(
        "%(count)s %(parts)s sur %(total)s n’ont accueilli aucun accompagnement.",
        count=number(len(empty)),
        parts=_(level.plural).lower(),
        total=number(len(parts)),
    )


def most_blocked(figures: TerritoryFigures) -> tuple[Block, Cell] | None:
    """The procedure that stops people most, in its table; None when none is known or may be shown."""
    block = figures.blocks.get("blocked_procedures")
    if block is None or block.hidden:
        return None
    cells = [cell for cell in block.cells if cell.count and named(block.key, cell.key)]
    return (block, max(cells, key=lambda cell: (cell.count or 0, cell.key))) if cells else None


def blocked(figures: TerritoryFigures) -> str | None:
    found = most_blocked(figures)
    if found is None:
        return None
    block, first = found
    text = _(
        "Les démarches qui bloquent le plus concernent %(name)s (%(count)s)",
        name=named(block.key, first.key),
        count=plural(first.count or 0, N_("%(count)s accompagnement"), N_("%(count)s accompagnements")),
    )
    return f"{inside(block, text)}."


def busiest_month(figures: TerritoryFigures) -> str | None:
    block = figures.blocks.get("months")
    if block is None or block.hidden or figures.period.kind is not PeriodKind.YEAR:
        return None
    cells = [cell for cell in block.cells if cell.count]
    total = sum(cell.count or 0 for cell in cells)
    if len(cells) < 6 or total < 60:
        return None
    most = max(cells, key=lambda cell: cell.count or 0)
    least = min(cells, key=lambda cell: cell.count or 0)
    if (most.count or 0) < 1.5 * (least.count or 0):
        return None
    text = _(
        "L’activité varie dans l’année\u00a0: %(most)s accompagnements en %(busy)s, %(least)s en %(quiet)s.",
        most=number(most.count),
        busy=month_name(most.key),
        least=number(least.count),
        quiet=month_name(least.key),
    )
    return inside(block, text)


def is_alone(figures: TerritoryFigures) -> bool:
    """All that is known of the wider territory happened here: comparing would mislead."""
    return figures.parent is None or figures.accompaniments.parent == figures.accompaniments.value


def _rate_gap(figures: TerritoryFigures) -> str | None:
    """Help given to inhabitants, by inhabitant, against the wider territory, when it is far from it."""
    here, there = figures.rate.value, figures.rate.parent
    if here is None or not there or figures.parent is None or is_alone(figures) or abs(here / there - 1) < _FAR:
        return None
    how = _("plus aidés") if here > there else _("moins aidés")
    return _(
        "Les habitants sont %(how)s que %(where)s\u00a0: %(here)s accompagnements pour 1\u202f000 habitants, contre"
        " %(there)s.",
        how=how,
        where=figures.parent.in_name,
        here=number(here, 1),
        there=number(there, 1),
    )


def _residence(figures: TerritoryFigures) -> str | None:
    unknown = figures.unknown_residence.value
    if unknown is None or unknown <= 0.5 or figures.territory.level is Level.FRANCE:
        return None
    return _(
        "La commune de résidence est inconnue pour %(share)s des accompagnements\u00a0: mieux la renseigner dirait"
        " combien d’habitants sont aidés.",
        share=percent(unknown),
    )
