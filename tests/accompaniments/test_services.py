"""Services without a browser: two writers that meet, limits that the form alone does not guard."""

import uuid
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from inclusion_app.accompaniments import services
from inclusion_app.accompaniments.entry import Entry, Participant, entry_of
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.services import delete_record, log_record, restore_record, update_record
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.models import Organisation
from inclusion_app.vocabulary.activity import BlockedCause, PlaceKind, RecordKind
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import add, make_citizen, make_place, make_structure


@pytest.fixture
def entry(cast: Cast) -> Entry:
    return Entry(
        kind=RecordKind.INDIVIDUAL,
        held_on=clock.today(),
        minutes=30,
        place_kind=PlaceKind.PLACE,
        place_id=cast.place.id,
        participants=(Participant(),),
        themes=frozenset({Theme.EMAIL}),
    )


def log(entry: Entry, cast: Cast, **more: Any) -> Record:
    return log_record(entry, mediator=cast.mediators["nadia"], by=cast.nadia, **more)


def test_the_second_of_two_writers_gets_the_first_ones_record(
    entry: Entry, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = uuid.uuid4()
    first = log(entry, cast, form_key=key)
    look, looks = services._find_by_key, iter([None])
    monkeypatch.setattr(services, "_find_by_key", lambda *given: next(looks, look(*given)))
    assert log(entry, cast, form_key=key).id == first.id


def test_a_change_between_the_reading_and_the_writing_is_told(entry: Entry, cast: Cast) -> None:
    record = log(entry, cast)
    db.session.execute(text("UPDATE record SET version = 7 WHERE minutes = 30"))
    with pytest.raises(StaleVersion):
        update_record(record, replace(entry, minutes=60), version=1, by=cast.nadia)


def test_any_change_raises_the_version(entry: Entry, cast: Cast) -> None:
    record = log(entry, cast)
    update_record(record, replace(entry, tags=("a",)), version=1, by=cast.nadia)
    citizen = make_citizen(cast.mediators["nadia"])
    followed = replace(entry, participants=(Participant(citizen_id=citizen.id),))
    update_record(record, followed, version=2, by=cast.nadia)
    delete_record(record, by=cast.nadia)
    restore_record(record, by=cast.nadia)
    assert record.version == 5
    assert entry_of(record).participants[0].residence_code == "87085"


def test_limits(entry: Entry, cast: Cast) -> None:
    elsewhere = make_place("Ailleurs", structure_id=make_structure("Autre").id)
    stranger = make_citizen(cast.mediators["lea"])
    retired = add(Organisation(name="Ancien organisme", retired_at=clock.now()))
    refused = [
        ({"place_id": elsewhere.id}, "place"),
        ({"place_kind": PlaceKind.HOME, "commune_code": "00000"}, "commune"),
        ({"structure_id": cast.association.id}, "structure"),
        ({"participants": (Participant(citizen_id=stranger.id),)}, "citizen"),
        ({"blocked_organisation_id": retired.id, "blocked_cause": BlockedCause.OTHER}, "blocked_organisation"),
    ]
    for changes, field in refused:
        with pytest.raises(DomainError) as caught:
            log(replace(entry, **changes), cast)
        assert caught.value.field == field


def test_at_a_distance_without_a_usual_place(entry: Entry, cast: Cast) -> None:
    mediator = cast.mediators["nadia"]
    remote = replace(entry, place_kind=PlaceKind.REMOTE, place_id=None)
    mediator.usual_place_id = mediator.usual_commune_code = None
    assert log(remote, cast).held_commune_code == "87085"
    cast.mairie.deleted_at = clock.now()
    with pytest.raises(DomainError) as caught:
        log(remote, cast)
    assert caught.value.field == "place_kind"


def test_an_old_commune_code_follows_to_todays(entry: Entry, cast: Cast) -> None:
    home = replace(entry, place_kind=PlaceKind.HOME, place_id=None, commune_code="13201")
    assert log(home, cast).held_commune_code == "13055"
