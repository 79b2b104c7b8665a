"""Folding: what a search forgives."""

import pytest

from inclusion_app.kernel.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Évry-Courcouronnes", "evry courcouronnes"),
        ("  L’Haÿ-les-Roses ", "l hay les roses"),
        ("ŒUVRE d'Æsop", "oeuvre d aesop"),
        ("Gonçalves\u00a0Núñez", "goncalves nunez"),
        ("محمد علي", "محمد علي"),
        ("", ""),
        ("—", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
