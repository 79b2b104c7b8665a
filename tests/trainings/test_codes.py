"""Codes copied by hand: what a slip of the eye or of the finger does to them, and how they are read."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusion_app.kernel.codes import ALPHABET, check_character
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.codes import draw, is_code, read, shown

bodies = st.text(ALPHABET, min_size=9, max_size=9)
codes = bodies.map(lambda body: body + check_character(body))


def test_no_character_is_taken_for_another() -> None:
    assert not set("0OILU1") & set(ALPHABET)
    for pair in ("S5", "B8", "Z2", "G6", "VU"):
        assert len(set(pair) & set(ALPHABET)) < 2
    assert len(set(ALPHABET)) == len(ALPHABET) >= 24


@given(codes)
def test_every_wrong_character_is_caught(code: str) -> None:
    assert is_code(code)
    for rank, right in enumerate(code):
        for wrong in ALPHABET.replace(right, ""):
            assert not is_code(code[:rank] + wrong + code[rank + 1 :])


@pytest.mark.parametrize("rank", range(9))
def test_every_swap_of_two_neighbours_is_caught(rank: int) -> None:
    """The sum is linear: what the others are changes nothing, so that all pairs at each rank prove it for all codes."""
    for one in ALPHABET:
        for other in ALPHABET.replace(one, ""):
            if rank < 8:
                body = "2" * rank + one + other + "2" * (7 - rank)
                swapped = "2" * rank + other + one + "2" * (7 - rank)
                assert check_character(body) != check_character(swapped)
            elif check_character("2" * 8 + one) == other:
                assert not is_code("2" * 8 + other + one)


@given(codes)
def test_swaps_and_twins_of_any_code_are_caught(code: str) -> None:
    for rank, (one, other) in enumerate(pairwise(code)):
        if one != other:
            assert not is_code(code[:rank] + other + one + code[rank + 2 :])
        else:
            for wrong in ALPHABET.replace(one, ""):
                assert not is_code(code[:rank] + wrong * 2 + code[rank + 2 :])


def test_codes_are_drawn_apart() -> None:
    drawn = [draw() for _ in range(2000)]
    assert len(set(drawn)) == 2000
    assert all(is_code(code) for code in drawn)
    assert set("".join(drawn)) == set(ALPHABET)


@given(codes)
def test_a_code_is_shown_in_groups_and_read_back(code: str) -> None:
    assert read(shown(code)) == code
    assert read(f"  {code[:3].lower()} {code[3:7]}–{code[7:].lower()} ") == code
    assert read(f"VÉRIFIER\u00a0: {shown(code)}") == code
    assert read(f"https://exemple.fr/verifier/{shown(code)}") == code


def test_shown_like_on_the_paper() -> None:
    assert shown("7K3PQ9XW2M") == "7K3P-Q9XW-2M"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Recopiez le code"),
        (" – ", "Recopiez le code"),
        ("OK3P-Q9XW-2M", "Le caractère O n’existe pas dans nos codes."),
        ("7k3p-q9xw-2i", "Le caractère I n’existe pas"),
        ("7S3P-Q9XW-2M", "N’est-ce pas un 5\u00a0?"),
        ("7K3P-Q9XW-2é", "Le caractère É n’existe pas"),
        ("7K3P-Q9XW", "vous en avez écrit 8"),
        ("7K3P-Q9XW-2M2", "vous en avez écrit 11"),
    ],
)
def test_what_is_wrong_is_said(typed: str, told: str) -> None:
    with pytest.raises(DomainError, match=told.replace("?", r"\?")):
        read(typed)


def test_a_misread_character_is_told() -> None:
    code = "2345678AC" + check_character("2345678AC")
    with pytest.raises(DomainError, match="mal recopié"):
        read("3" + code[1:])
