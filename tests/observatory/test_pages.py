"""The pages of the observatory: who reads what, periods, tables, the map, words for what is hidden."""

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.observatory.jobs import forget_old_reports
from inclusion_app.vocabulary.people import Gender
from tests.cast import Cast
from tests.factories import make_account, make_record, make_workshop
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

LIMOGES = "/observatoire/COM-87085?periode=2025"


@pytest.fixture
def active(cast: Cast) -> Cast:
    """Limoges helped 40 people in 2025, Panazol 3."""
    nadia = cast.mediators["nadia"]
    for month in range(1, 11):
        for gender in (Gender.FEMALE, Gender.MALE):
            make_record(nadia, gender=gender, residence_code="87085", held_on=date(2025, month, 12))
    make_workshop(nadia, 20, gender_female=20, held_on=date(2025, 11, 4))
    for _ in range(3):
        make_record(nadia, residence_code="87114", held_commune_code="87114", held_on=date(2025, 3, 3))
    return cast


def test_an_official_goes_straight_to_her_territory(cast: Cast, client_of: ClientOf) -> None:
    assert client_of(cast.elise).get("/observatoire", status=303).location == "/observatoire/COM-87085"


def test_an_official_of_two_territories_chooses(app: Flask, client_of: ClientOf) -> None:
    both = make_account("Marie Blanc", (Role.OFFICIAL, "COM-87085"), (Role.OFFICIAL, "COM-87114"))
    page = client_of(both).get("/observatoire")
    assert [link.text for link in page.all("//main//h3/a")] == ["Limoges", "Panazol"]


def test_a_manager_begins_around_her_structure(cast: Cast, client_of: ClientOf) -> None:
    found = client_of(cast.paul).get("/observatoire")
    assert found.all("//main//h3/a")[0].get("href") == "/observatoire/COM-87085"
    client_of(cast.paul).get("/observatoire/DEP-87?periode=2025")


def test_the_page_says_what_happened(active: Cast, client_of: ClientOf) -> None:
    page = client_of(active.elise).get(LIMOGES)
    assert page.h1 == "Limoges — janvier à décembre 2025"
    assert "40 accompagnements ont eu lieu à Limoges" in page.text
    assert "Les lieux les plus proches" in page.text
    assert "secret statistique" in page.text.lower()
    assert page.all("//*[local-name()='svg'][@role='img'][*[local-name()='title']]")


@pytest.mark.parametrize(
    ("name", "key", "status"),
    [
        ("elise", "COM-87085", 200),
        ("elise", "COM-87114", 404),
        ("elise", "FR", 404),
        ("claire", "COM-87085", 200),
        ("claire", "DEP-87", 200),
        ("claire", "DEP-23", 404),
        ("paul", "COM-87085", 200),
        ("paul", "DEP-23", 404),
        ("ahmed", "DEP-23", 200),
        ("nadia", "COM-87085", 403),
        ("elise", "COM-99999", 404),
        ("elise", "rien", 404),
    ],
)
def test_each_reads_her_territories(cast: Cast, client_of: ClientOf, name: str, key: str, status: int) -> None:
    client_of(cast.accounts[name]).get(f"/observatoire/{key}?periode=2025", status=status)


def test_a_visitor_signs_in_first(cast: Cast, visitor: PageClient) -> None:
    assert "/connexion" in (visitor.get(LIMOGES, status=302).location or "")


@pytest.mark.parametrize("period", ["2025", "2025-T3", "2025-09"])
def test_whole_periods_are_for_everyone(cast: Cast, client_of: ClientOf, period: str) -> None:
    client_of(cast.elise).get(f"/observatoire/COM-87085?periode={period}")


@pytest.mark.parametrize("period", ["2025-13", "hier", "2025-T5", "2025-01-10_2024-01-10"])
def test_a_period_that_does_not_exist_is_not_found(cast: Cast, client_of: ClientOf, period: str) -> None:
    client_of(cast.elise).get(f"/observatoire/COM-87085?periode={period}", status=404)


def test_free_dates_are_for_exact_readers(active: Cast, client_of: ClientOf) -> None:
    asked = client_of(active.claire).get("/observatoire/COM-87085?du=2025-01-02&au=2025-02-20", status=303)
    assert asked.location == "/observatoire/COM-87085?periode=2025-01-02_2025-02-20"
    page = client_of(active.claire).get(asked.location or "")
    assert "Du 2 janvier au 20 février 2025, 4 accompagnements" in page.text
    client_of(active.elise).get(asked.location or "", status=404)


def test_the_map_shows_activity_or_needs(active: Cast, client_of: ClientOf) -> None:
    activity = client_of(active.claire).get("/observatoire/DEP-87?periode=2025")
    assert activity.one("//*[@id='carte-titre']").text.startswith("Carte du département")
    assert activity.all("//td[text()='40']")
    needs = client_of(active.claire).get("/observatoire/DEP-87?periode=2025&carte=besoins")
    assert "Habitants en difficulté, au moins" in needs.text


def test_a_table_is_taken_away_as_it_is_shown(active: Cast, client_of: ClientOf) -> None:
    answer = client_of(active.claire).get("/observatoire/DEP-87/communes.csv?periode=2025")
    rows = list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))
    counts = {row["Libellé"]: row["Accompagnements"] for row in rows}
    assert (counts["Limoges"], counts["Panazol"], counts["Isle"]) == ("40", "3", "0")


def test_a_hidden_table_is_not_found(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.elise)
    client.get("/observatoire/COM-87085/blocked_causes.csv?periode=2025", status=200)
    client.get("/observatoire/COM-87085/secrets.csv?periode=2025", status=404)
    client.get("/observatoire/COM-87114/themes.csv?periode=2025", status=404)


def test_a_search_leads_to_a_territory_or_says_why_not(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.claire)
    assert client.get("/observatoire?territoire=Isle (87)", status=303).location == "/observatoire/COM-87075"
    page = client.get("/observatoire?territoire=Guéret", status=422)
    assert list(page.errors.values()) == ["Erreur : Ce territoire n’est pas dans votre périmètre."]


def test_the_report_is_asked_for_then_taken_by_its_reader_alone(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.elise)
    form = client.get(LIMOGES).form()
    wait = client.post("/observatoire/COM-87085/rapport", form).location or ""
    page = client.get(wait)
    assert "Préparation du rapport" in page.text
    assert client.get(f"{wait}/etat").json["finished"] is False
    task = db.session.query(Task).one()
    assert task.arguments == {"territory": "COM-87085", "period": "2025", "name": "Limoges"}
    assert client.post("/observatoire/COM-87085/rapport", form).location == wait, "asked twice, made once"
    client_of(active.claire).get(wait, status=404)
    client.get(f"{wait}/fichier", status=303)


def test_a_report_over_many_years_of_free_dates_is_refused(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.claire)
    client.get("/observatoire/DEP-87/rapport?periode=2000-01-01_2100-12-30", status=404)
    client.post("/observatoire/DEP-87/rapport", {"periode": "2000-01-01_2100-12-30"}, status=303)
    assert db.session.query(Task).count() == 0


def test_a_report_of_no_period_is_not_asked_for(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.elise)
    assert client.post("/observatoire/COM-87085/rapport", {"periode": "hier"}).location == "/observatoire/COM-87085"
    client.post("/observatoire/COM-87114/rapport", {"periode": "2025"}, status=404)
    assert db.session.query(Task).count() == 0


def test_a_finished_report_is_downloaded_then_forgotten(active: Cast, client_of: ClientOf, app: Flask) -> None:
    client = client_of(active.elise)
    wait = client.post("/observatoire/COM-87085/rapport", {"periode": "2025"}).location or ""
    task = db.session.query(Task).one()
    folder = Path(app.instance_path) / "reports"
    folder.mkdir(exist_ok=True)
    file = folder / "rapport-limoges-2025-0a1b2c3d.pdf"
    file.write_bytes(b"%PDF-1.7")
    task.state, task.result = TaskState.DONE, {"file": file.name}
    db.session.flush()
    assert "Votre rapport est prêt." in client.get(wait).text
    answer = client.get(f"{wait}/fichier").response
    assert answer.mimetype == "application/pdf"
    assert "rapport-limoges-2025.pdf" in answer.headers["Content-Disposition"]
    assert forget_old_reports() == {"reports": 0}
    file.unlink()
    back = client.get(f"{wait}/fichier", status=303).location or ""
    assert back == "/observatoire/COM-87085?periode=2025"
    assert "Ce rapport n’est plus gardé" in client.get(back).text


def test_who_lost_the_territory_loses_the_report(active: Cast, client_of: ClientOf) -> None:
    client = client_of(active.elise)
    wait = client.post("/observatoire/COM-87085/rapport", {"periode": "2025"}).location or ""
    active.elise.grants[0].territory_key = "COM-87114"
    db.session.flush()
    client.get(wait, status=404)
