"""The pages where resources are found: the large field, its results, the page of one, the code typed by hand."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.resources.lists import Difficulty, Licence, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.rules.short_codes import read_code
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.shelves import make_resource

ClientOf = Callable[[Account], PageClient]
BODY = """---
duree: 45
---
## À la fin, je saurai

- Choisir un mot de passe.

## Étapes

### 1. Choisissez quatre mots

Prenez un cheval et une lampe.
"""


def test_nothing_yet(visitor: PageClient) -> None:
    page = visitor.get("/ressources")
    assert "Les premières ressources arrivent" in page.text
    assert "Ajouter une ressource" not in page.text


def test_large_field_and_tiles(visitor: PageClient, cast: Cast) -> None:
    make_resource("Un mot de passe solide", by=cast.nadia, themes=frozenset({Theme.SECURITY}))
    make_resource("Secret du réseau", by=cast.nadia, visibility=Visibility.NETWORK, themes=frozenset({Theme.AI}))
    page = visitor.get("/ressources")
    assert page.one("//input[@type='search']").get("name") == "recherche"
    assert [node.get("href") for node in page.all("//a[contains(@class, 'topic')]")] == ["/ressources?theme=security"]
    assert "Secret du réseau" not in page.text


def test_public_pages_without_cookies_are_kept_by_caches(visitor: PageClient, cast: Cast, client_of: ClientOf) -> None:
    public = make_resource("Un mot de passe solide", by=cast.nadia)
    for path in ("/ressources", "/ressources?recherche=passe", f"/ressources/{public.id}"):
        headers = visitor.get(path).response.headers
        assert headers["Cache-Control"] == "public, max-age=120"
        assert "Cookie" in headers["Vary"]
        assert "Set-Cookie" not in headers
        assert client_of(cast.nadia).get(path).response.headers["Cache-Control"] == "no-store"


def test_results_say_why(visitor: PageClient, cast: Cast) -> None:
    make_resource("Un mot de passe solide", by=cast.nadia, body=BODY, difficulty=Difficulty.BEGINNER)
    make_resource("Autre chose", by=cast.nadia, language="en")
    page = visitor.get("/ressources?recherche=chevaux")
    assert page.h1 == "Résultats pour « chevaux »"
    assert "Trouvée dans la fiche" in page.text
    assert [node.text for node in page.all("//mark")] == ["cheval"]
    assert "1 ressource" in page.text


def test_errors_and_missing_words_are_said(visitor: PageClient, cast: Cast) -> None:
    make_resource("Déclarer ses impôts", by=cast.nadia)
    make_resource("Ranger ses photos", by=cast.nadia)
    assert "Nous avons cherché «\u00a0photos\u00a0» au lieu de" in visitor.get("/ressources?recherche=photso").text
    some = visitor.get("/ressources?recherche=photos+impots")
    assert "Aucune ressource ne contient tous ces mots" in some.text
    assert "Aucune ressource ne correspond" in visitor.get("/ressources?recherche=xyzzy").text
    assert "trop courants" in visitor.get("/ressources?recherche=comment+faire").text


@pytest.mark.parametrize(
    "query",
    [
        "recherche=%00%00",
        "recherche=" + "a" * 3000,
        "recherche=%3Cscript%3E",
        "theme=nothing&niveau=x&langue=xx&domaine=9&collection=1&type=z&licence=q&public=w&tri=no&page=-3",
        "page=99999",
        "recherche=%F0%9F%98%80",
        "recherche=%22%27%29%3B--",
        "collection=0190a0a0-0000-7000-8000-000000000000",
    ],
)
def test_anything_may_be_typed(visitor: PageClient, cast: Cast, query: str) -> None:
    make_resource("Déclarer ses impôts", by=cast.nadia)
    assert "<script>" not in visitor.get(f"/ressources?{query}").html.partition("<main")[2].partition("</main")[0]


def test_filters_are_links_with_their_counts(visitor: PageClient, cast: Cast) -> None:
    make_resource("Une", by=cast.nadia, themes=frozenset({Theme.EMAIL}), difficulty=Difficulty.BEGINNER)
    make_resource("Deux", by=cast.nadia, themes=frozenset({Theme.AI}), difficulty=Difficulty.ADVANCED)
    page = visitor.get("/ressources?theme=email")
    assert "Une" in page.text
    assert "Deux" not in page.text
    links = {node.get("href") for node in page.all("//aside//a")}
    assert {"/ressources?theme=ai", "/ressources"} <= links
    assert page.one("//ul[@class='chips']//a").get("href") == "/ressources"


def test_pages_of_results(visitor: PageClient, cast: Cast) -> None:
    for number in range(17):
        make_resource(f"Fiche numéro {number}", by=cast.nadia)
    page = visitor.get("/ressources?recherche=fiche&page=2")
    assert len(page.all("//ol[@class='found-list']/li")) == 2
    assert "page 2 sur 2" in page.one("//title").text


def test_page_of_a_sheet(visitor: PageClient, cast: Cast) -> None:
    sheet = make_resource(
        "Un mot de passe solide",
        by=cast.nadia,
        summary="Choisir et retenir.",
        author="Numérique 87",
        body=BODY,
        plain_body="## Étapes\n\n### 1. Un mot\n\nVous choisissez un mot.",
        difficulty=Difficulty.BEGINNER,
        themes=frozenset({Theme.SECURITY}),
    )
    other = make_resource("Protéger son compte", by=cast.nadia, themes=frozenset({Theme.SECURITY}))
    english = make_resource("A strong password", by=cast.nadia, language="en", translation_of_id=sheet.id)
    page = visitor.get(f"/ressources/{sheet.id}")
    assert page.h1 == "Un mot de passe solide"
    for told in (
        "Choisir et retenir.",
        "Débutant",
        "45\u00a0min",
        "Numérique 87",
        "Licence Ouverte",
        "cheval",
        "Anglais",
    ):
        assert told in page.text
    links = [node.get("href") for node in page.all("//main//a")]
    assert {f"/ressources/{other.id}", f"/ressources/{english.id}", f"/ressources/{sheet.id}?version=facile"} <= {
        *links
    }
    assert sheet.code in page.one("//*[@class='share']").xpath("string()")
    easy = visitor.get(f"/ressources/{sheet.id}?version=facile")
    assert "Vous choisissez un mot." in easy.text
    assert "cheval" not in easy.text


def test_page_of_a_link(visitor: PageClient, cast: Cast) -> None:
    link = make_resource(
        "Les Bons Clics",
        by=cast.nadia,
        kind=ResourceKind.LINK,
        licence=Licence.LINK_ONLY,
        url="https://www.exemple.fr/x",
    )
    page = visitor.get(f"/ressources/{link.id}")
    assert page.all("//a[@href='https://www.exemple.fr/x']")
    assert "exemple.fr" in page.text


def test_every_reader_opens_what_is_hers(visitor: PageClient, cast: Cast, client_of: ClientOf) -> None:
    network = make_resource("Pour le réseau", by=cast.nadia, visibility=Visibility.NETWORK)
    draft = make_resource("Un brouillon", by=cast.nadia, state=ResourceState.DRAFT)
    visitor.get(f"/ressources/{network.id}", status=404)
    visitor.get(f"/ressources/{draft.id}", status=404)
    client_of(cast.elise).get(f"/ressources/{network.id}", status=404)
    assert "Réservée au réseau" in client_of(cast.lea).get(f"/ressources/{network.id}").text
    client_of(cast.lea).get(f"/ressources/{draft.id}", status=404)
    assert "brouillon" in client_of(cast.nadia).get(f"/ressources/{draft.id}").text
    assert "Ajouter une ressource" in client_of(cast.nadia).get("/ressources").text


def test_a_withdrawn_one_points_to_the_next(visitor: PageClient, cast: Cast) -> None:
    old = make_resource("Ancienne fiche", by=cast.nadia, state=ResourceState.WITHDRAWN)
    new = make_resource("Nouvelle fiche", by=cast.nadia)
    old.replaced_by_id = new.id
    assert visitor.get(f"/r/{old.code}", status=302).location == f"/ressources/{old.id}"
    page = visitor.get(f"/ressources/{old.id}")
    assert page.h1 == "Cette ressource a été retirée"
    assert page.all(f"//a[@href='/ressources/{new.id}']")
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_code_typed_by_hand(visitor: PageClient, cast: Cast, client_of: ClientOf) -> None:
    sheet = make_resource("Une fiche", by=cast.nadia)
    code = sheet.code
    for typed in (code, code.lower(), f"{code[:4]}-{code[4:]}", f"{code[:4]} {code[4:]}", f" {code}. "):
        assert visitor.get(f"/r/{typed}", status=302).location == f"/ressources/{sheet.id}"
        assert visitor.get("/ressources", query_string={"recherche": typed}, status=303).location == f"/r/{code}"
    assert "huit lettres ou chiffres" in visitor.get("/r/zzzz", status=404).text
    network = make_resource("Du réseau", by=cast.nadia, visibility=Visibility.NETWORK)
    assert visitor.get(f"/r/{network.code}", status=303).location == f"/connexion?suite=/ressources/{network.id}"
    client_of(cast.lea).get(f"/r/{network.code}", status=302)
    client_of(cast.elise).get(f"/r/{network.code}", status=404)


def test_letters_taken_for_figures() -> None:
    assert read_code("2222222Q") == read_code("ZZZZZZZQ") or read_code("2222222Q") is None
    assert read_code("") is None
    assert read_code("mot de passe") is None
