"""A citizen's page: who, what was done, who looked."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import event, select

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, NextStep
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]


def test_the_page_says_who_and_what_was_done_newest_first(cast: Cast, client_of: Clients) -> None:
    nadia = cast.mediators["nadia"]
    citizen = make_citizen(nadia, phone="+33555123456", email="j@exemple.fr", notes="Vient à pied.\nSans voiture.")
    make_record(
        nadia,
        citizen,
        held_on=date(2026, 2, 3),
        themes=frozenset({Theme.ADMINISTRATIVE, Theme.EMAIL}),
        procedures=frozenset({AdministrativeTheme.MONEY}),
        autonomy=Autonomy.AUTONOMOUS,
        blocked_procedure=AdministrativeTheme.MONEY,
        blocked_cause=BlockedCause.SITE_DOWN,
        next_step=NextStep.APPOINTMENT,
        next_on=date(2026, 2, 10),
    )
    make_workshop(nadia, 2, (citizen,), held_on=date(2026, 1, 2), title="Atelier = café ☕")
    make_record(cast.mediators["karim"], citizen, held_on=date(2025, 12, 1), deleted_at=clock.now())
    page = client_of(cast.nadia).get(f"/citoyens/{citizen.id}")
    assert page.h1 == "Jeanne Dubois"
    assert "Jeanne" not in page.one("//title").text
    assert page.one("//a[starts-with(@href, 'tel:')]").text == "05\u00a055\u00a012\u00a034\u00a056"
    assert "Information donnée de vive voix" in page.text
    assert [item.text for item in page.all("//ol[@class='timeline']/li/span")] == [
        "mardi 3 février 2026",
        "vendredi 2 janvier 2026",
    ]
    for words in (
        "Argent - Impôts",
        "Autonome",
        "Ce qui a bloqué",
        "Site en panne",
        "rendez-vous, mardi 10 février 2026",
    ):
        assert words in page.text
    assert page.all(f"//a[@href='/accompagnements/individuel/nouveau?citoyen={citizen.id}']")


def test_reading_leaves_a_trace_that_the_page_shows(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"], shared_with_team=True)
    path = f"/citoyens/{citizen.id}"
    nadia = client_of(cast.nadia)
    assert "Première consultation" in nadia.get(path).text
    client_of(cast.karim).get(path)
    client_of(cast.lea).get(path, status=404)
    assert "Consulté 2 fois par 2 personnes" in nadia.get(path).text
    assert len(db.session.scalars(select(AuditLine).where(AuditLine.action == "citizen.read")).all()) == 3
    page = nadia.get(f"{path}/consultations")
    assert [cell.text for cell in page.all("//tbody//td/span")] == ["Nadia Benali", "Karim Petit", "Nadia Benali"]


def test_each_of_the_cast_gets_the_answer_due(cast: Cast, client_of: Clients, visitor: PageClient) -> None:
    path = f"/citoyens/{make_citizen(cast.mediators['nadia']).id}"
    for page in ("", "/consultations", "/donnees", "/donnees.json"):
        client_of(cast.nadia).get(path + page)
        client_of(cast.karim).get(path + page, status=403)
        client_of(cast.lea).get(path + page, status=404)
        for refused in (cast.paul, cast.claire, cast.elise, cast.ahmed):
            client_of(refused).get(path + page, status=403)
        assert "/connexion" in (visitor.get(path + page, status=302).location or "")


def test_a_long_timeline_has_pages_and_a_bounded_number_of_questions(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    for _ in range(53):
        make_record(cast.mediators["nadia"], citizen)
    client, asked = client_of(cast.nadia), []
    path = f"/citoyens/{citizen.id}"
    client.get(path)
    listener = lambda *a: asked.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    page = client.get(path)
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(page.all("//ol[@class='timeline']/li")) == 50
    assert len(client.get(f"{path}?page=2").all("//ol[@class='timeline']/li")) == 3
    assert len(asked) <= 35, "\n".join(asked)


def test_a_new_page_says_what_will_appear(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"], birth_year=None, commune_code=None)
    page = client_of(cast.nadia).get(f"/citoyens/{citizen.id}")
    assert "Aucun accompagnement pour l’instant" in page.text
    assert "Ni téléphone ni adresse notés" in page.text
