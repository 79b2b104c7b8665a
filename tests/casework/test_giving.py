"""Resources suggested after an accompaniment and on somebody's page; printed or sent in one gesture."""

import json
import uuid
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter
from inclusion_app.resources.lists import Difficulty, GivenHow, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Resource
from inclusion_app.vocabulary.activity import Autonomy
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.pages import PageClient
from tests.resources import sheet_texts
from tests.resources.shelves import make_resource

ClientOf = Callable[[Account], PageClient]
EMAIL = frozenset({Theme.EMAIL})


def make_sheet(cast: Cast, title: str = "Envoyer un e-mail", **values: object) -> Resource:
    return make_resource(title, cast.nadia, body=sheet_texts.FRENCH, themes=EMAIL, **values)


def gifts() -> list[GivenResource]:
    return list(db.session.scalars(select(GivenResource).order_by(GivenResource.id)))


def test_after_an_accompaniment_one_press_prints(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_sheet(cast, difficulty=Difficulty.BEGINNER)
    citizen = make_citizen(cast.mediators["nadia"])
    record = make_record(cast.mediators["nadia"], citizen, themes=EMAIL, autonomy=Autonomy.GUIDED)
    nadia, path = client_of(cast.nadia), f"/accompagnements/{record.id}"
    page = nadia.get(path)
    assert "Pour aller plus loin" in page.text
    assert "E-mail · au bon niveau\u00a0: débutant" in page.text
    sent = page.form()
    assert page.all("//main//form")[0].get("action") == f"/ressources/{sheet.id}/donner"
    answer = nadia.post(f"/ressources/{sheet.id}/donner", sent, status=303)
    assert (answer.location or "").endswith(f"/ressources/{sheet.id}/handout.pdf")
    assert nadia.get(f"/ressources/{sheet.id}/handout.pdf").data.startswith(b"%PDF")
    nadia.post(f"/ressources/{sheet.id}/donner", sent, status=303)
    [gift] = gifts()
    assert (gift.citizen_id, gift.record_id, gift.number, gift.how) == (citizen.id, record.id, 1, GivenHow.PRINT)
    page = nadia.get(path)
    assert "Déjà donné" in page.text
    assert "Pas d’autre fiche sur ce sujet pour l’instant." in page.text
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "resource.give")).one()
    assert line.details == {"how": "print", "copies": 1}


def test_on_a_citizens_page_one_press_sends(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_sheet(cast, summary="Pas à pas.")
    citizen = make_citizen(cast.mediators["nadia"], email="jeanne@exemple.fr")
    make_record(cast.mediators["nadia"], citizen, themes=EMAIL)
    nadia, path = client_of(cast.nadia), f"/citoyens/{citizen.id}"
    page = nadia.get(path)
    ours = [form for form in page.all("//main//form") if form.get("action") == f"/ressources/{sheet.id}/donner"]
    assert len(ours) == 2
    sent = {node.get("name"): node.get("value") for node in ours[1].iter("input")}
    answer = nadia.post(f"/ressources/{sheet.id}/donner", sent, status=303)
    assert (answer.location or "").endswith(path)
    nadia.post(f"/ressources/{sheet.id}/donner", sent, status=303)
    letter = db.session.scalars(select(Letter)).one()
    assert letter.recipient == "jeanne@exemple.fr"
    assert f"/r/{sheet.code}" in (letter.text or "")
    assert "Jeanne" not in (letter.text or "")
    assert "Envoyer un e-mail" not in letter.subject
    page = nadia.get(path)
    assert "C’est envoyé à jeanne@exemple.fr." in page.text
    [event] = page.all("//li[@class='timeline__event']")
    assert "Ressource donnée\u00a0: envoyée par courriel" in "".join(event.itertext())
    held = json.loads(nadia.get(f"{path}/donnees.json").data)["Ressources données"]
    assert [(one["Ressource"], one["Comment"], one["Par"]) for one in held] == [
        ("Envoyer un e-mail", "Envoyée par courriel", "Nadia Benali")
    ]
    assert "jeanne@exemple.fr" not in json.dumps(held)


def test_each_event_is_on_one_page_of_the_timeline(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_sheet(cast)
    citizen = make_citizen(cast.mediators["nadia"])
    for day in range(1, 27):
        make_record(cast.mediators["nadia"], citizen, held_on=date(2026, 3, day))
        make_record(cast.mediators["nadia"], citizen, held_on=date(2026, 1, day))
    for day in (date(2026, 5, 1), date(2026, 3, 5), date(2026, 2, 10), date(2026, 1, 2), date(2025, 1, 1)):
        given = {"number": 1, "how": GivenHow.PRINT, "given_by_id": cast.nadia.id}
        db.session.add(
            GivenResource(resource_id=sheet.id, citizen_id=citizen.id, given_at=clock.start_of(day), **given)
        )
    nadia = client_of(cast.nadia)
    events = "//li[@class='timeline__event']/span"
    first = [node.text for node in nadia.get(f"/citoyens/{citizen.id}").all(events)]
    second = [node.text for node in nadia.get(f"/citoyens/{citizen.id}?page=2").all(events)]
    assert [text.split(" ", 1)[1] for text in first] == ["1er mai 2026", "5 mars 2026", "10 février 2026"]
    assert [text.split(" ", 1)[1] for text in second] == ["2 janvier 2026", "1er janvier 2025"]


def test_a_workshop_gets_a_copy_each(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_sheet(cast)
    citizen = make_citizen(cast.mediators["nadia"])
    record = make_workshop(cast.mediators["nadia"], 6, (citizen,), themes=EMAIL)
    nadia = client_of(cast.nadia)
    sent = nadia.get(f"/accompagnements/{record.id}").form()
    nadia.post(f"/ressources/{sheet.id}/donner", sent, status=303)
    [gift] = gifts()
    assert (gift.copies, gift.citizen_id) == (7, None)
    assert "7 exemplaires" in nadia.get(f"/citoyens/{citizen.id}").text
    held = json.loads(nadia.get(f"/citoyens/{citizen.id}/donnees.json").data)["Ressources données"]
    assert held[0]["À tout l’atelier"] == "oui"
    assert "Déjà donnée 7 fois." in nadia.get(f"/ressources/{sheet.id}").text


def test_a_record_corrected_takes_what_was_given_to_the_right_person(cast: Cast, client_of: ClientOf) -> None:
    sheet = make_sheet(cast)
    wrong, right = (make_citizen(cast.mediators["nadia"], name) for name in ("Jeanne", "Joëlle"))
    record = make_record(cast.mediators["nadia"], wrong, themes=EMAIL)
    nadia = client_of(cast.nadia)
    asked = {"how": "print", "accompagnement": str(record.id)}
    nadia.post(f"/ressources/{sheet.id}/donner", asked, status=303)
    assert gifts()[0].citizen_id == wrong.id
    page = nadia.get(f"/accompagnements/{record.id}/modifier")
    nadia.post(f"/accompagnements/{record.id}/modifier", page.form() | {"citizen": str(right.id)}, status=303)
    assert gifts()[0].citizen_id == right.id
    assert sheet.title not in nadia.get(f"/citoyens/{wrong.id}/donnees").text
    page = nadia.get(f"/accompagnements/{record.id}/modifier")
    anonymous = {name: value for name, value in page.form().items() if not name.startswith("citizen")}
    nadia.post(f"/accompagnements/{record.id}/modifier", anonymous | {"who": "anonymous"}, status=303)
    assert gifts()[0].citizen_id is None
    nadia.post(f"/citoyens/{wrong.id}/supprimer", {}, status=303)
    nadia.get(f"/citoyens/{wrong.id}/donnees.json", status=404)


def test_without_a_record_it_is_only_counted(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    sheet = make_sheet(cast)
    paul, path = client_of(cast.paul), f"/ressources/{sheet.id}/donner"
    assert paul.get(f"/ressources/{sheet.id}").all(f"//a[@href='{path}']")
    assert not visitor.get(f"/ressources/{sheet.id}").all(f"//a[@href='{path}']")
    page = paul.get(path)
    sent = page.form() | {"layout": "large", "copies": "3"}
    assert (paul.post(path, sent, status=303).location or "").endswith("/large.pdf")
    paul.post(path, page.form() | {"form_key": str(uuid.uuid4()), "how": "email", "email": "a@exemple.fr"}, status=303)
    assert [(one.how, one.copies, one.citizen_id) for one in gifts()] == [
        (GivenHow.PRINT, 3, None),
        (GivenHow.EMAIL, 1, None),
    ]
    assert "4 fois" in visitor.get(f"/ressources/{sheet.id}").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"how": "email", "email": ""},
        {"how": "email", "email": "pas une adresse"},
        {"how": "email", "email": "a@exemple.fr\r\nBcc: b@exemple.fr"},
        {"how": "email", "email": "a" * 300 + "@exemple.fr"},
        {"how": "email", "email": "andrée@exemple.fr"},
        {"how": "print", "copies": "0"},
        {"how": "print", "copies": "1000000000000"},
        {"how": "print", "layout": "../../etc"},
        {"how": "pigeon"},
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast: Cast, client_of: ClientOf, wrong: dict[str, str]) -> None:
    path = f"/ressources/{make_sheet(cast).id}/donner"
    nadia = client_of(cast.nadia)
    page = nadia.post(path, nadia.get(path).form() | wrong, status=422)
    assert page.all("//*[@class='govuk-error-message']")
    assert gifts() == []
    assert db.session.scalars(select(Letter)).all() == []


def test_nobody_writes_to_the_whole_world(cast: Cast, client_of: ClientOf) -> None:
    sheet, nadia = make_sheet(cast), client_of(cast.nadia)
    sent = {"number": 1, "how": GivenHow.EMAIL, "given_by_id": cast.nadia.id, "resource_id": sheet.id}
    db.session.add_all(GivenResource(given_at=clock.now(), **sent) for _ in range(100))
    asked = {"how": "email", "email": "a@exemple.fr"}
    page = nadia.post(f"/ressources/{sheet.id}/donner", asked, status=422)
    assert "Réessayez dans une heure." in page.text
    client_of(cast.karim).post(f"/ressources/{sheet.id}/donner", asked, status=303)


def test_a_resource_of_the_network_is_only_printed(cast: Cast, client_of: ClientOf) -> None:
    sheet, nadia = make_sheet(cast, visibility=Visibility.NETWORK), client_of(cast.nadia)
    path = f"/ressources/{sheet.id}/donner"
    page = nadia.get(path)
    assert not page.all("//input[@name='email']")
    nadia.post(path, page.form() | {"how": "email", "email": "a@exemple.fr"}, status=422)
    link = make_resource("Lien", cast.nadia, kind=ResourceKind.LINK, url="https://exemple.fr")
    nadia.post(f"/ressources/{link.id}/donner", {"how": "print"}, status=422)
    withdrawn = make_sheet(cast, state=ResourceState.WITHDRAWN)
    nadia.get(f"/ressources/{withdrawn.id}/donner", status=303)
    nadia.post(f"/ressources/{withdrawn.id}/donner", {"how": "print"}, status=422)
    assert gifts() == []


def test_who_may_give_to_whom(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    path = f"/ressources/{make_sheet(cast).id}/donner"
    citizen, other = make_citizen(cast.mediators["nadia"]), make_citizen(cast.mediators["nadia"])
    record = make_record(cast.mediators["nadia"], citizen)
    draft = make_sheet(cast, state=ResourceState.DRAFT)
    assert "/connexion" in (visitor.get(path, status=302).location or "")
    client_of(cast.elise).get(path, status=403)
    client_of(cast.lea).get(f"/ressources/{draft.id}/donner", status=404)
    for asked in ({"citoyen": str(citizen.id)}, {"accompagnement": str(record.id)}):
        for account, status in ((cast.lea, 404), (cast.karim, 403)):
            client_of(account).post(path, {"how": "print"} | asked, status=status)
    nadia = client_of(cast.nadia)
    nadia.post(path, {"how": "print", "citoyen": "rien"}, status=404)
    nadia.post(path, {"how": "print", "citoyen": str(other.id), "accompagnement": str(record.id)}, status=404)
    assert gifts() == []


def test_the_key_of_another_form_gives_nothing(cast: Cast, client_of: ClientOf) -> None:
    one, other, key = make_sheet(cast), make_sheet(cast, "Autre"), str(uuid.uuid4())
    client_of(cast.nadia).post(f"/ressources/{one.id}/donner", {"how": "print", "form_key": key}, status=303)
    client_of(cast.nadia).post(f"/ressources/{other.id}/donner", {"how": "print", "form_key": key}, status=422)
    client_of(cast.karim).post(f"/ressources/{one.id}/donner", {"how": "print", "form_key": key}, status=422)
    assert len(gifts()) == 1


def test_after_saving_to_log_another_the_record_is_one_press_away(cast: Cast, client_of: ClientOf) -> None:
    nadia, path = client_of(cast.nadia), "/accompagnements/individuel/nouveau"
    sent = nadia.get(path).form() | {"who": "anonymous", "themes": ["email"], "minutes": "30", "again": "1"}
    answer = nadia.post(path, sent, status=303)
    page = nadia.get(answer.location or "")
    assert page.all("//a[starts-with(@href, '/accompagnements/') and contains(@href, '#aller-plus-loin')]")
