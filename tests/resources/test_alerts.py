"""Alerts: published once, seen by everybody, changed without overwriting, lifted, ended by themselves."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.resources.library.loading import load_library
from inclusion_app.resources.models.given import SafetyAlert, SafetyAlertVersion
from inclusion_app.resources.queries import alerts as queries
from inclusion_app.resources.rules.alerts import AlertText
from inclusion_app.resources.services import alerts as services
from tests.cast import Cast
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
NEW = "/securite/alertes/nouvelle"


def said(**values: Any) -> AlertText:
    plausible: dict[str, Any] = {
        "title": "Faux SMS de livraison",
        "text": "Un SMS annonce un colis bloqué.",
        "signs": "Un lien à toucher\nUn petit paiement",
        "advice": "Ne touchez pas au lien\nTransférez-le au 33700",
        "url": "https://www.cybermalveillance.gouv.fr/colis",
        "ends_on": clock.today() + timedelta(days=20),
    }
    return AlertText(**(plausible | values))


def make_alert(by: Account, **values: Any) -> SafetyAlert:
    return services.publish_alert(said(**values), by=by)


def typed(**values: str) -> dict[str, str]:
    plain = {name: str(value) for name, value in vars(said()).items()}
    return plain | {"form_key": str(uuid.uuid4())} | values


def test_publish_then_everybody_sees_it(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    claire = client_of(cast.claire)
    form = claire.get(NEW).form(0)
    assert form["ends_on"] == (clock.today() + timedelta(days=60)).isoformat()
    answer = claire.post(NEW, form | typed(signs="- Un lien\n\n• Un petit paiement"))
    alert = db.session.query(SafetyAlert).one()
    assert answer.location == f"/securite/alertes/{alert.id}"
    assert alert.signs == "Un lien\nUn petit paiement"
    for reader in (visitor, client_of(cast.nadia), client_of(cast.elise)):
        page = reader.get("/securite")
        assert "Faux SMS de livraison" in page.text
        assert "cybermalveillance.gouv.fr" in page.text
        assert "Publier une alerte" not in page.text
        reader.get(f"/securite/alertes/{alert.id}")
    assert "Gérer les alertes" in claire.get("/securite").text
    assert "Gérer cette alerte" in claire.get(f"/securite/alertes/{alert.id}").text


def test_sent_twice_it_is_published_once(client_of: ClientOf, cast: Cast) -> None:
    claire, sent = client_of(cast.claire), typed()
    assert claire.post(NEW, sent).location == claire.post(NEW, sent).location
    assert db.session.query(SafetyAlert).count() == 1
    again = client_of(cast.ahmed).post(NEW, sent, status=422)
    assert "déjà servi" in again.text
    claire.post(NEW, typed(form_key="pas-une-clé"))
    assert db.session.query(SafetyAlert).count() == 2


@pytest.mark.parametrize("name", ["nadia", "paul", "elise"])
def test_the_others_publish_nothing(client_of: ClientOf, cast: Cast, name: str) -> None:
    alert, browser = make_alert(cast.claire), client_of(cast.accounts[name])
    for path in ("", "/nouvelle", f"/{alert.id}/modifier", f"/{alert.id}/lever", f"/{alert.id}/historique"):
        browser.get(f"/securite/alertes{path}", status=403)
    browser.post(NEW, typed(), status=403)
    browser.post(f"/securite/alertes/{alert.id}/lever", {}, status=403)
    browser.post(f"/securite/alertes/{alert.id}/remettre", {}, status=403)
    assert alert.lifted_at is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("url", "javascript:alert(1)"),
        ("url", "https://moi:secret@exemple.fr/"),
        ("url", "data:text/html,x"),
        ("url", "https://exemple.fr/" + "a" * 500),
        ("ends_on", "2020-01-01"),
        ("ends_on", "2999-12-31"),
        ("ends_on", ""),
        ("title", ""),
        ("title", "\u200b\u202e"),
        ("title", "m" * 101),
        ("text", "m" * 10_000),
        ("signs", "m" * 601),
        ("signs", "-\n" * 3 + "un\n" * 7),
        ("advice", " "),
        ("advice", "-\n•"),
    ],
)
def test_what_is_refused_is_said_at_its_field(client_of: ClientOf, cast: Cast, field: str, value: str) -> None:
    page = client_of(cast.claire).post(NEW, typed(**{field: value}), status=422)
    assert page.errors[field]
    assert db.session.query(SafetyAlert).count() == 0


def test_html_and_hidden_characters_are_text(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    hostile = "<script>alert(1)</script>\x00\x0b\u202eà l’envers &amp; <b>gras</b>"
    sent = typed(title=hostile, text=hostile, signs=hostile, advice="م" * 40 + "\n" + "m" * 300)
    client_of(cast.claire).post(NEW, sent)
    for path in ("/securite", f"/securite/alertes/{db.session.query(SafetyAlert).one().id}"):
        page = visitor.get(path)
        assert not page.all("//main//script")
        assert not page.all("//main//b")
        assert "<script>alert(1)</script>à l’envers &amp; <b>gras</b>" in page.text


def test_two_people_change_it(client_of: ClientOf, cast: Cast) -> None:
    alert = make_alert(cast.claire)
    claire, ahmed, path = client_of(cast.claire), client_of(cast.ahmed), f"/securite/alertes/{alert.id}/modifier"
    form = claire.get(path).form()
    ahmed.post(path, ahmed.get(path).form() | {"title": "Faux colis"})
    page = claire.post(path, form | {"title": "Faux livreur"}, status=409)
    assert "Faux colis" in page.text
    assert alert.title == "Faux colis"
    claire.post(path, page.form() | {"title": "Faux livreur"})
    assert alert.title == "Faux livreur"
    history = claire.get(f"/securite/alertes/{alert.id}/historique")
    assert [node.xpath("normalize-space()") for node in history.all("//main//ins")] == [
        "[ajouté\u00a0: livreur]",
        "[ajouté\u00a0: colis]",
    ]
    assert "Ahmed Lefèvre" in history.text


def test_what_was_typed_is_found_again(client_of: ClientOf, cast: Cast) -> None:
    claire = client_of(cast.claire)
    claire.post(f"/brouillons?page={NEW}", typed(title="Faux livreur"), status=204)
    page = claire.get(NEW)
    assert "Nous avons retrouvé votre saisie" in page.text
    form = page.form(1)
    assert form["title"] == "Faux livreur"
    claire.post(NEW, form)
    assert "Nous avons retrouvé" not in claire.get(NEW).text


def test_what_says_the_same_changes_nothing(client_of: ClientOf, cast: Cast) -> None:
    alert, claire = make_alert(cast.claire), client_of(cast.claire)
    before, path = alert.updated_at, f"/securite/alertes/{alert.id}/modifier"
    claire.post(path, claire.get(path).form())
    assert alert.updated_at == before
    assert db.session.query(SafetyAlertVersion).count() == 1


def test_lift_and_put_back(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    alert, claire, path = make_alert(cast.claire), client_of(cast.claire), ""
    path = f"/securite/alertes/{alert.id}"
    claire.get(f"{path}/lever")
    for _ in range(2):
        claire.post(f"{path}/lever", {})
    assert "Faux SMS" not in visitor.get("/securite").text
    page = visitor.get(path)
    assert "n’est plus en cours" in page.text
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    visitor.get(f"{path}/affiche.pdf", status=404)
    assert "Levée" in claire.get("/securite/alertes").text
    claire.post(f"{path}/remettre", {})
    claire.post(f"{path}/remettre", {})
    assert "Faux SMS" in visitor.get("/securite").text


def test_it_ends_by_itself_after_its_last_day(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    alert = make_alert(cast.claire, ends_on=clock.today())
    assert queries.count_current() == 1
    with clock.frozen(clock.start_of(clock.today() + timedelta(days=1))):
        assert list(queries.list_current()) == []
        services.lift_alert(alert, by=cast.claire)
        with pytest.raises(DomainError):
            services.restore_alert(alert, by=cast.claire)
        extended = said(ends_on=clock.today() + timedelta(days=2))
        services.update_alert(alert, extended, version=alert.version, by=cast.claire)
        services.restore_alert(alert, by=cast.claire)
        assert queries.count_current() == 1


def test_an_unknown_alert_is_nowhere(client_of: ClientOf, visitor: PageClient) -> None:
    for path in (f"/securite/alertes/{uuid.uuid4()}", "/securite/alertes/x", f"/securite/alertes/{uuid.uuid4()}/x.pdf"):
        visitor.get(path, status=404)


def test_the_advice_leads_to_the_public_sheets(visitor: PageClient, cast: Cast) -> None:
    assert not visitor.get("/securite").all("//main//a[starts-with(@href, '/ressources/0')]")
    load_library()
    links = visitor.get("/securite").all("//section[@aria-labelledby='reflexes']//li//a")
    assert len(links) == 6
    visitor.get(links[0].get("href"))


def test_the_home_of_the_network_warns(client_of: ClientOf, visitor: PageClient, cast: Cast) -> None:
    assert "Arnaques en ce moment" not in client_of(cast.nadia).get("/").text
    for rank in range(5):
        make_alert(cast.claire, title=f"Arnaque {rank}")
    for browser in (client_of(cast.nadia), client_of(cast.claire), client_of(cast.paul), visitor):
        page = browser.get("/")
        assert [node.text for node in page.all("//section[@aria-labelledby='alertes']//li//a")] == [
            "Arnaque 4",
            "Arnaque 3",
            "Arnaque 2",
        ]
        assert "Tout voir (5)" in page.text
