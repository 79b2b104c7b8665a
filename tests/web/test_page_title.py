"""The title of a page says which page of a list it is, and numbers keep their thousands' space."""

from collections.abc import Callable

from flask import Flask

from inclusion_app.access.models import Account
from inclusion_app.web.formats import plural
from tests.cast import Cast
from tests.factories import make_record
from tests.pages import PageClient


def test_the_title_of_a_long_list_says_its_page(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    nadia = client_of(cast.nadia)
    assert "page" not in nadia.get("/accompagnements").one("//title").text
    for _ in range(26):
        make_record(cast.mediators["nadia"])
    assert "Mes accompagnements – page 1 sur 2 —" in nadia.get("/accompagnements").one("//title").text
    assert "– page 2 sur 2 —" in nadia.get("/accompagnements?page=2").one("//title").text


def test_a_number_with_its_noun_is_written_as_numbers_are(app: Flask) -> None:
    with app.test_request_context():
        for place in ("num", "count"):
            assert plural(2302, f"%({place})s lieu", f"%({place})s lieux") == "2\u202f302 lieux"
        assert plural(0, "%(num)s lieu", "%(num)s lieux") == "0 lieu"
