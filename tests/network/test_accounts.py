"""Accounts and roles, given and taken back by an administrator."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account, RoleGrant
from inclusion_app.access.permissions import Role
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.access.services import deactivate_account, invite_account
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator, Membership
from tests.access.mailbox import last_letter, letters_to
from tests.cast import Cast
from tests.factories import make_account
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


@pytest.fixture
def admin(client_of: ClientOf, cast: Cast) -> PageClient:
    return client_of(cast.ahmed)


def test_the_list_is_in_the_order_of_names(admin: PageClient) -> None:
    page = admin.get("/comptes")
    names = ["".join(node.itertext()).strip() for node in page.all("//tbody/tr/th")]
    assert names[:3] == ["Ahmed Lefèvre", "Claire Faure", "Élise Roux"]
    assert "Coordinatrice ou coordinateur, Haute-Vienne" in page.text


def test_the_list_is_searched_by_name_or_address(admin: PageClient, cast: Cast) -> None:
    assert len(admin.get("/comptes?q=elise").all("//tbody/tr")) == 1
    assert len(admin.get(f"/comptes?q={str(cast.lea.email).upper()}").all("//tbody/tr")) == 1
    assert "Aucun compte ne correspond" in admin.get("/comptes?q=personne@exemple.org").text
    assert len(admin.get("/comptes?role=mediator").all("//tbody/tr")) == 3
    deactivate_account(cast.lea, by=cast.ahmed)
    assert len(admin.get("/comptes?state=closed").all("//tbody/tr")) == 1
    admin.get("/comptes?role=roi&state=x&page=-1")


def test_the_list_is_cut_in_pages(admin: PageClient) -> None:
    for rank in range(50):
        make_account(f"Personne {rank:02}")
    assert len(admin.get("/comptes").all("//tbody/tr")) == 50
    assert len(admin.get("/comptes?page=2").all("//tbody/tr")) == 7


def test_an_official_is_invited_on_a_territory(admin: PageClient) -> None:
    form = admin.get("/comptes/inviter").form()
    form |= {"name": "Zoé Martin", "email": "zoe@exemple.fr", "role": "official", "territory": "COM-23096"}
    admin.get(str(admin.post("/comptes/inviter", form).location))
    account = find_account_by_email("zoe@exemple.fr")
    assert account is not None
    assert [(g.role, g.territory_key) for g in account.grants] == [(Role.OFFICIAL, "COM-23096")]
    assert "Ahmed Lefèvre vous ouvre un accès" in last_letter("zoe@exemple.fr")


def test_a_mediator_is_invited_in_a_structure_and_joins_it(admin: PageClient, cast: Cast) -> None:
    values = {"name": "Zoé", "email": "zoe@exemple.fr", "role": "mediator", "structure": str(cast.mairie.id)}
    admin.post("/comptes/inviter", values)
    account = find_account_by_email("zoe@exemple.fr")
    assert account is not None
    mediator = db.session.scalars(select(Mediator).where(Mediator.account_id == account.id)).one()
    assert [m.structure_id for m in mediator.memberships] == [cast.mairie.id]
    grant = account.grants[0]
    admin.post(f"/comptes/{account.id}/roles/{grant.id}/retirer")
    assert account.grants == []
    membership = db.session.scalars(select(Membership).where(Membership.mediator_id == mediator.id)).one()
    assert membership.ended_on


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"role": ""}, "role"),
        ({"role": "official"}, "territory"),
        ({"role": "manager"}, "structure"),
        ({"role": "mediator"}, "structure"),
        ({"role": "official", "territory": "Nulle-Part-sur-Rien"}, "territory"),
        ({"role": "administrator", "territory": "DEP-87"}, "role"),
        ({"role": "roi"}, "role"),
        ({"role": "administrator", "email": "sans-arobase"}, "email"),
        ({"role": "administrator", "name": ""}, "name"),
    ],
)
def test_what_is_missing_is_said_at_its_field(admin: PageClient, values: dict[str, str], field: str) -> None:
    page = admin.post("/comptes/inviter", {"name": "Zoé", "email": "zoe@exemple.fr"} | values, status=422)
    assert field in page.errors
    assert find_account_by_email("zoe@exemple.fr") is None


def test_a_second_role_is_given_once(admin: PageClient, cast: Cast) -> None:
    path = f"/comptes/{cast.elise.id}/roles/ajouter"
    admin.get(path)
    admin.post(path, {"role": "coordinator", "territory": "Haute-Vienne"})
    assert {g.role for g in cast.elise.grants} == {Role.OFFICIAL, Role.COORDINATOR}
    again = admin.post(path, {"role": "coordinator", "territory": "DEP-87"}, status=422)
    assert "déjà ce rôle" in again.errors["role"]


def test_the_last_administrator_stays(admin: PageClient, cast: Cast) -> None:
    grant = cast.ahmed.grants[0]
    admin.post(f"/comptes/{cast.ahmed.id}/roles/{grant.id}/retirer")
    assert "votre propre accès" in admin.get(f"/comptes/{cast.ahmed.id}").text
    admin.post(f"/comptes/{cast.ahmed.id}/desactiver")
    assert db.session.get(RoleGrant, grant.id) is not None
    assert cast.ahmed.deactivated_at is None


def test_another_administrator_may_be_taken_back(admin: PageClient, cast: Cast, client_of: ClientOf) -> None:
    other = make_account("Inès Roy", (Role.ADMINISTRATOR, None))
    browser = client_of(other)
    browser.get("/comptes")
    admin.post(f"/comptes/{other.id}/roles/{other.grants[0].id}/retirer")
    browser.get("/comptes", status=403)


def test_a_closed_account_is_signed_out_at_once(admin: PageClient, cast: Cast, client_of: ClientOf) -> None:
    hers = client_of(cast.nadia)
    assert admin.get(f"/comptes/{cast.nadia.id}/desactiver").h1 == "Désactiver ce compte ?"
    admin.post(f"/comptes/{cast.nadia.id}/desactiver")
    hers.get("/mon-compte", status=302)
    admin.post(f"/comptes/{cast.nadia.id}/reactiver")
    assert cast.nadia.deactivated_at is None
    hers.get("/mon-compte", status=302)


def test_an_invitation_is_sent_again(admin: PageClient, cast: Cast) -> None:
    invited = invite_account(email="zoe@exemple.fr", name="Zoé", by=cast.claire)
    admin.get(f"/comptes/{invited.id}")
    admin.post(f"/comptes/{invited.id}/invitation")
    assert len(letters_to("zoe@exemple.fr")) == 2


def test_name_and_address_are_changed_and_the_former_one_is_told(admin: PageClient, cast: Cast) -> None:
    path, former = f"/comptes/{cast.elise.id}/modifier", str(cast.elise.email)
    form = admin.get(path).form()
    taken = admin.post(path, form | {"email": str(cast.nadia.email)}, status=422)
    assert "déjà un compte" in taken.errors["email"]
    admin.post(path, form | {"name": "Élise R.", "email": "elise@limoges.example"})
    assert (cast.elise.name, cast.elise.email) == ("Élise R.", "elise@limoges.example")
    assert "celle-ci ne permet plus" in last_letter(former)
    stale = admin.post(path, form | {"name": "Autre"}, status=422)
    assert "modifié ce compte entre-temps" in stale.text


PATHS = ["/comptes", "/comptes/inviter", "/comptes/{}", "/comptes/{}/modifier", "/comptes/{}/roles/ajouter"]


@pytest.mark.parametrize("name", ["nadia", "claire", "paul", "elise"])
@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_manages_accounts(client_of: ClientOf, cast: Cast, name: str, path: str) -> None:
    client_of(cast.accounts[name]).get(path.format(cast.lea.id), status=403)


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_is_sent_to_sign_in(visitor: PageClient, cast: Cast, path: str) -> None:
    assert visitor.get(path.format(cast.lea.id), status=302).location


def test_the_role_of_another_account_is_not_found(admin: PageClient, cast: Cast) -> None:
    admin.post(f"/comptes/{cast.lea.id}/roles/{cast.nadia.grants[0].id}/retirer", status=404)
