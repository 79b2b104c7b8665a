"""Courses: who writes them, what is refused, versions that sessions keep, two editors."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.scope import scope_of
from inclusion_app.access.services import grant_role
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.lists import ActionKind, Audience
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.queries.courses import latest_of, list_offered
from tests.cast import Cast
from tests.factories_trainings import make_course, make_session
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

NEW = "/catalogue/nouveau"
GOOD = {
    "title": "Envoyer un e-mail",
    "kind": "workshop",
    "audiences": ["citizens"],
    "objectives": ["Écrire un message", " ", "Joindre  une photo"],
    "minutes": "120",
    "price": "12,50",
}


def made(title: str = "Envoyer un e-mail") -> CourseVersion:
    found = select(CourseVersion).where(CourseVersion.title == title).order_by(CourseVersion.number.desc()).limit(1)
    return db.session.scalars(found).one()


def edit_form(client: PageClient, path: str) -> dict[str, Any]:
    """What a browser would send of the form, each objective included."""
    page = client.get(path)
    return page.form() | {"objectives": [node.get("value") for node in page.all("//input[@name='objectives']")]}


def texts(version: CourseVersion) -> list[str]:
    return [objective.text for objective in version.objectives]


def test_a_coordinator_writes_a_course_for_the_whole_service(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    claire.get(NEW)
    page = claire.post(NEW, GOOD)
    version = made()
    assert page.location == f"/catalogue/{version.course_id}"
    assert (version.number, version.price_cents, version.minutes) == (1, 1250, 120)
    assert texts(version) == ["Écrire un message", "Joindre une photo"]
    assert version.course.slug == "envoyer-un-e-mail"
    assert version.course.structure_id is None
    shown = claire.get(page.location)
    assert "12,50\u00a0€" in shown.text
    assert "Aucune session pour l’instant" in shown.text


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"title": " "}, "title", "Remplissez"),
        ({"audiences": []}, "audiences", "au moins un public"),
        ({"objectives": ["", " "]}, "objectives", "au moins un objectif"),
        ({"objectives": ["x"] * 13}, "objectives", "12\u00a0objectifs au plus"),
        ({"objectives": ["x" * 301]}, "objectives", "300\u00a0caractères"),
        ({"minutes": "autre", "minutes-autre": "longtemps"}, "minutes", "durée"),
        ({"minutes": ""}, "minutes", ""),
        ({"price": "douze"}, "price", "120,50"),
        ({"price": "99999999"}, "price", "120,50"),
        ({"validity_months": "0"}, "validity_months", "au moins 1"),
        ({"kind": "autre"}, "kind", "proposition"),
        ({"structure": str(uuid.uuid4())}, "structure", "proposition"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    cast: Cast, client_of: ClientOf, change: dict[str, str], field: str, told: str
) -> None:
    page = client_of(cast.claire).post(NEW, GOOD | change, status=422)
    assert page.all(f"//*[@id='{field}-error']")
    assert told in page.text
    assert "Erreur" in page.one("//title").text


def test_two_courses_of_one_title_have_two_addresses(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    for _ in range(2):
        claire.post(NEW, GOOD)
    claire.post(NEW, GOOD | {"title": "Réglages"})
    claire.post(NEW, GOOD | {"title": "دورة"})
    slugs = set(db.session.scalars(select(Course.slug)))
    assert slugs == {"envoyer-un-e-mail", "envoyer-un-e-mail-2", "reglages-2", "formation"}


def test_a_manager_writes_for_her_structure_only(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    assert paul.get(NEW).form()["structure"] == str(cast.mairie.id)
    paul.post(NEW, GOOD | {"structure": str(cast.association.id)}, status=422)
    paul.post(NEW, GOOD | {"structure": ""})
    assert made().course.structure_id == cast.mairie.id
    grant_role(cast.paul, Role.MANAGER, structure_id=cast.association.id, by=None)
    refused = paul.post(NEW, GOOD | {"structure": ""}, status=422)
    assert "Choisissez une structure" in refused.errors["structure"]


def test_nobody_changes_a_course_outside_her_reach(cast: Cast, client_of: ClientOf) -> None:
    shared, theirs = make_course("À tous"), make_course("À Guéret", structure_id=cast.association.id)
    paul, nadia = client_of(cast.paul), client_of(cast.nadia)
    for client in (paul, nadia):
        listed = client.get("/catalogue").text
        assert "À tous" in listed
        assert "À Guéret" not in listed
        client.get(f"/catalogue/{theirs.course_id}", status=404)
        client.get(f"/catalogue/{shared.course_id}")
        client.get(f"/catalogue/{shared.course_id}/modifier", status=403)
    paul.get(f"/catalogue/{theirs.course_id}/modifier", status=404)
    paul.post(f"/catalogue/{theirs.course_id}/fermer", status=404)
    paul.post(f"/catalogue/{shared.course_id}/fermer", status=403)
    nadia.get(NEW, status=403)
    client_of(cast.elise).get("/catalogue", status=403)
    client_of(cast.ahmed).get(f"/catalogue/{theirs.course_id}/modifier")


def test_what_each_may_open_a_session_of(cast: Cast) -> None:
    make_course("À tous")
    make_course("À Guéret", structure_id=cast.association.id)
    make_course("À la mairie", structure_id=cast.mairie.id)
    gone = make_course("Fermé")
    gone.course.closed_at = clock.now()
    db.session.flush()
    titles = {name: [v.title for v in list_offered(scope_of(account))] for name, account in cast.accounts.items()}
    assert titles["nadia"] == titles["paul"] == titles["claire"] == ["À la mairie", "À tous"]
    assert titles["lea"] == ["À Guéret", "À tous"]
    assert titles["elise"] == titles["ahmed"] == []


def test_a_version_that_a_session_uses_never_changes(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    first = make_course("Aidants", kind=ActionKind.TRAINING)
    path = f"/catalogue/{first.course_id}"
    claire.post(
        f"{path}/modifier", edit_form(claire, f"{path}/modifier") | {"objectives": ["Repérer", "Aider", "Lire"]}
    )
    assert (first.course.latest, texts(first)) == (1, ["Repérer", "Aider", "Lire"])
    make_session(first)
    assert "elles la gardent" in claire.get(f"{path}/modifier").text
    edited = edit_form(claire, f"{path}/modifier") | {"objectives": ["Repérer"], "title": "Aidants, bis"}
    claire.post(f"{path}/modifier", edited)
    second = latest_of(first.course)
    assert (first.course.latest, second.number, texts(second)) == (2, 2, ["Repérer"])
    assert (first.title, texts(first)) == ("Aidants", ["Repérer", "Aider", "Lire"])
    page = claire.get(path)
    assert "A changé\u00a0: Titre, À la fin, la personne sait…." in page.text
    assert "1 session" in page.text
    claire.post(f"{path}/modifier", edited | {"objectives": []}, status=422)
    assert first.course.latest == 2


def test_saving_without_changing_makes_no_version(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    first = make_course(price_cents=120050, validity_months=24, summary="Une phrase")
    make_session(first)
    path = f"/catalogue/{first.course_id}/modifier"
    claire.post(path, edit_form(claire, path))
    assert first.course.latest == 1


def test_the_second_of_two_editors_sees_both_and_overwrites_nothing(cast: Cast, client_of: ClientOf) -> None:
    version = make_course("Aidants")
    claire, ahmed = client_of(cast.claire), client_of(cast.ahmed)
    path = f"/catalogue/{version.course_id}/modifier"
    first, second = edit_form(claire, path), edit_form(ahmed, path)
    claire.post(path, first | {"methods": "En binôme", "audiences": ["officials"]})
    page = ahmed.post(path, second | {"methods": "Seul", "structure": str(cast.association.id)}, status=409)
    for told in ("En binôme", "Seul", "Élues et élus", "Rien n’a été écrasé", "Tout le service", "Creuse Numérique"):
        assert told in page.text
    assert version.methods == "En binôme"
    ahmed.post(path, second | {"methods": "Seul", "version": page.form()["version"]})
    assert version.methods == "Seul"
    claire.post(path, first | {"version": "x"}, status=409)


def test_closing_takes_it_out_of_the_catalogue_and_reopening_brings_it_back(cast: Cast, client_of: ClientOf) -> None:
    version = make_course("Aidants", audiences=frozenset({Audience.CITIZENS}))
    claire, path = client_of(cast.claire), f"/catalogue/{version.course_id}"
    claire.get(f"{path}/fermer")
    claire.post(f"{path}/fermer")
    assert "n’est plus proposée" in claire.get(path).text
    assert "Aidants" not in claire.get("/catalogue").text
    assert "Aidants" in claire.get("/catalogue?closed=y").text
    claire.post(f"{path}/rouvrir")
    assert "Aidants" in claire.get("/catalogue?audience=citizens&kind=training&q=aid").text
    assert "Aucune formation ne correspond" in claire.get("/catalogue?audience=officials").text


def test_a_vague_objective_is_told_kindly_and_kept(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    page = claire.get(claire.post(NEW, GOOD | {"objectives": ["Comprendre les e-mails", "Trier"]}).location)
    assert "Un objectif sera difficile à évaluer" in page.text
    assert "Difficile à évaluer tel quel" in claire.get(f"/catalogue/{made().course_id}/modifier").text


def test_a_draft_keeps_each_objective(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    typed = {"title": "En cours", "objectives": ["Un", "Deux", "Trois", "Quatre"]}
    claire.post("/brouillons?page=/catalogue/nouveau", typed, status=204)
    page = claire.get(NEW)
    assert "Nous avons retrouvé votre saisie" in page.text
    assert [node.get("value") for node in page.all("//input[@name='objectives']")][:4] == typed["objectives"]
