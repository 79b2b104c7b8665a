"""The home of a coordinator and of a manager, and the page of the team: what needs them, and nothing from elsewhere."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import event

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.kernel import clock
from inclusion_app.kernel.clock import PARIS
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import (
    make_account,
    make_citizen,
    make_mediator,
    make_place,
    make_record,
    make_structure,
    make_workshop,
)
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

NOVEMBER = datetime(2026, 11, 24, 10, tzinfo=PARIS)


def test_what_needs_her_is_a_step_away(cast: Cast, client_of: ClientOf) -> None:
    cast.place.updated_on = clock.today() - timedelta(days=400)
    make_record(cast.mediators["nadia"], held_on=clock.today() - timedelta(days=40))
    make_record(cast.mediators["karim"])
    claire = client_of(cast.claire)
    claire.post(
        "/mediateurs/inviter",
        {"first_name": "Inès", "last_name": "Silva", "email": "i@exemple.fr", "structure": str(cast.mairie.id)},
    )
    page = claire.get("/")
    text = page.text
    assert "Lieux non confirmés depuis un an 1" in text
    assert "Rien enregistré depuis 30 jours 1" in text
    assert "Dernier accompagnement le" in text
    assert "Invitations sans réponse 1" in text
    assert "Inès Silva" in text
    assert "Karim" not in text
    assert "Léa" not in text
    claire.post(f"/reseau/lieux/{cast.place.id}/confirmer", {"retour": "accueil"})
    assert "Lieux non confirmés" not in claire.get("/").text


def test_a_structure_that_rests_on_one_person_is_named(cast: Cast, client_of: ClientOf) -> None:
    ccas = make_structure("CCAS d’Isle", commune="87075")
    make_mediator(make_account("Inès Silva", (Role.MEDIATOR, ccas)), ccas)
    assert "CCAS d’Isle" in client_of(cast.claire).get("/").text
    assert "CCAS d’Isle" not in client_of(cast.paul).get("/").text


def test_all_is_well(cast: Cast, client_of: ClientOf) -> None:
    for name in ("nadia", "karim"):
        make_record(cast.mediators[name])
    assert "Tout va bien" in client_of(cast.claire).get("/").text


def test_four_figures_against_the_same_days_of_the_month_before(cast: Cast, client_of: ClientOf) -> None:
    nadia, karim, lea = (cast.mediators[name] for name in ("nadia", "karim", "lea"))
    with clock.frozen(NOVEMBER):
        make_record(nadia, make_citizen(nadia), minutes=90)
        make_workshop(karim, 4, minutes=60)
        make_record(nadia, held_on=datetime(2026, 10, 5, tzinfo=PARIS).date(), minutes=30)
        make_record(nadia, held_on=datetime(2026, 10, 30, tzinfo=PARIS).date())
        make_record(lea, held_commune_code="23096")
        page = client_of(cast.claire).get("/")
        figures = ["".join(node.itertext()) for node in page.all("//*[@class='figure']")]
        words = [" ".join(figure.replace("\u00a0", " ").split()) for figure in figures]
    assert words[0] == "5 accompagnements 4 de plus qu’en octobre aux mêmes dates"
    assert words[1].startswith("3 h d’accompagnement") or words[1].startswith("2 h d’accompagnement")
    assert words[2].startswith("1 personnes suivies") or words[2].startswith("1 personne suivie")
    assert "4 accompagnements anonymes" in words[2]
    assert words[3].startswith("2 médiatrices et médiateurs actifs 1 de plus")


def test_the_team_over_a_period(cast: Cast, client_of: ClientOf) -> None:
    with clock.frozen(NOVEMBER):
        make_record(cast.mediators["nadia"], minutes=45)
        make_record(cast.mediators["lea"], held_commune_code="23096")
        paul = client_of(cast.paul)
        page = paul.get("/equipe")
        rows = [" ".join("".join(row.itertext()).split()) for row in page.all("//tbody/tr")]
        assert [row.split("Mairie")[0].strip() for row in rows] == ["Nadia Benali", "Karim Petit"]
        assert "45" in rows[0]
        assert "Jamais" in rows[1]
        assert "Nadia" in paul.get("/equipe?du=2026-11-01&au=2026-11-24").text
        old = paul.get("/equipe?du=2025-01-01&au=2025-12-31")
        assert "0 accompagnements" in old.text.replace("\u00a0", " ") or "0 accompagnement" in old.text
        paul.get("/equipe?du=hier&au=demain")
        table = paul.get("/equipe/export.csv?du=2026-11-01&au=2026-11-24").data.decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(table)))
    assert [(line["Médiatrice ou médiateur"], line["Accompagnements"], line["Minutes"]) for line in lines] == [
        ("Nadia Benali", "1", "45"),
        ("Karim Petit", "0", "0"),
    ]
    for account in (cast.nadia, cast.elise, cast.ahmed):
        client_of(account).get("/equipe", status=403)
        client_of(account).get("/equipe/export.csv", status=403)


def test_a_large_team_costs_as_few_queries_as_a_small_one(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    few = _queries(lambda: claire.get("/"))
    for number in range(15):
        structure = make_structure(f"Structure {number}")
        mediator = make_mediator(make_account(f"Personne {number}", (Role.MEDIATOR, structure)), structure)
        make_place(f"Lieu {number}", updated_on=clock.today() - timedelta(days=800))
        make_record(mediator, held_on=clock.today() - timedelta(days=number * 5))
    assert _queries(lambda: claire.get("/")) <= few + 12


def _queries(act: Callable[[], object]) -> int:
    count = 0

    def note(*_: object) -> None:
        nonlocal count
        count += 1

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return count
