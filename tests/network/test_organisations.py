"""Organisations that block: a national list, given once, extended by the administrator."""

from collections.abc import Callable

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.network.organisations import NATIONAL, seed_organisations
from inclusion_app.network.queries import OTHER_ORGANISATION, list_organisations
from tests.cast import Cast
from tests.pages import PageClient


def test_the_national_list_is_given_once(cast: Cast) -> None:
    db.session.query(Organisation).delete()
    assert seed_organisations() == len(NATIONAL)
    assert seed_organisations() == 0
    assert list_organisations()[-1].name == OTHER_ORGANISATION
    assert len(set(NATIONAL)) == len(NATIONAL)
    assert all(len(name) <= 120 for name in NATIONAL)


def test_a_retired_one_is_not_given_again(cast: Cast, client_of: Callable[[Account], PageClient]) -> None:
    seed_organisations()
    caf = next(row for row in list_organisations() if row.name == "CAF")
    ahmed = client_of(cast.ahmed)
    ahmed.post(f"/organismes/{caf.id}/retirer")
    assert seed_organisations() == 0
    assert caf not in list_organisations()
    assert "Plus proposés" in ahmed.get("/organismes").text
    ahmed.post("/organismes", {"name": "caf"})
    assert caf in list_organisations()


def test_the_administrator_adds_one(cast: Cast, client_of: Callable[[Account], PageClient]) -> None:
    ahmed = client_of(cast.ahmed)
    ahmed.post("/organismes", {"name": "Régie des  transports"})
    assert "Régie des transports" in ahmed.get("/organismes").text
    page = ahmed.post("/organismes", {"name": "régie des transports"}, status=422)
    assert "déjà dans la liste" in page.errors["name"]
    ahmed.post("/organismes", {"name": ""}, status=422)
    for account in (cast.claire, cast.paul, cast.nadia, cast.elise):
        client_of(account).get("/organismes", status=403)
