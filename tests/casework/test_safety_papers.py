"""The sheet of a safety check: tagged, plain, what is in order and what remains to do; never a secret."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.printing.pdf import warm_up
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.rules.checklists import Check
from inclusion_app.resources.safety.lists import current_list
from inclusion_app.resources.safety.points import PointState
from inclusion_app.resources.services.checklists import note_check
from tests.casework.test_skills_papers import printed
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

pytestmark = pytest.mark.paper

Clients = Callable[[Account], PageClient]
OK, LEFT = PointState.OK, PointState.LEFT


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def test_a_person_takes_home_what_remains_to_do(cast: Cast, client_of: Clients, tmp_path: Path) -> None:
    jeanne = make_citizen(cast.mediators["nadia"])
    points = {"verrou": OK, "sauvegarde": OK, "secours": LEFT, "banque": LEFT}
    check = Check(points, date(2026, 9, 2), date(2027, 3, 2), "Demander à sa fille\nمع ابنتها")
    made = note_check(jeanne, check, by=cast.nadia)
    path = f"/citoyens/{jeanne.id}/securite/{made.id}/feuille.pdf"
    text, pages = printed(client_of(cast.nadia), path, tmp_path)
    text = text.replace("\u00a0", " ")
    for told in (
        "Ma sécurité en ligne",
        "Jeanne, le 2 septembre 2026. Voici ce que nous avons regardé.",
        "Mettre à jour mon numéro et mon adresse de secours.",
        "Réglages du compte, Informations personnelles",
        "Demander à sa fille",
        "Mon téléphone se verrouille tout seul.",
        "Nous verrons le reste vers le 2 mars 2027.",
        "Un doute, une arnaque",
        "05 55 00 00 00",
        "Les arnaques du moment : 127.0.0.1:8000/securite",
        "il n’y a aucun mot de passe",
    ):
        assert told in text, told
    assert "Dubois" not in text, "her first name is enough"
    assert text.index("reste à faire") < text.index("en ordre")
    assert len(pages) == 1
    grey = pages[0].convert("L")
    assert 0.01 < sum(grey.histogram()[:128]) / (grey.width * grey.height) < 0.3


@pytest.mark.parametrize("state", [OK, LEFT, PointState.NONE])
def test_the_longest_sheet_keeps_to_two_sides(
    cast: Cast, client_of: Clients, tmp_path: Path, state: PointState
) -> None:
    points = dict.fromkeys(current_list(ChecklistKind.PLACE).keys(), state)
    made = note_check(cast.place, Check(points, clock.today(), None, "À voir avec la mairie. " * 20), by=cast.paul)
    path = f"/lieux/{cast.place.id}/securite/{made.id}/feuille.pdf"
    text, pages = printed(client_of(cast.claire), path, tmp_path)
    assert "La sécurité de notre lieu" in text
    assert "Espace numérique de la Mairie" in text
    assert ("Bravo, il ne reste rien à faire." in text) is (state is not LEFT)
    assert "Un doute, une arnaque" not in text
    assert 1 <= len(pages) <= 2
