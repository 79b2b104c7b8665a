"""Changing, deleting, restoring a record; two versions of it; the same form sent twice."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from inclusion_app.access.models import Account, Draft
from inclusion_app.access.services import save_draft
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.people import AgeBand
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record
from tests.pages import PageClient

NEW = "/accompagnements/individuel/nouveau"

ClientOf = Callable[[Account], PageClient]


@pytest.fixture
def nadia(cast: Cast, client_of: ClientOf) -> PageClient:
    return client_of(cast.nadia)


def count_records() -> int:
    return db.session.scalar(select(func.count()).select_from(Record)) or 0


def edit_path(record: Record) -> str:
    return f"/accompagnements/{record.id}/modifier"


def test_a_change_raises_the_version_and_says_which_fields(nadia: PageClient, cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    record = make_record(cast.mediators["nadia"], citizen, notes="avant")
    form = nadia.get(edit_path(record)).form()
    assert (form["citizen"], form["notes"], form["version"]) == ("Jeanne D. — 1948 — Limoges", "avant", "1")
    nadia.post(edit_path(record), form | {"notes": "après", "minutes": "60"})
    assert (record.notes, record.minutes, record.version) == ("après", 60, 2)
    assert record.participations[0].citizen_id == citizen.id
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "record.update")).one()
    assert line.details == {"fields": ["minutes", "notes"]}


def test_a_stale_form_is_shown_both_values(nadia: PageClient, cast: Cast) -> None:
    record = make_record(cast.mediators["nadia"], notes="avant")
    stale = nadia.get(edit_path(record)).form()
    nadia.post(edit_path(record), stale | {"minutes": "60", "notes": "la première"})
    page = nadia.post(edit_path(record), stale | {"minutes": "90", "notes": "la seconde"}, status=409)
    for text in ("la première", "la seconde", "1 h 30", "Enregistré entre-temps"):
        assert text in page.text.replace("\u00a0", " ")
    assert (record.notes, record.version) == ("la première", 2)
    nadia.post(edit_path(record), page.form())
    assert (record.notes, record.minutes, record.version) == ("la seconde", 90, 3)


def test_a_record_is_deleted_and_comes_back(nadia: PageClient, cast: Cast) -> None:
    record = make_record(cast.mediators["nadia"])
    listed = nadia.post(f"/accompagnements/{record.id}/supprimer").location or ""
    assert record.deleted_by_id == cast.nadia.id
    page = nadia.get(listed)
    assert "Annuler la suppression" in page.text
    assert "Rien n’est encore enregistré" in page.text
    assert str(record.id) in nadia.get("/accompagnements?supprimes=y").html
    assert "supprimé" in nadia.get(f"/accompagnements/{record.id}").text
    nadia.get(edit_path(record), status=404)
    nadia.post(f"/accompagnements/{record.id}/retablir")
    assert record.deleted_at is None
    assert str(record.id) in nadia.get("/accompagnements").html


def test_after_thirty_days_nothing_comes_back(nadia: PageClient, cast: Cast) -> None:
    record = make_record(cast.mediators["nadia"], deleted_at=clock.now() - timedelta(days=31))
    page = nadia.get(nadia.post(f"/accompagnements/{record.id}/retablir").location or "")
    assert "plus de trente jours" in page.text
    assert record.deleted_at is not None


def test_sent_twice_it_is_kept_once(nadia: PageClient) -> None:
    form = nadia.get(NEW).form() | {"themes": ["email"]}
    first, second = nadia.post(NEW, form), nadia.post(NEW, form)
    assert first.location == second.location
    assert count_records() == 1


def test_sent_again_after_deletion_it_does_not_come_back(nadia: PageClient) -> None:
    form = nadia.get(NEW).form() | {"themes": ["email"]}
    location = nadia.post(NEW, form).location
    nadia.post(f"{location}/supprimer")
    nadia.post(NEW, form)
    assert count_records() == 1
    assert db.session.scalars(select(Record)).one().deleted_at is not None


def test_sent_again_with_other_values_nothing_typed_is_lost(nadia: PageClient) -> None:
    form = nadia.get(NEW).form() | {"themes": ["email"], "notes": "un"}
    location = nadia.post(NEW, form).location
    page = nadia.post(NEW, form | {"notes": "deux"}, status=409)
    assert "deux" in page.text
    assert page.one("//main//form/@action") == f"{location}/modifier"
    nadia.post(f"{location}/modifier", page.form())
    assert db.session.scalars(select(Record)).one().notes == "deux"


def test_a_form_key_of_somebody_else_is_refused(nadia: PageClient, cast: Cast, client_of: ClientOf) -> None:
    form = nadia.get(NEW).form() | {"themes": ["email"]}
    nadia.post(NEW, form)
    del form["csrf_token"]
    page = client_of(cast.karim).post(NEW, form, status=422)
    assert "déjà servi" in page.text


def test_without_its_token_a_form_is_refused(nadia: PageClient) -> None:
    form = nadia.get(NEW).form() | {"themes": ["email"]}
    del form["csrf_token"]
    nadia.post(NEW, form, csrf=False, status=400)
    assert count_records() == 0


def test_a_draft_is_found_again_then_forgotten(nadia: PageClient, cast: Cast) -> None:
    form = nadia.get(NEW).form()
    typed = {name: [value] for name, value in form.items() if isinstance(value, str)} | {"themes": ["ai"]}
    save_draft(cast.nadia, NEW, typed | {"notes": ["à ne pas perdre"]})
    page = nadia.get(NEW)
    assert "Nous avons retrouvé votre saisie" in page.text
    found = page.form(1)
    assert (found["notes"], found["themes"], found["form_key"]) == ("à ne pas perdre", ["ai"], form["form_key"])
    nadia.post(NEW, found)
    assert db.session.scalar(select(Draft)) is None
    save_draft(cast.nadia, NEW, typed)
    assert "Nous avons retrouvé" not in nadia.get(NEW).text, "a draft whose form was sent is stale"


def test_what_an_old_report_holds_stays(nadia: PageClient, cast: Cast) -> None:
    record = make_record(
        cast.mediators["nadia"],
        kind=RecordKind.ONE_OFF,
        held_on=datetime(2019, 5, 2, tzinfo=UTC).date(),
        age_band=AgeBand.V1_FROM_60,
        themes=frozenset(),
    )
    nadia.post(edit_path(record), nadia.get(edit_path(record)).form() | {"notes": "relu"})
    assert (record.kind, record.participations[0].age_band) == (RecordKind.ONE_OFF, AgeBand.V1_FROM_60)
    assert record.notes == "relu"


def test_a_place_that_was_deleted_is_refused_but_stays_where_it_is(nadia: PageClient, cast: Cast) -> None:
    record = make_record(
        cast.mediators["nadia"], place_kind="place", place_id=cast.place.id, themes=frozenset({Theme.AI})
    )
    form = nadia.get(NEW).form() | {"themes": ["email"]}
    cast.place.deleted_at = clock.now()
    nadia.post(NEW, form, status=422)
    nadia.post(edit_path(record), nadia.get(edit_path(record)).form() | {"minutes": "45"})
    assert (record.place_id, record.minutes) == (cast.place.id, 45)
