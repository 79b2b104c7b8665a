"""What figures say in sentences: a table of cases, correct French, nothing that is hidden."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from inclusion_app.observatory.attention import to_look_at
from inclusion_app.observatory.figures import Block, NearPlace, TerritoryFigures
from inclusion_app.observatory.periods import Period, month_of, quarter_of, year_of
from inclusion_app.observatory.phrases import change_clause, during, frequency, joined, kilometres
from inclusion_app.observatory.sentences import summary
from tests.observatory.sample import (
    FRANCE,
    HAUTE_VIENNE,
    LIMOGES,
    METROPOLE,
    make_block,
    make_figures,
    make_measure,
    with_coverage,
)

pytestmark = pytest.mark.usefixtures("app")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def themes(**more: Any) -> dict[str, Block]:
    rows = [("email", 30, 0.15), ("administrative", 80, 0.4), ("browsing", 44, 0.2), ("ai", 0, 0.0)]
    return {"themes": make_block("themes", rows, 200, **more)}


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (year_of(2025), "De janvier à décembre 2025"),
        (quarter_of(2026, 3), "Au 3e trimestre 2026"),
        (month_of(2026, 8), "En août 2026"),
        (Period(date(2026, 3, 3), date(2026, 5, 9)), "Du 3 mars au 9 mai 2026"),
    ],
)
def test_the_period_begins_the_sentence(app: Flask, period: Period, words: str) -> None:
    assert during(period) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (200, 160, "c’est plus que l’année précédente (+ 25 %)"),
        (168, 160, "c’est un peu plus que l’année précédente (+ 5 %)"),
        (161, 160, "c’est à peu près autant que l’année précédente (+ 1 %)"),
        (160, 160, "c’est autant que l’année précédente"),
        (300, 160, "c’est beaucoup plus que l’année précédente (+ 88 %)"),
        (100, 160, "c’est beaucoup moins que l’année précédente (− 38 %)"),
        (12, 4, "il y en avait eu 4 l’année précédente"),
        (12, 0, "il n’y en avait eu aucun l’année précédente"),
    ],
)
def test_a_change_is_said_in_words(now: int, before: int, words: str) -> None:
    assert plain(change_clause(now, before, year_of(2025))) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.95, "Presque toujours"),
        (0.5, "Une fois sur deux environ"),
        (0.33, "Une fois sur trois environ"),
        (0.25, "Une fois sur quatre environ"),
        (0.2, "Une fois sur cinq environ"),
        (0.1, "Le plus souvent"),
    ],
)
def test_a_share_is_said_as_a_fraction(share: float, words: str) -> None:
    assert frequency(share) == words


def test_lists_and_distances_are_written_in_french() -> None:
    assert [joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])] == ["a", "a et b", "a, b et c"]
    assert [plain(kilometres(d)) for d in (None, 0.31, 4.23, 23.4)] == ["", "310 m", "4,2 km", "23 km"]


CASES: list[tuple[str, TerritoryFigures, str]] = [
    (
        "what happened",
        make_figures(),
        (
            "De janvier à décembre 2025, 200 accompagnements ont eu lieu à Limoges, soit 100 heures d’aide : c’est plus"
            " que l’année précédente (+ 25 %)."
        ),
    ),
    (
        "one accompaniment, a département",
        make_figures(HAUTE_VIENNE, accompaniments=make_measure("a", 1), minutes=make_measure("minutes", 60)),
        (
            "De janvier à décembre 2025, 1 accompagnement a eu lieu dans le département de la Haute-Vienne, soit"
            " 1 heure d’aide."
        ),
    ),
    (
        "hidden hours are not said",
        make_figures(FRANCE, minutes=make_measure("minutes", None, secret=True)),
        (
            "De janvier à décembre 2025, 200 accompagnements ont eu lieu en France : c’est plus que l’année précédente"
            " (+ 25 %)."
        ),
    ),
    (
        "nothing",
        make_figures(METROPOLE, accompaniments=make_measure("a", 0, 4)),
        (
            "De janvier à décembre 2025, aucun accompagnement n’a été enregistré dans l’intercommunalité Limoges"
            " Métropole."
        ),
    ),
    (
        "nothing here, but elsewhere",
        make_figures(accompaniments=make_measure("a", 0), inhabitants_helped=make_measure("i", 14)),
        (
            "De janvier à décembre 2025, aucun accompagnement n’a été enregistré à Limoges. 14 accompagnements ont"
            " pourtant bénéficié à ses habitants, ailleurs."
        ),
    ),
]


@pytest.mark.parametrize(("figures", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_first_sentence(figures: TerritoryFigures, words: str) -> None:
    assert plain(summary(figures)[0]) == words


def test_subjects_are_named_in_the_order_of_their_number() -> None:
    assert plain(summary(make_figures(blocks=themes()))[1]) == (
        "Plus d’une fois sur trois, le sujet était l’aide aux démarches administratives ; venaient ensuite la"
        " navigation sur internet et le courrier électronique."
    )


def test_a_wider_block_says_of_which_territory_it_is() -> None:
    assert plain(summary(make_figures(blocks=themes(territory=HAUTE_VIENNE)))[1]).startswith(
        "Dans le département de la Haute-Vienne, plus d’une fois sur trois, le sujet était"
    )


def test_what_stands_out_is_compared_to_the_wider_territory() -> None:
    ages = {"age_bands": make_block("age_bands", [("70_plus", 90, 0.30), ("40_59", 110, 0.60)], 200)}
    assert plain(summary(make_figures(blocks=ages))[1]) == (
        "Plus que dans l’intercommunalité Limoges Métropole, les accompagnements concernent ici les personnes de 70 ans"
        " et plus : 45 %, contre 30 %."
    )


def test_the_need_is_a_range_and_so_is_the_help_for_it() -> None:
    assert plain(summary(with_coverage(make_figures()))[-1]) == (
        "On estime qu’entre 17 000 et 43 000 habitants y rencontrent des difficultés avec le numérique ; pour 100 d’"
        "entre eux, de 4 à 11 accompagnements d’habitants."
    )


def test_without_known_residences_no_rate_is_said() -> None:
    figures = replace(with_coverage(make_figures()), rate=make_measure("rate", None, reason="…"))
    assert "pour 100" not in plain(summary(figures)[-1])


def test_hidden_blocks_and_values_are_never_said() -> None:
    hidden = {key: make_block(key, (), 0, hidden=True) for key in ("themes", "age_bands", "months", "communes")}
    secret = make_measure("x", None, secret=True)
    figures = make_figures(blocks=hidden, people=secret, minutes=secret, inhabitants_helped=secret, rate=secret)
    said = plain(" ".join([*summary(figures), *to_look_at(figures)]))
    assert "None" not in said
    assert said == (
        "De janvier à décembre 2025, 200 accompagnements ont eu lieu à Limoges : c’est plus que l’année précédente"
        " (+ 25 %). On estime qu’entre 17 000 et 43 000 habitants y rencontrent des difficultés avec le numérique. Rien"
        " d’inhabituel dans les chiffres de cette période."
    )


def test_what_deserves_attention_comes_in_order() -> None:
    near = NearPlace("1", "Médiathèque", "Isle", "1 rue du Bourg", None, 4.2, None)
    blocked = {"blocked_procedures": make_block("blocked_procedures", [("housing", 14, None)], 200)}
    figures = replace(make_figures(blocks=blocked, places=make_measure("places", 0)), nearest=(near,))
    assert [plain(sentence) for sentence in to_look_at(figures)] == [
        "Aucun lieu de médiation numérique n’est connu à Limoges ; le plus proche est à Isle, à 4,2 km.",
        "Les démarches qui bloquent le plus concernent le logement (14 accompagnements).",
    ]


def test_a_rate_is_compared_only_where_there_is_something_to_compare() -> None:
    rate = make_measure("rate", 22.8, parent=12.7)
    several = make_figures(rate=rate, accompaniments=make_measure("a", 200, parent=900))
    assert plain(to_look_at(several)[0]) == (
        "Les habitants sont plus aidés que dans l’intercommunalité Limoges Métropole : 22,8 accompagnements pour"
        " 1 000 habitants, contre 12,7."
    )
    alone = make_figures(rate=rate, accompaniments=make_measure("a", 200, parent=200))
    assert "contre" not in to_look_at(alone)[0]


def test_parts_without_help_are_counted_or_named() -> None:
    def parts(*counts: int) -> dict[str, Block]:
        block = make_block("communes", [(f"8700{n}", count, None) for n, count in enumerate(counts)], 100)
        cells = tuple(replace(cell, territory_key=f"COM-{cell.key}") for cell in block.cells)
        return {"communes": replace(block, cells=cells, territory=LIMOGES)}

    assert (
        to_look_at(make_figures(blocks=parts(50, 0, 0)))[0] == "2 communes sur 3 n’ont accueilli aucun accompagnement."
    )
    assert plain(to_look_at(make_figures(blocks=parts(50, 3, 0)))[0]).endswith("aucun accompagnement : 87002.")
