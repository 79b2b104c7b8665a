"""How much the entry pages ask of the database."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from tests.accompaniments.counting import counted
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


@pytest.mark.parametrize(
    "path", ["/", "/accompagnements/individuel/nouveau", "/accompagnements/atelier/nouveau", "/equipe/accompagnements"]
)
def test_a_page_takes_few_queries_whatever_was_logged(cast: Cast, client_of: ClientOf, path: str) -> None:
    me = cast.mediators["nadia"]
    client = client_of(cast.paul if path.startswith("/equipe") else cast.nadia)
    people = [make_citizen(me, f"Prénom{number}") for number in range(20)]
    make_record(me, people[0])
    client.get(path)
    with counted() as few:
        client.get(path)
    for citizen in people:
        make_record(me, citizen)
    make_workshop(me, 5, tuple(people))
    with counted() as many:
        client.get(path)
    assert len(many) <= len(few)
    assert len(many) <= 16


def test_a_workshop_of_many_people_is_opened_and_changed_in_few_queries(cast: Cast, client_of: ClientOf) -> None:
    me = cast.mediators["nadia"]
    people = tuple(make_citizen(me, f"Prénom{number}") for number in range(30))
    path = f"/accompagnements/{make_workshop(me, 5, people).id}/modifier"
    client = client_of(cast.nadia)
    with counted() as opened:
        form = client.get(path).form()
    assert len(form["people"]) == 30
    assert len(opened) <= 25
    with counted() as changed:
        client.post(path, form | {"total": "6"})
    assert len([query for query in changed if query.startswith("SELECT")]) <= 30
