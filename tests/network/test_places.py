"""Places: the form of the standard, its hours, confirmation, the file of the standard."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.services import save_draft
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.network import exports
from inclusion_app.network.models import Place
from inclusion_app.network.standard import (
    AccessMode,
    Audience,
    Fee,
    Label,
    Mobility,
    NationalProgramme,
    Service,
    SpecialCare,
    SupportMode,
)
from tests.cast import Cast
from tests.factories import make_place
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]

STANDARD = Path(__file__).resolve().parents[3] / "shared" / "standards" / "lieux-de-mediation-numerique"


def form_of(cast: Cast) -> dict[str, object]:
    return {
        "name": "Espace France Services",
        "structure": str(cast.mairie.id),
        "commune_code": "87000 Limoges",
        "address": "12 rue du Consulat",
        "services": ["procedures", "access"],
        "access_modes": ["come", "call"],
        "phone": "0555123456",
        "emails": "accueil@limoges.fr, fs@limoges.fr",
        "websites": "www.limoges.fr",
        "coordinates": "45.8336, 1.2611",
        "opening_hours-mo-1-de": "09:00",
        "opening_hours-mo-1-a": "12:00",
        "opening_hours-mo-2-de": "14h",
        "opening_hours-mo-2-a": "18h30",
        "opening_hours-feries": "y",
        "summary": "Des gens pour vous aider.",
    }


def test_a_place_is_created_and_the_public_sees_it(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    paul = client_of(cast.paul)
    opened = paul.get(f"/reseau/lieux/nouveau?structure={cast.mairie.id}").form()
    assert opened["structure"] == str(cast.mairie.id)
    assert opened["commune_code"] == "Limoges (87000)"
    page = paul.post("/reseau/lieux/nouveau", form_of(cast))
    place = db.session.query(Place).filter_by(name="Espace France Services").one()
    assert place.opening_hours == "Mo 09:00-12:00,14:00-18:30; PH off"
    assert place.services == frozenset({Service.PROCEDURES, Service.ACCESS})
    assert (place.postal_code, place.phone) == ("87000", "+33555123456")
    assert place.emails == "accueil@limoges.fr|fs@limoges.fr"
    assert place.updated_on == clock.today()
    shown = visitor.get(page.location or "").text.replace("\u00a0", " ")
    assert "lundi : 9 h – 12 h, 14 h – 18 h 30" in shown
    assert "fermé les jours fériés" in shown
    assert "Modifier" not in shown


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"services": []}, "services", "au moins un service"),
        ({"address": ""}, "address", "Remplissez"),
        ({"postal_code": "8700"}, "postal_code", "5"),
        ({"opening_hours-mo-2-a": "13:00"}, "opening_hours", "Lundi"),
        ({"opening_hours-tu-1-de": "09:00"}, "opening_hours", "Mardi"),
        ({"summary": "x" * 281}, "summary", "280"),
        ({"coordinates": "là-bas"}, "coordinates", "latitude"),
        ({"structure": "x"}, "structure", "proposition"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_lost(
    cast: Cast, client_of: ClientOf, change: dict[str, object], field: str, told: str
) -> None:
    page = client_of(cast.paul).post("/reseau/lieux/nouveau", form_of(cast) | change, status=422)
    assert told in page.errors[field]
    assert page.form()["opening_hours-mo-1-de"] == "09:00"
    assert page.form()["emails"] == "accueil@limoges.fr, fs@limoges.fr"


def test_a_coordinator_stays_in_her_territory(cast: Cast, client_of: ClientOf) -> None:
    claire = client_of(cast.claire)
    values = form_of(cast) | {"structure": "", "commune_code": "Guéret"}
    page = claire.post("/reseau/lieux/nouveau", values, status=422)
    assert "en dehors" in page.errors["commune_code"]
    far = make_place("À Guéret", commune="23096")
    claire.get(f"/reseau/lieux/{far.id}/modifier", status=404)
    claire.post(f"/reseau/lieux/{far.id}/confirmer", status=404)
    assert "À Guéret" not in claire.get("/reseau/lieux").text


def test_a_mediator_sees_her_places_and_changes_none(cast: Cast, client_of: ClientOf) -> None:
    nadia = client_of(cast.nadia)
    assert cast.place.name in nadia.get("/reseau/lieux").text
    nadia.get(f"/reseau/lieux/{cast.place.id}/modifier", status=403)
    nadia.post(f"/reseau/lieux/{cast.place.id}/confirmer", status=403)


def test_hours_that_the_grid_cannot_show_are_kept(cast: Cast, client_of: ClientOf) -> None:
    cast.place.opening_hours = "Mo-Fr 09:00-19:00; Sa 17:00"
    paul, path = client_of(cast.paul), f"/reseau/lieux/{cast.place.id}/modifier"
    values = paul.get(path).form()
    assert values["opening_hours-texte"] == "Mo-Fr 09:00-19:00; Sa 17:00"
    paul.post(path, values)
    assert cast.place.opening_hours == "Mo-Fr 09:00-19:00; Sa 17:00"
    paul.post(path, paul.get(path).form() | {"opening_hours-we-1-de": "9:00", "opening_hours-we-1-a": "12:00"})
    assert cast.place.opening_hours == "We 09:00-12:00"


def test_an_untouched_form_changes_nothing_but_the_date(cast: Cast, client_of: ClientOf) -> None:
    place = make_place("Complet", structure_id=cast.mairie.id, **FULL)
    before = {name: getattr(place, name) for name in FULL}
    paul, path = client_of(cast.paul), f"/reseau/lieux/{place.id}/modifier"
    paul.post(path, paul.get(path).form())
    assert {name: getattr(place, name) for name in FULL} == before | {"updated_on": clock.today()}


def test_confirming_takes_one_click(cast: Cast, client_of: ClientOf) -> None:
    cast.place.updated_on = clock.today() - timedelta(days=400)
    paul = client_of(cast.paul)
    page = paul.get("/reseau/lieux")
    assert "À vérifier" in page.text
    paul.post(f"/reseau/lieux/{cast.place.id}/confirmer")
    assert cast.place.updated_on == clock.today()
    assert "À jour" in paul.get("/reseau/lieux").text


def test_the_second_of_two_editors_is_told(cast: Cast, client_of: ClientOf) -> None:
    paul, path = client_of(cast.paul), f"/reseau/lieux/{cast.place.id}/modifier"
    old = paul.get(path).form()
    paul.post(path, old | {"fees": ["free"]})
    page = paul.post(path, old | {"fees": ["paid"]}, status=409)
    assert "Gratuit" in page.text
    assert cast.place.fees == frozenset({Fee.FREE})


def test_a_deleted_place_leaves_its_commune_to_those_who_work_there(
    cast: Cast, client_of: ClientOf, visitor: PageClient
) -> None:
    paul, path = client_of(cast.paul), f"/reseau/lieux/{cast.place.id}"
    paul.get(f"{path}/supprimer")
    paul.post(f"{path}/supprimer")
    visitor.get(f"/lieux/{cast.place.id}", status=404)
    nadia = cast.mediators["nadia"]
    assert (nadia.usual_place_id, nadia.usual_commune_code) == (None, "87085")
    paul.post(f"{path}/retablir")
    visitor.get(f"/lieux/{cast.place.id}")


def test_what_an_expired_session_was_typing_is_found_again(cast: Cast, client_of: ClientOf) -> None:
    paul = client_of(cast.paul)
    fields = {name: [value] if isinstance(value, str) else value for name, value in form_of(cast).items()}
    save_draft(cast.paul, "/reseau/lieux/nouveau", fields)  # type: ignore[arg-type]
    page = paul.get("/reseau/lieux/nouveau")
    assert "Nous avons retrouvé votre saisie" in page.text
    assert page.form(1)["address"] == "12 rue du Consulat"
    assert page.form(1)["opening_hours-mo-2-de"] == "14h"


FULL: dict[str, object] = {
    "pivot": "73282932000074",
    "typologies": "MUNI|RFS",
    "latitude": 45.8336,
    "longitude": 1.2611,
    "phone": "+33555123456",
    "emails": "a@limoges.fr|b@limoges.fr",
    "websites": "https://limoges.fr|https://ville-limoges.fr",
    "opening_hours": "Mo-Fr 09:00-12:00,14:00-18:30; Sa 08:30-12:00; PH off",
    "summary": "Des gens, des machines",
    "details": "Une ligne\nUne autre",
    "mobility": frozenset(Mobility),
    "services": frozenset(Service),
    "audiences": frozenset(Audience),
    "special_care": frozenset(SpecialCare),
    "fees": frozenset(Fee),
    "programmes": frozenset(NationalProgramme),
    "labels": frozenset(Label),
    "other_labels": "Label d’ici",
    "access_modes": frozenset(AccessMode),
    "support_modes": frozenset(SupportMode),
    "accessibility_url": "https://acceslibre.beta.gouv.fr/app/87",
    "booking_url": "https://rdv.limoges.fr",
    "updated_on": clock.today(),
}


@pytest.mark.skipif(
    not STANDARD.is_dir(), reason="the national schema (../shared/standards) is not beside this checkout"
)
def test_every_line_of_the_export_validates_against_the_national_schema(cast: Cast, client_of: ClientOf) -> None:
    make_place('Complet, « avec » "tout"', **FULL)
    schema = json.loads((STANDARD / "schema.json").read_text(encoding="utf-8"))
    answer = client_of(cast.claire).get("/reseau/lieux/export.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8"))))
    assert [field["name"] for field in schema["fields"]] == list(rows[0])
    assert len(rows) == 2
    for row in rows:
        for field in schema["fields"]:
            rules, value = field.get("constraints", {}), row[field["name"]]
            assert value or not rules.get("required"), field["name"]
            if value and "pattern" in rules:
                assert re.fullmatch(rules["pattern"].removeprefix("^").removesuffix("$"), value), (field["name"], value)
            assert len(value) <= rules.get("maxLength", 10**6)


def test_a_file_of_the_standard_has_thirty_two_columns() -> None:
    assert len(exports.COLUMNS) == 32
    assert exports.standard_file_name(clock.today()).endswith("_lieux-de-mediation-numerique_territoire.csv")


def test_a_coordinator_does_not_take_a_place_from_a_structure_out_of_her_reach(cast: Cast, client_of: ClientOf) -> None:
    place = make_place("Antenne", structure_id=cast.association.id)
    fields = form_of(cast) | {"structure": str(cast.association.id), "version": str(place.version)}
    client_of(cast.claire).post(f"/reseau/lieux/{place.id}/modifier", fields)
    db.session.refresh(place)
    assert (place.name, place.structure_id) == ("Espace France Services", cast.association.id)


def test_the_file_of_the_standard_holds_no_formula(cast: Cast) -> None:
    place = make_place("=HYPERLINK(1)", phone="+33555123456", summary="@SUM(A1)")
    db.session.refresh(place)
    [_heading, line] = csv.reader(io.StringIO("".join(exports.standard_csv([place]))))
    assert {"'=HYPERLINK(1)", "+33555123456", "'@SUM(A1)"} <= set(line)
