"""A block about some of the accompaniments says nothing of the others: neither a bar nor a share of them."""

from dataclasses import replace

import pytest

from inclusion_app.observatory.figures import Block, Cell
from inclusion_app.observatory.indicators import REST
from inclusion_app.observatory.presenting import answers_alone
from inclusion_app.territories.territory import Level, Territory

PLACE = Territory(Level.DEPARTEMENT, "87", "Haute-Vienne", 370_000)


def block(*cells: Cell) -> Block:
    return Block("blocked_causes", "Ce qui bloque", "Accompagnements bloqués.", PLACE, PLACE, 1000, cells)


def test_shares_are_among_those_that_answered() -> None:
    whole = block(
        Cell(REST, "Rien de bloqué", 900, 0.9, parent_share=0.8),
        Cell("site_down", "Site en panne", 75, 0.075, parent_share=0.05),
        Cell("other", "Autre", 25, 0.025, parent_share=0.15),
    )
    alone = answers_alone(whole)
    assert [(cell.key, cell.share) for cell in alone.cells] == [("site_down", 0.75), ("other", 0.25)]
    assert [cell.parent_share for cell in alone.cells] == pytest.approx([0.25, 0.75])
    assert alone.total == 100


def test_a_hidden_block_stays_as_it_is() -> None:
    hidden = replace(block(Cell(REST, "Rien de bloqué", None, None)), hidden=True)
    assert answers_alone(hidden) is hidden
