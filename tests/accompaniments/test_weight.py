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
    assert len(many) <= len(few) + 2
    assert len(many) <= 16
