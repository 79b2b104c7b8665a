"""The list of the people whom one follows."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import event

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.casework import queries
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]


def test_those_met_last_come_first_with_their_count(cast: Cast) -> None:
    nadia = cast.mediators["nadia"]
    old, recent = make_citizen(nadia, "Ancienne"), make_citizen(nadia, "Récente")
    make_record(nadia, old, held_on=date(2024, 1, 5))
    make_record(nadia, recent, held_on=date(2025, 3, 1))
    make_workshop(nadia, 3, (recent,), held_on=date(2025, 2, 1))
    make_record(nadia, old, held_on=date(2026, 1, 1), deleted_at=clock.now())
    new = make_citizen(nadia, "Nouvelle")
    rows, total = queries.list_followed(scope_of(cast.nadia), text="", offset=0, limit=50)
    assert [(row.citizen, row.last_on, row.accompaniments) for row in rows] == [
        (new, None, 0),
        (recent, date(2025, 3, 1), 2),
        (old, date(2024, 1, 5), 1),
    ]
    assert total == 3
    assert queries.list_followed(scope_of(cast.karim), text="", offset=0, limit=50) == ([], 0)


def test_fifty_a_page_with_a_bounded_number_of_questions(cast: Cast, client_of: Clients) -> None:
    for number in range(60):
        make_citizen(cast.mediators["nadia"], "Jeanne", f"Numéro{number}")
    client, asked = client_of(cast.nadia), []
    client.get("/citoyens")
    listener = lambda *a: asked.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    page = client.get("/citoyens")
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(page.all("//tbody/tr")) == 50
    assert len(asked) <= 25, asked
    assert len(client.get("/citoyens?page=2").all("//tbody/tr")) == 10
    assert "60 personnes" in page.text


def test_the_list_is_searched_and_says_when_nobody_is_found(cast: Cast, client_of: Clients) -> None:
    make_citizen(cast.mediators["nadia"], "Jeanne", "Dubois", shared_with_team=True)
    make_citizen(cast.mediators["nadia"], "Paul", "Martin")
    client = client_of(cast.nadia)
    page = client.get("/citoyens?q=dub")
    assert "Jeanne Dubois" in page.text
    assert "Partagée" in page.text
    assert "Paul" not in page.text
    assert "Personne de ce nom" in client.get("/citoyens?q=zz").text
    assert "Personne de ce nom" in client.get("/citoyens?q=j").text


def test_an_empty_list_says_how_to_begin(cast: Cast, client_of: Clients, visitor: PageClient) -> None:
    page = client_of(cast.nadia).get("/citoyens")
    assert "Vous ne suivez encore personne" in page.text
    assert page.all("//a[@href='/citoyens/nouveau']")
    for refused in (cast.claire, cast.paul, cast.elise, cast.ahmed):
        client_of(refused).get("/citoyens", status=403)
    assert visitor.get("/citoyens", status=302).location == "/connexion?suite=/citoyens"
