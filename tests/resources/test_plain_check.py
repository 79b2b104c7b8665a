"""The check of easy-to-read texts points at a sentence and says what to do."""

import pytest

from inclusion_app.resources.sheets.plain.checking import MOST_REMARKS, check_plain
from tests.resources import sheet_texts


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Ouvrez le message qui se trouve tout en haut à droite de la page verte.", "mots"),
        ("Ouvrez la page et touchez le bouton.", "Deux actions"),
        ("Prenez un crayon, une gomme, une règle.", "virgules"),
        ("Faites une authentification.", "preuve que c’est bien vous"),
        ("Prenez notamment un sac.", "par exemple"),
        ("Une particularité du clavier.", "Mot peu courant"),
        ("Prenez trois photos.", "en chiffres"),
        ("Prenez votre tél. et votre sac.", "Abréviation"),
        ("Allez à la CPAM.", "Sigle"),
        ("Le message est lu par un voleur.", "Voix passive"),
        ("Votre compte a été fermé.", "Voix passive"),
        ("N’oubliez pas votre sac.", "Deux négations"),
        ("On vous appelle.", "flou"),
        ("Lisez la page. Fermez la page.", "Une phrase par ligne"),
    ],
)
def test_each_rule_points_at_its_sentence(sentence: str, said: str) -> None:
    found = check_plain(f"## Étapes\n\n{sentence}\n")
    assert any(said in str(one) and one.line == 3 and one.excerpt for one in found), [str(one) for one in found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ouvrez le message.",
        "Un gestionnaire, c’est un carnet secret.",
        "Si vous avez un doute, appelez votre banque.",
        "FranceConnect ouvre votre compte.",
        "Vous avez reçu un SMS.",
        "Vous ne donnez jamais ce code.",
        "Le colis est arrivé.",
        "Notez le nom du site.",
        "Rangez votre porte-monnaie.",
    ],
)
def test_a_simple_sentence_is_left_alone(sentence: str) -> None:
    assert [str(one) for one in check_plain(sentence)] == []


def test_the_sample_passes_and_a_flood_is_bounded() -> None:
    assert [str(one) for one in check_plain(sheet_texts.PLAIN)] == []
    assert len(check_plain("On procède à une particularité.\n\n" * 500)) == MOST_REMARKS
    assert check_plain("x" * 100_000) != []
    assert check_plain("On procède.", language="ar") == []
