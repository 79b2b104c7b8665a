"""Everything held about a person."""

import json
from collections.abc import Callable
from datetime import date

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient
from tests.trainings.lines import make_line

Clients = Callable[[Account], PageClient]


def test_the_page_and_the_file_say_all_that_is_kept(cast: Cast, client_of: Clients) -> None:
    nadia = cast.mediators["nadia"]
    citizen = make_citizen(nadia, phone="+33555123456", notes="Vient à pied.")
    make_record(nadia, citizen, held_on=date(2026, 2, 3), notes="A réussi seule.")
    make_record(nadia, citizen, held_on=date(2026, 1, 3), deleted_at=clock.now())
    make_workshop(nadia, 4, (citizen,), notes="Paul a pleuré.")
    client = client_of(cast.nadia)
    client.get(f"/citoyens/{citizen.id}")
    page = client.get(f"/citoyens/{citizen.id}/donnees")
    for words in ("Dubois", "05\u00a055", "Vient à pied.", "A réussi seule.", "Nadia Benali", "Fiche consultée"):
        assert words in page.text
    assert "Paul a pleuré" not in page.text, "the notes of a workshop are about other people too"
    answer = client.get(f"/citoyens/{citizen.id}/donnees.json")
    assert answer.response.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.response.headers["Cache-Control"]
    held = json.loads(answer.data)
    assert held["Identité"][0]["Prénom"] == "Jeanne"
    assert len(held["Accompagnements"]) == 3
    assert held["Accompagnements"][1]["Date"] == "2026-02-03"
    assert [line["Quoi"] for line in held["Consultations et modifications"]] == [
        "Toutes les données consultées",
        "Fiche consultée",
    ]
    assert "Consulté 3 fois par 1 personne" in client.get(f"/citoyens/{citizen.id}").text


def test_trainings_are_part_of_it(cast: Cast, client_of: Clients) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    session = make_session(make_course("Mon smartphone"), place=cast.place)
    registration = make_registration(session, "Jeanne", "Dubois", citizen_id=citizen.id, need="Appeler ma fille.")
    make_line(session.half_days[0], registration)
    held = json.loads(client_of(cast.nadia).get(f"/citoyens/{citizen.id}/donnees.json").data)
    [item] = held["Formations et ateliers"]
    assert item["Formation ou atelier"] == "Mon smartphone"
    assert item["Besoin"] == "Appeler ma fille."
    assert "Présent·e" in item["Présences"]
    assert "Appeler ma fille." in client_of(cast.nadia).get(f"/citoyens/{citizen.id}/donnees").text
