"""The search: accents, plurals, typing errors forgiven; who sees what; why it was found; what filters would leave."""

import pytest

from inclusion_app.access.scope import scope_of
from inclusion_app.kernel import clock
from inclusion_app.resources.lists import Difficulty, GivenHow, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.queries.search import Found, search
from inclusion_app.resources.rules.search import Domain, LicenceFamily, Part, SearchFilter, Sort
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import add
from tests.resources.shelves import make_resource

BODY = """## Étapes

### 1. Choisissez quatre mots

Prenez un cheval, une lampe et un tire-bouchon.
"""


def titles(found: Found) -> list[str]:
    return [result.resource.title for result in found.results]


@pytest.fixture
def _library(cast: Cast) -> None:
    make_resource(
        "Créer un mot de passe solide",
        by=cast.nadia,
        summary="Choisir une phrase longue et la ranger.",
        body=BODY,
        themes=frozenset({Theme.SECURITY}),
        competences=frozenset({Competence.SECURE}),
        difficulty=Difficulty.BEGINNER,
    )
    make_resource("Envoyer un e-mail avec une pièce jointe", by=cast.nadia, themes=frozenset({Theme.EMAIL}))
    make_resource("Ranger ses photos", by=cast.nadia, themes=frozenset({Theme.OWN_CONTENT}))
    make_resource("Déclarer ses impôts", by=cast.nadia, themes=frozenset({Theme.ADMINISTRATIVE}))
    make_resource("Guide de la formatrice", by=cast.nadia, visibility=Visibility.NETWORK)
    make_resource("Password tips", by=cast.nadia, language="en", summary="Strong passwords")


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("mots de passe", "Créer un mot de passe solide"),
        ("MOT DE PASSE", "Créer un mot de passe solide"),
        ("creer", "Créer un mot de passe solide"),
        ("impot", "Déclarer ses impôts"),
        ("l’impôt", "Déclarer ses impôts"),
        ("photo", "Ranger ses photos"),
        ("pieces jointes", "Envoyer un e-mail avec une pièce jointe"),
        ("email", "Envoyer un e-mail avec une pièce jointe"),
        ("e-mail", "Envoyer un e-mail avec une pièce jointe"),
        ("courriel", "Envoyer un e-mail avec une pièce jointe"),
        ("passwords", "Password tips"),
        ("décla", "Déclarer ses impôts"),
        ("administratives", "Déclarer ses impôts"),
    ],
)
def test_it_is_found(typed: str, title: str) -> None:
    found = search(None, SearchFilter(text=typed))
    assert titles(found)[0] == title
    assert not found.understood.corrections
    assert not found.understood.relaxed


@pytest.mark.usefixtures("_library")
@pytest.mark.parametrize(
    ("typed", "instead", "title"),
    [
        ("pase", "passe", "Créer un mot de passe solide"),
        ("foto", "photos", None),
        ("photso", "photos", "Ranger ses photos"),
        ("declarrer", "declarer", "Déclarer ses impôts"),
        ("decllarrer", "declarer", "Déclarer ses impôts"),
    ],
)
def test_typing_errors_are_forgiven(typed: str, instead: str, title: str | None) -> None:
    found = search(None, SearchFilter(text=typed))
    if title is None:
        assert found.total == 0
        assert found.understood.unknown == [typed]
    else:
        assert titles(found) == [title]
        assert found.understood.corrections == [(typed, instead)]


@pytest.mark.usefixtures("_library")
def test_all_words_first_then_some() -> None:
    whole = search(None, SearchFilter(text="passe solide"))
    assert whole.total == 1
    assert not whole.understood.relaxed
    some = search(None, SearchFilter(text="photos impots"))
    assert sorted(titles(some)) == ["Déclarer ses impôts", "Ranger ses photos"]
    assert some.understood.relaxed
    assert search(None, SearchFilter(text="xyzzy")).total == 0


@pytest.mark.usefixtures("_library")
def test_it_says_why() -> None:
    result = search(None, SearchFilter(text="chevaux tire-bouchons")).results[0]
    assert result.parts == Part.SHEET
    assert [piece.text for piece in result.extract if piece.found] == ["cheval", "tire-bouchon"]
    title = search(None, SearchFilter(text="mot de passe")).results[0]
    assert Part.TITLE in title.parts
    assert [piece.text for piece in title.title if piece.found] == ["mot", "passe"]


def test_who_finds_what(cast: Cast) -> None:
    make_resource("Fiche publique", by=cast.nadia)
    make_resource("Fiche du réseau", by=cast.nadia, visibility=Visibility.NETWORK)
    make_resource("Fiche en brouillon", by=cast.nadia, state=ResourceState.DRAFT)
    make_resource("Fiche retirée", by=cast.nadia, state=ResourceState.WITHDRAWN)
    asked = SearchFilter(text="fiche")
    assert titles(search(None, asked)) == ["Fiche publique"]
    assert titles(search(scope_of(cast.elise), asked)) == ["Fiche publique"]
    for account in (cast.nadia, cast.lea, cast.claire):
        assert sorted(titles(search(scope_of(account), asked))) == ["Fiche du réseau", "Fiche publique"]
    assert search(None, SearchFilter()).total == 1


@pytest.mark.usefixtures("_library")
def test_filters_and_their_counts() -> None:
    everything = search(None, SearchFilter())
    assert everything.total == 5
    assert everything.counts["theme"][Theme.SECURITY] == 1
    assert everything.counts["domain"] == {Domain.PROTECTION: 1}
    assert everything.counts["language"] == {"fr": 4, "en": 1}
    assert everything.counts["licence"] == {LicenceFamily.FREE: 5}
    assert everything.counts["kind"] == {ResourceKind.SHEET: 5}
    chosen = search(None, SearchFilter(theme=Theme.SECURITY, language="fr"))
    assert titles(chosen) == ["Créer un mot de passe solide"]
    assert chosen.counts["theme"][Theme.EMAIL] == 1, "what another theme would leave, the language kept"
    assert chosen.counts["language"] == {"fr": 1}
    assert chosen.counts["difficulty"] == {Difficulty.BEGINNER: 1}
    assert search(None, SearchFilter(theme=Theme.SECURITY, language="en")).total == 0


@pytest.mark.usefixtures("_library")
def test_pages_and_order() -> None:
    newest = search(None, SearchFilter(sort=Sort.NEWEST), limit=2)
    assert titles(newest) == ["Password tips", "Déclarer ses impôts"]
    assert newest.total == 5
    following = search(None, SearchFilter(), offset=2, limit=2)
    assert titles(following) == ["Ranger ses photos", "Envoyer un e-mail avec une pièce jointe"]


def test_the_most_given_first(cast: Cast) -> None:
    given, _newer = make_resource("Donnée", by=cast.nadia), make_resource("Pas encore", by=cast.nadia)
    add(
        GivenResource(
            resource_id=given.id, number=1, how=GivenHow.PRINT, given_at=clock.now(), given_by_id=cast.nadia.id
        )
    )
    assert titles(search(None, SearchFilter(sort=Sort.GIVEN))) == ["Donnée", "Pas encore"]
    assert titles(search(None, SearchFilter(text="pas donnée", sort=Sort.GIVEN)))[0] == "Donnée"


def test_a_word_in_the_title_comes_first(cast: Cast) -> None:
    make_resource("Naviguer", by=cast.nadia, body="## Étapes\n\nUne arnaque, deux arnaques, trois arnaques.")
    make_resource("Reconnaître une arnaque", by=cast.nadia)
    make_resource("Payer", by=cast.nadia, summary="Sans arnaque.")
    assert titles(search(None, SearchFilter(text="arnaques"))) == ["Reconnaître une arnaque", "Payer", "Naviguer"]
