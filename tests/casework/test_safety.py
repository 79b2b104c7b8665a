"""The safety of a person and of a place: the pages, who may open them, what they say, what they refuse."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from inclusion_app.access.models import Account
from inclusion_app.access.queries import find_draft
from inclusion_app.access.services import save_draft
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.rules.checklists import Check, next_day
from inclusion_app.resources.safety.points import PointState
from inclusion_app.resources.services.checklists import note_check
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import Page, PageClient

Clients = Callable[[Account], PageClient]
OK, LEFT, NONE = PointState.OK, PointState.LEFT, PointState.NONE


@pytest.fixture
def jeanne(cast: Cast) -> Citizen:
    return make_citizen(cast.mediators["nadia"])


def safety_of(citizen: Citizen) -> str:
    return f"/citoyens/{citizen.id}/securite"


def filled(page: Page, **values: str) -> dict[str, Any]:
    """The form of the page, with these points."""
    return page.form() | {f"point-{key.replace('_', '-')}": value for key, value in values.items()}


def checks() -> list[Checklist]:
    return list(db.session.scalars(select(Checklist).order_by(Checklist.id)))


def test_a_check_from_the_page_of_a_person_to_its_sheet(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), safety_of(jeanne)
    assert client.get(f"/citoyens/{jeanne.id}").all(f"//a[@href='{path}']")
    page = client.get(path)
    assert page.h1 == "Sécurité en ligne : Jeanne"
    assert "Jeanne" not in page.one("//title").text
    assert "Aucun point fait pour l’instant" in page.text
    page = client.get(f"{path}/nouveau")
    assert len(page.all("//fieldset//fieldset[.//input[@type='radio']]")) == 14
    form = filled(page, verrou="ok", secours="todo", wifi_maison="none") | {"remark": "Avec sa fille"}
    assert form["next_on"] == next_day(clock.today()).isoformat()
    client.post(f"{path}/nouveau", form)
    client.post(f"{path}/nouveau", form)
    [made] = checks()
    assert made.points == {"verrou": "ok", "secours": "todo", "wifi-maison": "none"}
    page = client.get(path)
    assert "1 point en ordre, 1 à faire, 11 pas vus" in page.text
    assert "Mettre à jour mon numéro et mon adresse de secours" in page.text
    assert "Avec sa fille" in page.text
    assert page.all(f"//a[@href='{path}/{made.id}/feuille.pdf']")
    person = client.get(f"/citoyens/{jeanne.id}")
    assert "Point sécurité" in "".join(person.one("//ol[@class='timeline']").itertext())


def test_nothing_checked_or_a_secret_is_refused_at_its_field(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"{safety_of(jeanne)}/nouveau"
    page = client.get(path)
    assert "Cochez au moins un point" in client.post(path, page.form(), status=422).text
    for remark in ("mot de passe : soleil", "code 0000", "P@ssw0rd"):
        refused = client.post(path, filled(page, verrou="ok") | {"remark": remark}, status=422)
        assert "ressemble à un mot de passe" in refused.errors["remark"]
        assert refused.form()["point-verrou"] == "ok", "nothing else typed is lost"
    for name, value, field in (
        ("point-verrou", "<script>", "point-verrou"),
        ("checked_on", "demain", "checked_on"),
        ("checked_on", "9999-12-31", "checked_on"),
        ("next_on", "2020-01-01", "next_on"),
        ("remark", "é" * 600, "remark"),
    ):
        refused = client.post(path, filled(page, secours="ok") | {name: value}, status=422)
        assert field in refused.errors, name
    assert checks() == []


def test_the_last_check_is_compared_and_recalled(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    before = Check({"verrou": LEFT, "secours": OK, "banque": LEFT, "perte": NONE}, date(2026, 3, 2))
    now = Check({"verrou": OK, "secours": LEFT, "banque": LEFT, "perte": OK}, date(2026, 9, 2))
    for check in (before, now):
        note_check(jeanne, check, by=cast.nadia)
    client, path = client_of(cast.nadia), safety_of(jeanne)
    rows = [" ".join(node.itertext()) for node in client.get(path).all("//ul[@class='rows']/li")]
    assert len(rows) == 3
    assert "Mon téléphone se verrouille tout seul." in rows[0]
    assert "Fait depuis" in rows[0]
    assert "À reprendre" in rows[1]
    assert "Toujours à faire" in rows[2]
    assert "La dernière fois\u00a0: en ordre." in client.get(f"{path}/nouveau").text


def test_each_of_the_cast_gets_the_answer_due(
    cast: Cast, client_of: Clients, visitor: PageClient, jeanne: Citizen
) -> None:
    made = note_check(jeanne, Check({"verrou": OK}, clock.today()), by=cast.nadia)
    there = note_check(cast.place, Check({"sessions": OK}, clock.today()), by=cast.paul)
    place = f"/lieux/{cast.place.id}/securite"
    clients = {name: client_of(account) for name, account in cast.accounts.items()}
    for end in ("", "/nouveau", f"/{made.id}/modifier", f"/{made.id}/effacer", f"/{made.id}/feuille.pdf"):
        clients["nadia"].get(safety_of(jeanne) + end)
        for name in ("karim", "lea", "paul", "claire", "elise", "ahmed"):
            clients[name].get(safety_of(jeanne) + end, status=404 if name == "lea" else 403)
        assert "/connexion" in (visitor.get(safety_of(jeanne) + end, status=302).location or "")
    for end in ("", "/nouveau", f"/{there.id}/feuille.pdf"):
        for name in ("paul", "claire", "ahmed"):
            clients[name].get(place + end)
        for name in ("nadia", "lea", "elise"):
            clients[name].get(place + end, status=403)
        assert "/connexion" in (visitor.get(place + end, status=302).location or "")
    for end in ("modifier", "effacer"):
        clients["paul"].get(f"{place}/{there.id}/{end}")
        clients["claire"].get(f"{place}/{there.id}/{end}", status=403)
        clients["claire"].post(f"{place}/{there.id}/{end}", status=403)
    clients["paul"].get(f"{place}/{made.id}/modifier", status=404)
    clients["nadia"].get(f"{safety_of(jeanne)}/{there.id}/feuille.pdf", status=404)
    clients["paul"].get(f"/lieux/{uuid4()}/securite", status=404)


def test_a_colleague_with_whom_the_person_is_shared_sees_that_it_was_done(cast: Cast, client_of: Clients) -> None:
    shared = make_citizen(cast.mediators["nadia"], shared_with_team=True)
    note_check(shared, Check({"verrou": LEFT}, clock.today()), by=cast.nadia)
    karim = client_of(cast.karim)
    page = karim.get(f"/citoyens/{shared.id}")
    assert "Point sécurité" in page.text
    assert not page.all("//a[contains(@href, '/citoyens/') and contains(@href, '/securite')]")
    karim.get(safety_of(shared), status=403)


def test_one_corrects_and_erases_ones_own(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    made = note_check(jeanne, Check({"verrou": LEFT}, clock.today()), by=cast.nadia)
    client, path = client_of(cast.nadia), f"{safety_of(jeanne)}/{made.id}"
    page = client.get(f"{path}/modifier")
    assert page.form()["point-verrou"] == "todo"
    form = filled(page, verrou="ok")
    client.post(f"{path}/modifier", form)
    [kept] = checks()
    assert kept.points == {"verrou": "ok"}
    client.get(f"{path}/effacer")
    client.post(f"{path}/effacer")
    assert checks() == []


def test_a_stale_form_overwrites_nothing(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    made = note_check(jeanne, Check({"verrou": LEFT}, clock.today()), by=cast.nadia)
    client, path = client_of(cast.nadia), f"{safety_of(jeanne)}/{made.id}/modifier"
    form = filled(client.get(path), verrou="ok")
    client.post(path, form)
    refused = client.post(path, form | {"point-verrou": "none"}, status=422)
    assert "Rien n’a été écrasé" in refused.text
    assert checks()[0].points == {"verrou": "ok"}
    client.post(path, refused.form())
    assert checks()[0].points == {"verrou": "none"}
    client.post(path, form | {"version": "x" * 50}, status=422)


def test_a_draft_comes_back(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"{safety_of(jeanne)}/nouveau"
    save_draft(cast.nadia, path, {"point-verrou": ["todo"], "checked_on": [clock.today().isoformat()]})
    page = client.get(path)
    assert "Nous avons retrouvé votre saisie" in page.text
    assert page.form(1)["point-verrou"] == "todo"
    assert page.all("//textarea[@name='remark'][@data-not-kept]"), "a remark waits nowhere"
    client.post(path, page.form(1))
    assert find_draft(cast.nadia, path) is None


def test_all_of_it_is_held_and_goes_with_the_person(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    check = Check({"verrou": OK, "banque": LEFT}, date(2026, 3, 2), date(2026, 9, 2), "Avec sa fille")
    note_check(jeanne, check, by=cast.nadia)
    client = client_of(cast.nadia)
    [held] = json.loads(client.get(f"/citoyens/{jeanne.id}/donnees.json").data)["Sécurité en ligne"]
    assert held["Date"] == "2026-03-02"
    assert held["Avec"] == "Nadia Benali"
    assert held["À revoir le"] == "2026-09-02"
    assert held["En ordre"] == "Le téléphone se verrouille-t-il tout seul\u00a0?"
    assert "banque" in held["À faire"]
    assert held["Remarque"] == "Avec sa fille"
    assert "Point sécurité noté" in client.get(f"/citoyens/{jeanne.id}/donnees").text
    client.post(f"/citoyens/{jeanne.id}/supprimer")
    client.get(safety_of(jeanne), status=404)
    assert "Points sécurité" not in client.get("/").text


def test_the_home_recalls_what_is_due(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    today = clock.today()
    client = client_of(cast.nadia)
    assert "Points sécurité" not in client.get("/").text
    note_check(jeanne, Check({"verrou": OK}, today - timedelta(days=90), today - timedelta(days=1)), by=cast.nadia)
    page = client.get("/")
    assert "Points sécurité à refaire" in page.text
    assert "En retard" in page.text
    assert page.all(f"//a[@href='{safety_of(jeanne)}'][text()='Jeanne Dubois']")
    note_check(cast.place, Check({"sessions": OK}, today - timedelta(days=90), today), by=cast.paul)
    page = client_of(cast.claire).get("/")
    assert page.all(f"//a[@href='/lieux/{cast.place.id}/securite']")
    assert "Jeanne" not in page.text


def test_a_place_has_its_own_points(cast: Cast, client_of: Clients) -> None:
    client, path = client_of(cast.claire), f"/lieux/{cast.place.id}/securite"
    assert client.get(f"/lieux/{cast.place.id}").all(f"//a[@href='{path}']")
    page = client.get(f"{path}/nouveau")
    client.post(f"{path}/nouveau", filled(page, sessions="todo", ecrans="ok"))
    page = client.get(path)
    assert page.h1 == "Sécurité du lieu"
    assert "Installer une session qui s’efface à la fermeture" in page.text
    strange = client.get(f"{path}/nouveau").form() | {"point-verrou": "ok"}
    client.post(f"{path}/nouveau", strange, status=422)


def test_many_checks_ask_few_questions(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    for day in range(1, 29):
        note_check(jeanne, Check({"verrou": OK}, date(2026, 3, day)), by=cast.nadia)
    client, asked = client_of(cast.nadia), []
    client.get(safety_of(jeanne))
    listener = lambda *a: asked.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    client.get(safety_of(jeanne))
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) <= 20, "\n".join(asked)
