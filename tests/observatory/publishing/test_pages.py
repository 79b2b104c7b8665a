"""Pages of publications: who prepares, who publishes, what everyone reads."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.observatory.publishing.models import Publication, PublicationState
from tests.cast import Cast
from tests.observatory.publishing.conftest import Publish, ready
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
NEW = "/observatoire/publications/nouvelle"
ASKED = {"territory": "DEP-87", "year": "2025", "part": "all"}


def test_a_coordinator_prepares_reads_and_publishes(active: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    client = client_of(active.claire)
    assert "Rien n’est encore publié" in client.get("/observatoire/publications").text
    wait = client.post(NEW, client.get(NEW).form() | ASKED).location or ""
    assert "Préparation" in client.get(wait).text
    assert client.get(f"{wait}/etat").json["finished"] is False
    publication = ready(by=active.claire)
    task = db.session.query(Task).one()
    task.state, task.result = TaskState.DONE, {"publication": str(publication.id)}
    db.session.flush()
    address = client.get(wait, status=303).location or ""
    page = client.get(address)
    assert "Rien n’est encore publié." in page.text
    assert "Ce qui est caché, tableau par tableau" in page.text
    visitor.get("/observatoire/publie/1", status=404)
    client.post(f"{address}/publier", {}, status=303)
    assert "Publication n° 1" in client.get(address).text
    client.post(f"{address}/publier", {}, status=303)
    assert db.session.query(Publication).one().version == 1
    assert "Haute-Vienne" in visitor.get("/observatoire/publie").text


def test_asked_twice_it_is_prepared_once(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.claire)
    first, second = (client.post(NEW, ASKED).location for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("name", "status"),
    [("claire", 200), ("ahmed", 200), ("paul", 403), ("elise", 403), ("nadia", 403), ("lea", 403)],
)
def test_who_publishes(active: Cast, client_of: ClientOf, name: str, status: int) -> None:
    publication = ready()
    client = client_of(active.accounts[name])
    client.get("/observatoire/publications", status=status)
    client.get(f"/observatoire/publications/{publication.id}", status=status)


def test_another_territory_is_not_found(active: Cast, client_of: ClientOf) -> None:
    publication = ready()
    active.claire.grants[0].territory_key = "DEP-23"
    db.session.flush()
    client = client_of(active.claire)
    for way in ("", "/corriger"):
        client.get(f"/observatoire/publications/{publication.id}{way}", status=404)
    for way in ("publier", "abandonner"):
        client.post(f"/observatoire/publications/{publication.id}/{way}", {}, status=404)
    client.post(NEW, ASKED, status=422)
    assert db.session.query(Task).count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"year": "2026"},
        {"year": "1999"},
        {"part": "-13"},
        {"part": "'; DROP TABLE"},
        {"territory": "COM-87085"},
        {"territory": "FR"},
        {"territory": "x" * 5000},
        {"year": "9" * 400},
    ],
)
def test_hostile_requests_are_refused(active: Cast, client_of: ClientOf, values: dict[str, str]) -> None:
    client_of(active.claire).post(NEW, ASKED | values, status=422)
    assert db.session.query(Task).count() == 0


def test_what_is_prepared_may_be_given_up_what_is_published_not(
    active: Cast, client_of: ClientOf, publish: Publish
) -> None:
    published, prepared = publish(), ready("DEP-87", "2025-T1")
    client = client_of(active.claire)
    client.post(f"/observatoire/publications/{prepared.id}/abandonner", {}, status=303)
    client.post(f"/observatoire/publications/{published.id}/abandonner", {}, status=303)
    assert "ne se retire pas" in client.get("/observatoire/publications").text
    assert [found.state for found in db.session.query(Publication)] == [PublicationState.PUBLISHED]


def test_everyone_reads_the_places_of_a_publication(publish: Publish, visitor: PageClient) -> None:
    publish()
    page = visitor.get("/observatoire/publie/1")
    assert page.h1 == "Haute-Vienne, janvier à décembre 2025"
    assert "secret statistique" in page.text
    epci = visitor.get("/observatoire/publie/1/EPCI-248719312@87?periode=2025-T1")
    assert epci.h1 == "Communauté urbaine Limoges Métropole, 1er trimestre 2025"
    village = visitor.get("/observatoire/publie/1/COM-87122")
    assert "laisseraient reconnaître des personnes" in village.text
    visitor.get("/observatoire/publie/1/DEP-87?periode=2025-03", status=301)


@pytest.mark.parametrize(
    "path",
    [
        "/observatoire/publie/2",
        "/observatoire/publie/1?version=2",
        "/observatoire/publie/1?version=-1",
        "/observatoire/publie/1?version=" + "9" * 50,
        "/observatoire/publie/1/COM-23096",
        "/observatoire/publie/1/<script>",
        "/observatoire/publie/1?periode=hier",
        "/observatoire/publie/99999999999999999999999",
    ],
)
def test_what_was_not_published_is_not_found(publish: Publish, visitor: PageClient, path: str) -> None:
    publish()
    visitor.get(path, status=404)
