"""Drawings: lengths from zero, readable classes, nothing drawn of what is hidden."""

import doctest
import re
from dataclasses import replace

import pytest
from flask import Flask, render_template_string

from inclusion_app.observatory import charts, headline, maps, palette, sparks
from inclusion_app.observatory.palette import Palette
from inclusion_app.observatory.presenting import make_panel
from inclusion_app.territories.territory import Level
from tests.observatory.sample import HAUTE_VIENNE, make_block, make_figures, with_coverage

pytestmark = pytest.mark.usefixtures("app")

MACROS = '{% from "observatory/charts.html" import bars, columns, stacks, map, spark, pair with context %}'


@pytest.mark.parametrize("module", [charts, maps, palette])
def test_examples_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_bars_are_sorted_and_in_proportion() -> None:
    block = make_block("themes", [("email", 50, 0.5), ("browsing", 100, 0.25), ("ai", 0, 0.0)], 200)
    chart = charts.bar_chart(block)
    assert [bar.lines[0][1] for bar in chart.bars] == ["Navigation sur internet", "E-mail"]
    assert chart.bars[0].length == 2 * chart.bars[1].length
    assert chart.bars[1].mark == chart.bars[0].length  # the wider territory's half is as long as our half


def test_a_hidden_value_has_no_length_and_says_so() -> None:
    chart = charts.bar_chart(make_block("themes", [("email", 50, None), ("browsing", None, None)], 200))
    assert [(bar.length, bar.text) for bar in chart.bars][1] == (0.0, "secret statistique")


def test_columns_stand_on_zero() -> None:
    block = make_block("months", [("2025-01", 40, None), ("2025-02", 0, None), ("2025-03", 100, None)], 140)
    chart = charts.column_chart(block)
    assert all(round(column.y + column.height, 1) == chart.bottom for column in chart.columns)
    assert chart.columns[0].height == pytest.approx(chart.columns[2].height * 0.4, abs=0.1)
    assert chart.levels[0] == (chart.bottom, "0")


def test_a_stacked_bar_fills_its_width() -> None:
    block = make_block("genders", [("female", 120, 0.5), ("male", 70, 0.4), ("unknown", 10, 0.1)], 200)
    chart = charts.stack_chart(block, here="Limoges", there="Limoges Métropole")
    for stack in chart.stacks:
        assert sum(part.width for part in stack.segments) == pytest.approx(charts.WIDTH, abs=0.3)
    assert [line.tone for line in chart.legend] == [0.0, 0.45, None]


@pytest.mark.parametrize(
    ("values", "bounds"), [([], []), ([5], [5]), ([1, 2, 3, 4, 5, 6, 7, 8], [3, 5, 7, 8]), ([1] * 9, [1])]
)
def test_classes_are_readable(values: list[int], bounds: list[int]) -> None:
    assert maps.class_bounds(values) == bounds


def test_a_map_hatches_what_is_hidden_and_leaves_none_white() -> None:
    drawing = maps.draw(HAUTE_VIENNE, Level.COMMUNE, {"87085": 300, "87075": None, "87002": 4}, none="aucun")
    assert drawing is not None
    by_name = {area.label.split("\u00a0:")[0]: area for area in drawing.areas}
    assert by_name["Isle"].hidden
    assert by_name["Limoges"].tone == 3
    assert by_name["Saint-Junien"].tone is None
    assert [key.text for key in drawing.keys] == ["aucun", "4", "5\u00a0à\u00a0300", "secret statistique"]


def test_a_spark_line_is_not_drawn_with_a_hidden_month() -> None:
    assert sparks.spark([1, None, 3]) is None
    assert sparks.spark([1, 2]) is None
    assert sparks.spark([0, 5, 10]) is not None


def test_key_figures_say_secrecy_in_words() -> None:
    figures = make_figures(people=replace(make_figures().people, secret=True))
    people = headline.key_figures(figures)[1]
    assert (people.value, people.comparison) == ("Secret statistique", "Trop peu de personnes pour le dire.")
    assert headline.key_figures(with_coverage(make_figures()))[3].value == "4\u00a0à\u00a011"


def test_drawings_have_a_title_and_no_style_attribute(app: Flask) -> None:
    rows = [("female", 120, 0.5), ("male", 70, 0.4), ("unknown", 10, 0.1)]
    panel = make_panel(make_figures(blocks={"genders": make_block("genders", rows, 200)}), "genders")
    assert panel is not None
    with app.test_request_context():
        drawn = render_template_string(
            MACROS + "{{ stacks(panel.drawing, 'genders', panel.spoken, ink) }}", panel=panel, ink=Palette()
        )
    assert 'role="img"' in drawn
    assert 'aria-labelledby="genders-titre"' in drawn
    assert re.search(r"<title id=.genders-titre.>Diagramme.: Genre\. .* Féminin, 60.%", drawn)
    assert "style=" not in drawn
