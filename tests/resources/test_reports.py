"""Somebody says that something is wrong; somebody answers. What mediators think. What they keep at hand."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.models.resources import Favourite, ResourceReport, ResourceReview
from inclusion_app.resources.views.opinions import REPORTS_OF_NETWORK
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources.making import make_link

ClientOf = Callable[[Account], PageClient]


def letters() -> list[Letter]:
    return db.session.query(Letter).order_by(Letter.id).all()


def test_a_visitor_reports_and_the_owner_is_told(visitor: PageClient, client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia)
    path = f"/ressources/{made.id}/signaler"
    assert visitor.post(path, {"kind": "error"}, status=422).errors["text"]
    visitor.post(path, {"kind": "error", "text": "Le bouton n’est plus bleu"})
    (letter,) = letters()
    assert letter.recipient == cast.nadia.email
    assert made.title not in letter.subject
    assert "Le bouton n’est plus bleu" in (letter.text or "")
    browser = client_of(cast.nadia)
    assert "Une personne sans compte" in browser.get("/ressources/signalements").text
    assert "Un signalement attend une réponse" in browser.get(f"/ressources/{made.id}").text
    report = db.session.query(ResourceReport).one()
    browser.post(f"/ressources/signalements/{report.id}", {"answer": "Corrigé, merci."})
    assert len(letters()) == 1  # a visitor left no address
    assert "Corrigé, merci." in browser.get("/ressources/signalements?etat=traites").text
    browser.post(f"/ressources/signalements/{report.id}", {"answer": "Encore"}, status=422)


def test_whoever_reports_with_an_account_is_answered(client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia)
    client_of(cast.lea).post(f"/ressources/{made.id}/signaler", {"kind": "outdated"})
    report = db.session.query(ResourceReport).one()
    assert report.reported_by_id == cast.lea.id
    client_of(cast.claire).post(f"/ressources/signalements/{report.id}", {"answer": "Le site a changé, c’est fait."})
    assert [letter.recipient for letter in letters()] == [cast.nadia.email, cast.lea.email]


def test_reports_are_read_by_those_who_may_act(client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia)
    client_of(cast.nadia).post(f"/ressources/{made.id}/signaler", {"kind": "outdated"})
    report = db.session.query(ResourceReport).one()
    assert letters() == []  # she reported her own
    client_of(cast.lea).get(f"/ressources/signalements/{report.id}", status=404)
    assert "Rien à traiter" in client_of(cast.lea).get("/ressources/signalements").text
    client_of(cast.elise).get("/ressources/signalements", status=403)


def test_visitors_are_slowed(visitor: PageClient, client_of: ClientOf, cast: Cast) -> None:
    path = f"/ressources/{make_link(cast.nadia).id}/signaler"
    for _ in range(REPORTS_OF_NETWORK):
        visitor.post(path, {"kind": "outdated"})
    assert "dans une heure" in visitor.post(path, {"kind": "outdated"}, status=429).text
    client_of(cast.lea).post(path, {"kind": "outdated"})


@pytest.mark.parametrize("state", [ResourceState.DRAFT, ResourceState.PUBLISHED])
def test_what_one_may_not_read_one_may_not_report(visitor: PageClient, cast: Cast, state: ResourceState) -> None:
    made = make_link(cast.nadia, visibility=Visibility.NETWORK, state=state)
    visitor.get(f"/ressources/{made.id}/signaler", status=404)


def test_a_review_each(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    made = make_link(cast.nadia)
    browser, path = client_of(cast.lea), f"/ressources/{made.id}/avis"
    assert browser.post(path, {}, status=422).errors["useful"]
    browser.post(path, {"useful": "no", "text": "Trop long"})
    form = browser.get(path).form()
    assert (form["useful"], form["text"]) == ("no", "Trop long")
    browser.post(path, {"useful": "yes", "text": "Parfait avec des débutants"})
    assert db.session.query(ResourceReview).count() == 1
    seen = client_of(cast.karim).get(f"/ressources/{made.id}").text
    assert "Jugée utile par 1 personne (1 avis)" in seen.replace("\u00a0", " ")
    assert "Léa Moreau" in seen
    public = visitor.get(f"/ressources/{made.id}").text
    assert "Léa Moreau" not in public
    assert "débutants" not in public
    client_of(cast.nadia).post(path, {"useful": "yes"}, status=422)  # her own
    client_of(cast.elise).post(path, {"useful": "yes"}, status=403)


def test_favourites(client_of: ClientOf, cast: Cast) -> None:
    made, browser = make_link(cast.nadia), client_of(cast.lea)
    assert "Aucune favorite" in browser.get("/ressources/favorites").text
    for _ in range(2):
        browser.post(f"/ressources/{made.id}/favorite", {"kept": "1"})
    assert db.session.query(Favourite).count() == 1
    assert made.title in browser.get("/ressources/favorites").text
    browser.post(f"/ressources/{made.id}/favorite", {"kept": "", "retour": "favorites"})
    assert db.session.query(Favourite).count() == 0
