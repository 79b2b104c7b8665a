"""Shares that add up to 100 %, whatever the rounding; shares of answers that are not a whole are left alone."""

import doctest
import random

import pytest

from inclusion_app.observatory import shares as module
from inclusion_app.observatory.figures import Cell
from inclusion_app.observatory.shares import fractions, shares, with_rounded


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_shares_of_a_whole_add_up_to_a_hundred(decimals: int) -> None:
    draw = random.Random(7)  # noqa: S311
    for _ in range(300):
        counts = [draw.choice([0, 1, 2, 7, draw.randrange(10**7)]) for _ in range(draw.randrange(1, 25))]
        found = shares(counts, decimals)
        assert round(sum(found), 6) == (100 if sum(counts) else 0)
        for count, share in zip(counts, found, strict=True):
            exact = count * 100 / sum(counts) if sum(counts) else 0
            assert abs(share - exact) < 10**-decimals + 1e-9


def test_a_part_of_a_whole_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        shares([3, -1])


def test_cells_of_a_whole_are_rounded_together() -> None:
    cells = with_rounded([Cell(key, key, 1, 1 / 3, parent_share=1 / 3) for key in "abc"])
    assert [cell.said for cell in cells] == [0.34, 0.33, 0.33]
    assert [cell.parent_said for cell in cells] == [0.34, 0.33, 0.33]


def test_a_hidden_or_missing_cell_leaves_shares_as_they_are() -> None:
    cells = with_rounded([Cell("a", "a", 1, 0.4), Cell("b", "b", None), Cell("c", "c", 1, 0.2)])
    assert [cell.said for cell in cells] == [0.4, None, 0.2]
    assert fractions([]) == []
