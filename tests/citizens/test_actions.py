"""The pages that correct, share, follow, delete, seen as pages by each of the cast."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.citizens.queries import reading
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]


def test_a_correction_is_kept(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"], phone="+33555123456")
    client = client_of(cast.nadia)
    path = f"/citoyens/{citizen.id}/modifier"
    form = client.get(path).form()
    assert form["phone"] == "05\u00a055\u00a012\u00a034\u00a056"
    assert client.post(path, form | {"first_name": "Jeannette"}).location == f"/citoyens/{citizen.id}"
    assert (citizen.first_name, citizen.phone, citizen.commune_code) == ("Jeannette", "+33555123456", "87085")


def test_two_browsers_the_second_is_shown_both_and_nothing_is_overwritten(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    client = client_of(cast.nadia)
    path = f"/citoyens/{citizen.id}/modifier"
    first, second = client.get(path).form(), client.get(path).form()
    client.post(path, first | {"first_name": "Première"})
    page = client.post(path, second | {"first_name": "Seconde"}, status=409)
    assert "Quelqu’un a modifié cette fiche" in page.text
    assert [cell.text for cell in page.all("//tbody/tr/*")] == ["Prénom", "Seconde", "Première"]
    assert citizen.first_name == "Première"
    reads = select(func.count()).where(AuditLine.subject_id == citizen.id, AuditLine.action == "citizen.read")
    assert db.session.scalar(reads) == 3, "both openings and what the stale form was shown"
    client.post(path, page.form())
    assert citizen.first_name == "Seconde"


def test_sharing_says_who_will_see(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    nadia, path = client_of(cast.nadia), f"/citoyens/{citizen.id}/partage"
    assert "Karim Petit" in nadia.get(path).text
    nadia.post(path)
    karim = client_of(cast.karim)
    assert "Suivre aussi cette personne" in karim.get(f"/citoyens/{citizen.id}").text
    karim.get(path, status=403)
    karim.post(f"/citoyens/{citizen.id}/suivi")
    karim.get(path)
    nadia.post(path)
    assert not citizen.shared_with_team


def test_the_only_follower_is_told_why_she_cannot_stop(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    client, path = client_of(cast.nadia), f"/citoyens/{citizen.id}/arret-suivi"
    client.get(path)
    assert "plus personne ne pourrait ouvrir sa fiche" in client.post(path, status=422).text
    citizen.shared_with_team = True
    db.session.flush()
    assert client.post(path).location == "/citoyens"
    assert not reading.is_followed(scope_of(cast.nadia), citizen)


def test_a_deletion_is_asked_then_undone(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    client = client_of(cast.nadia)
    client.get(f"/citoyens/{citizen.id}/supprimer")
    client.get(client.post(f"/citoyens/{citizen.id}/supprimer").location or "")
    client.get(f"/citoyens/{citizen.id}", status=404)
    assert "Jeanne Dubois" in client.get("/citoyens/supprimees").text
    client_of(cast.karim).post(f"/citoyens/{citizen.id}/retablir", status=404)
    client.post(f"/citoyens/{citizen.id}/retablir")
    client.get(f"/citoyens/{citizen.id}")
    client.get("/citoyens/supprimees")


@pytest.mark.parametrize("action", ["modifier", "partage", "suivi", "arret-suivi", "supprimer"])
def test_each_action_refuses_the_colleague_and_is_unknown_to_the_stranger(
    cast: Cast, client_of: Clients, visitor: PageClient, action: str
) -> None:
    path = f"/citoyens/{make_citizen(cast.mediators['nadia']).id}/{action}"
    for account, status in ((cast.karim, 403), (cast.lea, 404), (cast.claire, 403), (cast.elise, 403)):
        client_of(account).post(path, status=status)
    client_of(cast.nadia).post(path, csrf=False, status=400)
    assert "/connexion" in (visitor.post(path, status=None).location or "")


def test_the_picker_gives_labels_without_whole_names(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    answer = client_of(cast.nadia).get("/citoyens/recherche?q=je")
    assert answer.json == [{"id": str(citizen.id), "value": str(citizen.id), "label": "Jeanne D. — 1948 — Limoges"}]
    assert "no-store" in answer.response.headers["Cache-Control"]
    assert client_of(cast.karim).get("/citoyens/recherche?q=je").json == []
    assert client_of(cast.nadia).get("/citoyens/recherche?q=j").json == []
    client_of(cast.claire).get("/citoyens/recherche?q=je", status=403)
