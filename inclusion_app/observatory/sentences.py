"""What figures say, in sentences: what happened, for what, for whom, against what need.

Only numbers that the figures hold are said: what secrecy hides is not there to be said. A block of a wider territory
says so at the head of its sentence.
"""

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import Block, Cell, TerritoryFigures
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.phrases import (
    _,
    capital,
    change_clause,
    during,
    frequency,
    joined,
    named,
)
from inclusion_app.web.formats import number, percent, plural

_OUTSTANDING = 0.05
_NOTABLE_SHARE = 0.08
_UNKNOWN = ("unknown", REST)
_COMPARED = ("age_bands", "statuses", "themes", "procedures")


def summary(figures: TerritoryFigures) -> list[str]:
    """Two to four sentences: what happened and how it changed, what for, what stands out, against what need."""
    if not figures.accompaniments.value:
        found = [_nothing(figures), need(figures)]
    else:
        found = [_happened(figures), subject(figures) or "", who(figures) or "", need(figures)]
    return [sentence for sentence in found if sentence]


def _nothing(figures: TerritoryFigures) -> str:
    when, where = during(figures.period), figures.territory.in_name
    text = _("%(when)s, aucun accompagnement n’a été enregistré %(where)s.", when=when, where=where)
    if figures.inhabitants_helped.value:
        helped = plural(
            int(figures.inhabitants_helped.value),
            N_("%(count)s accompagnement a pourtant bénéficié à ses habitants, ailleurs."),
            N_("%(count)s accompagnements ont pourtant bénéficié à ses habitants, ailleurs."),
        )
        text = f"{text} {capital(helped)}"
    return text


def _happened(figures: TerritoryFigures) -> str:
    held = figures.accompaniments
    count = plural(
        held.whole or 0,
        N_("%(count)s accompagnement a eu lieu"),
        N_("%(count)s accompagnements ont eu lieu"),
    )
    text = _("%(when)s, %(count)s %(where)s", when=during(figures.period), count=count, where=figures.territory.in_name)
    if figures.minutes.value:
        text += _(", soit %(hours)s d’aide", hours=_hours(figures.minutes.value))
    if held.value is not None and held.previous is not None:
        change = change_clause(held.value, held.previous, figures.period, figures.previous_period)
        text += _("\u00a0: %(change)s", change=change)
    return f"{text}."


def _hours(minutes: float) -> str:
    if minutes < 60:
        return _("moins d’une heure")
    return plural(round(minutes / 60), N_("%(count)s heure"), N_("%(count)s heures"))


def subject(figures: TerritoryFigures) -> str | None:
    block = figures.blocks.get("themes")
    if block is None or block.hidden:
        return None
    cells = [cell for cell in block.by_size if cell.count and cell.share and named("themes", cell.key)]
    if not cells:
        return None
    first, others = cells[0], [named("themes", cell.key) or "" for cell in cells[1:3]]
    text = _("%(often)s, le sujet était %(name)s", often=frequency(first.share or 0), name=named("themes", first.key))
    if others:
        verb = _("venaient") if len(others) > 1 else _("venait")
        text += _("\u00a0; %(verb)s ensuite %(names)s", verb=verb, names=joined(others))
    return f"{inside(block, text)}."


def inside(block: Block, text: str) -> str:
    """The sentence, headed by the wider territory that it is about."""
    if not block.wider:
        return text
    return f"{capital(block.territory.in_name)}, {text[:1].lower()}{text[1:]}"


def who(figures: TerritoryFigures) -> str | None:
    return _outstanding(figures) or _main_age(figures)


def _outstanding(figures: TerritoryFigures) -> str | None:
    """What is most above the wider territory, when it is clearly so."""
    if figures.parent is None:
        return None
    gaps = [
        ((cell.share or 0) - cell.parent_share, block.key, cell)
        for block in (figures.blocks.get(key) for key in _COMPARED)
        if block and not block.hidden and not block.wider
        for cell in block.cells
        if _is_comparable(block, cell) and cell.parent_share is not None
    ]
    if not gaps:
        return None
    gap, key, cell = max(gaps, key=lambda found: (found[0], found[1], found[2].key))
    if gap < _OUTSTANDING:
        return None
    return _(
        "Plus que %(there)s, les accompagnements concernent ici %(name)s\u00a0: %(share)s, contre %(other)s.",
        there=figures.parent.in_name,
        name=named(key, cell.key),
        share=percent(cell.share),
        other=percent(cell.parent_share),
    )


def _is_comparable(block: Block, cell: Cell) -> bool:
    return bool(cell.count) and (cell.share or 0) >= _NOTABLE_SHARE and named(block.key, cell.key) is not None


def _main_age(figures: TerritoryFigures) -> str | None:
    block = figures.blocks.get("age_bands")
    if block is None or block.hidden:
        return None
    cells = [cell for cell in block.cells if cell.share and cell.key not in _UNKNOWN and named("age_bands", cell.key)]
    if not cells:
        return None
    first = max(cells, key=lambda cell: (cell.share or 0, cell.key))
    text = _(
        "Le public le plus nombreux\u00a0: %(name)s, %(share)s des accompagnements",
        name=named("age_bands", first.key),
        share=percent(first.share),
    )
    return f"{inside(block, text)}."


def need(figures: TerritoryFigures) -> str:
    need = figures.difficulty
    if need is None or not need.high:
        return ""
    text = _(
        "On estime qu’entre %(low)s et %(high)s habitants y rencontrent des difficultés avec le numérique",
        low=number(need.low),
        high=number(need.high),
    )
    if figures.coverage and figures.rate.value is not None and figures.coverage.high >= 1:
        low, high = figures.coverage.low, figures.coverage.high
        decimals = 0 if low >= 2 else 1
        text += _(
            "\u00a0; pour 100 d’entre eux, de %(low)s\u00a0à\u00a0%(high)s accompagnements d’habitants",
            low=number(low, decimals),
            high=number(high, decimals),
        )
    return f"{text}."


def workshops(figures: TerritoryFigures) -> str | None:
    """The part of workshops in accompaniments."""
    taken, total = figures.workshop_participants.value, figures.accompaniments.value
    if not taken or not total or not figures.workshops.value:
        return None
    return _(
        "En atelier\u00a0: %(share)s des accompagnements, en %(count)s. Les autres étaient individuels.",
        count=plural(int(figures.workshops.value), N_("%(count)s atelier"), N_("%(count)s ateliers")),
        share=percent(taken / total),
    )
