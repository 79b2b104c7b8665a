"""What changed between two versions; an old one taken again."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import latest_of
from inclusion_app.resources.rules.editing import VersionContent
from inclusion_app.resources.rules.versions import Change, compare, is_changed
from inclusion_app.resources.services.editing import write_version
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.making import make_sheet

ClientOf = Callable[[Account], PageClient]

OLD = "## Étapes\nOuvrez le menu.\nChoisissez le vert.\nFin"
NEW = "## Étapes\nOuvrez le grand menu.\nFin\nBravo !"


def test_lines_then_words() -> None:
    lines = compare(OLD, NEW)
    assert [(line.change.value, "".join(piece.text for piece in line.pieces)) for line in lines] == [
        ("same", "## Étapes"),
        ("reworded", "Ouvrez le grand menu."),
        ("removed", "Choisissez le vert."),
        ("same", "Fin"),
        ("added", "Bravo !"),
    ]
    assert [piece.text.strip() for piece in lines[1].pieces if piece.change is Change.ADDED] == ["grand"]


def test_long_passages_are_skipped() -> None:
    text = "\n".join(f"ligne {rank}" for rank in range(100))
    lines = compare(text, text.replace("ligne 50", "tout autre chose"))
    assert [line.count for line in lines if line.change is Change.SKIPPED] == [48, 47]
    assert not is_changed(compare(text, text))


def test_hostile_texts_are_compared_in_time() -> None:
    word = "a" * 100_000
    assert is_changed(compare(word, word + "b"))
    many = "\n".join("x" * (rank % 7) for rank in range(6000))
    assert is_changed(compare(many, many[::-1] + "\nz"))


def written(cast: Cast) -> Resource:
    resource = make_sheet(cast.nadia, body=OLD)
    content = VersionContent(body=NEW, plain_body="Facile", note="plus court")
    write_version(resource, content, version=resource.version, by=cast.claire)
    return resource


def test_the_page_says_what_changed_in_words(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(cast.lea).get(f"/ressources/{written(cast).id}/versions")
    assert "Retiré Choisissez le vert." in page.text
    assert "Ajouté Bravo" in page.text
    assert "ajouté" in page.all("//ins[contains(., 'grand')]//span")[0].text
    assert "plus court" in page.text
    assert "Claire Faure" in page.text
    assert not page.all("//main//form")  # she may only read


def test_an_old_version_is_taken_again(client_of: ClientOf, cast: Cast) -> None:
    resource = written(cast)
    browser, path = client_of(cast.nadia), f"/ressources/{resource.id}/versions"
    form = browser.get(path).form()
    browser.post(f"{path}/1/reprendre", form)
    assert (resource.latest, latest_of(resource).body, latest_of(resource).plain_body) == (3, OLD, None)
    browser.post(f"{path}/2/reprendre", form)  # the page was open since before
    assert resource.latest == 3
    assert "pendant que vous" in browser.get(path).text
    client_of(cast.lea).post(f"{path}/1/reprendre", {"version": form["version"]}, status=403)


@pytest.mark.parametrize(
    ("query", "status"), [("de=1&a=2", 200), ("de=2&a=1", 200), ("de=9&a=1", 404), ("de=x&a=", 200)]
)
def test_any_two_versions(client_of: ClientOf, cast: Cast, query: str, status: int) -> None:
    client_of(cast.nadia).get(f"/ressources/{written(cast).id}/versions?{query}", status=status)


def test_one_version_has_nothing_to_compare(client_of: ClientOf, cast: Cast) -> None:
    page = client_of(cast.nadia).get(f"/ressources/{make_sheet(cast.nadia).id}/versions")
    assert "rien à comparer" in page.text
