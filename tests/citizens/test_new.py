"""The page that opens the follow-up of someone."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.access.services import save_draft
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]
NEW = "/citoyens/nouveau"


def filled(client: PageClient, **values: Any) -> dict[str, Any]:
    """The form of a new citizen as the page gives it, filled in."""
    return client.get(NEW).form() | {"informed_how": "spoken", "first_name": "Jeanne", "last_name": "D"} | values


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Citizen)) or 0


def the_citizen() -> Citizen:
    return db.session.scalars(select(Citizen)).one()


def test_the_page_says_what_to_tell_the_person_first(cast: Cast, client_of: Clients) -> None:
    page = client_of(cast.nadia).get(NEW)
    assert page.h1 == "Suivre une personne"
    assert "je vous aiderai de la même façon" in page.text
    assert not page.all("//main//input[@maxlength]"), "a name pasted is never cut by the browser"


def test_a_citizen_is_kept_with_the_least_data(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.nadia)
    answer = client.post(NEW, filled(client))
    assert answer.location == f"/citoyens/{the_citizen().id}"
    assert (the_citizen().first_name, the_citizen().birth_year, the_citizen().commune_code) == ("Jeanne", None, None)
    assert not the_citizen().shared_with_team


def test_everything_typed_is_kept(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.nadia)
    everything = {
        "birth_year": "1948",
        "commune_code": "87000 Limoges",
        "gender": "female",
        "social_status": "retired",
        "phone": "05 55 12 34 56",
        "email": "Jeanne.D@exemple.fr",
        "notes": "Vient à pied.\r\nAime le café 😀",
        "shared": "y",
    }
    client.post(NEW, filled(client, **everything))
    citizen = the_citizen()
    assert (citizen.birth_year, citizen.commune_code, citizen.phone) == (1948, "87085", "+33555123456")
    assert (citizen.gender.value, citizen.social_status.value) == ("female", "retired")
    assert citizen.notes == "Vient à pied.\nAime le café 😀"
    assert citizen.email == "Jeanne.D@exemple.fr"
    assert citizen.shared_with_team


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("first_name", ""),
        ("first_name", "   "),
        ("last_name", "a" * 201),
        ("informed_how", ""),
        ("informed_how", "telepathy"),
        ("informed_on", "2999-01-01"),
        ("informed_on", "demain"),
        ("birth_year", "1748"),
        ("birth_year", "mille"),
        ("commune_code", "Atlantide"),
        ("phone", "12"),
        ("email", "jeanne"),
        ("notes", "a" * 5001),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_typed_is_lost(
    cast: Cast, client_of: Clients, field: str, typed: str
) -> None:
    client = client_of(cast.nadia)
    page = client.post(NEW, filled(client, last_name="Dubois") | {field: typed}, status=422)
    assert len(page.all("//*[@data-error-summary]//a")) == 1
    assert any(key.startswith(field) for key in page.errors) or page.all(f"//*[@id='{field}-error']")
    kept = page.form()
    assert kept["last_name"] == (typed if field == "last_name" else "Dubois")
    assert count() == 0


@pytest.mark.parametrize("name", ["n" * 200, "محمد عبد الله", "<script>alert(1)</script>", "=1+1"])
def test_a_name_in_any_script_is_shown_as_it_was_written(cast: Cast, client_of: Clients, name: str) -> None:
    client = client_of(cast.nadia)
    page = client.get(client.post(NEW, filled(client, first_name=name)).location or "")
    assert name in "".join(page.one("//h1//bdi[@dir='auto']").itertext())


def test_sent_twice_it_is_kept_once(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.nadia)
    form = filled(client, birth_year="1948")
    assert client.post(NEW, form).location == client.post(NEW, form).location
    assert count() == 1


def test_a_namesake_is_shown_and_does_not_block(cast: Cast, client_of: Clients) -> None:
    known = make_citizen(cast.mediators["nadia"], "Jeanne", "Dubois")
    client = client_of(cast.nadia)
    page = client.post(NEW, filled(client, last_name="Dubois", birth_year="1948"), status=422)
    assert "Cette personne existe peut-être déjà" in page.text
    assert page.all(f"//a[@href='/citoyens/{known.id}']")
    assert count() == 1
    client.post(NEW, page.form())
    assert count() == 2


def test_a_colleagues_namesake_is_told_without_who_it_is(cast: Cast, client_of: Clients) -> None:
    known = make_citizen(cast.mediators["karim"], "Jeanne", "Dubois", commune_code="87154")
    client = client_of(cast.nadia)
    page = client.post(NEW, filled(client, last_name="Dubois", birth_year="1948"), status=422)
    assert "Un·e collègue de votre structure suit déjà" in page.text
    assert str(known.id) not in page.html
    other = client_of(cast.lea)
    other.post(NEW, filled(other, last_name="Dubois", birth_year="1948"))


def test_a_draft_comes_back_with_its_page(cast: Cast, client_of: Clients) -> None:
    client = client_of(cast.nadia)
    typed = filled(client, first_name="Paulette", informed_how="paper")
    save_draft(cast.nadia, NEW, {name: [value] for name, value in typed.items()})
    page = client.get(NEW)
    assert "Nous avons retrouvé votre saisie" in page.text
    form = page.form(-1)
    assert (form["first_name"], form["informed_how"]) == ("Paulette", "paper")
    client.post(NEW, form)
    save_draft(cast.nadia, NEW, {name: [value] for name, value in typed.items()})
    assert "Nous avons retrouvé" not in client.get(NEW).text
