"""Writes of citizens: kept once, versions, sharing, following, deletion."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from inclusion_app.access.scope import scope_of
from inclusion_app.citizens import services
from inclusion_app.citizens.models import Citizen, InformedHow
from inclusion_app.citizens.queries import reading
from inclusion_app.citizens.rules import Identity, Information
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, StaleVersion
from tests.cast import Cast
from tests.factories import make_citizen, make_record

JEANNE = Identity(
    "Jeanne", "Dubois", birth_year=1948, commune_code="87085", phone="05 55 12 34 56", notes="Vient à pied."
)


def create(cast: Cast, identity: Identity = JEANNE, key: uuid.UUID | None = None, by: str = "nadia") -> Citizen:
    return services.create_citizen(
        identity,
        information=Information(clock.today(), InformedHow.SPOKEN, "2026-11"),
        mediator=cast.mediators[by],
        structure_id=cast.mairie.id,
        form_key=key,
        by=cast.accounts[by],
    )


def lines(citizen: Citizen) -> list[str]:
    query = select(AuditLine.action).where(AuditLine.subject_id == citizen.id).order_by(AuditLine.id)
    return list(db.session.scalars(query))


def test_someone_is_followed_from_the_start(cast: Cast) -> None:
    citizen = create(cast)
    assert reading.get_followed(scope_of(cast.nadia), citizen.id).phone == "+33555123456"
    assert (citizen.notice_version, citizen.informed_how) == ("2026-11", InformedHow.SPOKEN)
    assert lines(citizen) == ["citizen.create"]
    line = db.session.scalars(select(AuditLine).where(AuditLine.subject_id == citizen.id)).one()
    assert line.details == {"notice": "2026-11", "shared": False}


def test_the_same_form_twice_keeps_one_citizen(cast: Cast) -> None:
    key = uuid.uuid4()
    assert create(cast, key=key) is create(cast, key=key)
    assert db.session.scalar(select(func.count()).select_from(Citizen)) == 1
    with pytest.raises(DomainError):
        create(cast, key=key, by="karim")


def test_two_copies_of_a_form_at_once_keep_one_citizen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    key = uuid.uuid4()
    first = create(cast, key=key)
    look, answers = services._find_by_form, iter([None])
    monkeypatch.setattr(services, "_find_by_form", lambda form, by: next(answers, first) and look(form, by))
    assert create(cast, key=key) is first
    assert db.session.scalar(select(func.count()).select_from(Citizen)) == 1


def test_a_deleted_citizen_does_not_come_back_with_its_form(cast: Cast) -> None:
    key = uuid.uuid4()
    services.delete_citizen(create(cast, key=key), by=cast.nadia)
    with pytest.raises(DomainError):
        create(cast, key=key)


def test_a_correction_says_which_fields_changed_and_nothing_of_them(cast: Cast) -> None:
    citizen = create(cast)
    told = Information(citizen.informed_on, citizen.informed_how, citizen.notice_version)
    version = citizen.version
    married = Identity("Jeanne", "Martin", birth_year=1948, commune_code="87085", phone="0555123456")
    services.update_citizen(citizen, identity=married, information=told, version=version, by=cast.nadia)
    assert (citizen.last_name, citizen.notes, citizen.version) == ("Martin", None, version + 1)
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "citizen.update")).one()
    assert line.details == {"changed": ["last_name_sealed", "name_index", "notes_sealed"]}
    services.update_citizen(citizen, identity=married, information=told, version=version + 1, by=cast.nadia)
    assert citizen.version == version + 1
    assert lines(citizen).count("citizen.update") == 1


def test_a_stale_correction_overwrites_nothing(cast: Cast) -> None:
    citizen = create(cast)
    told = Information(citizen.informed_on, citizen.informed_how, citizen.notice_version)
    with pytest.raises(StaleVersion):
        services.update_citizen(
            citizen, identity=Identity("X", "Y"), information=told, version=citizen.version - 1, by=cast.nadia
        )
    assert citizen.first_name == "Jeanne"


def test_a_colleague_follows_someone_shared_and_the_first_may_stop(cast: Cast) -> None:
    citizen = create(cast)
    with pytest.raises(DomainError):
        services.stop_following(citizen, mediator=cast.mediators["nadia"], by=cast.nadia)
    services.share_with_team(citizen, shared=True, by=cast.nadia)
    services.follow_citizen(citizen, mediator=cast.mediators["karim"], by=cast.karim)
    services.follow_citizen(citizen, mediator=cast.mediators["karim"], by=cast.karim)
    services.stop_following(citizen, mediator=cast.mediators["nadia"], by=cast.nadia)
    services.share_with_team(citizen, shared=False, by=cast.karim)
    assert reading.is_followed(scope_of(cast.karim), citizen)
    assert not reading.is_followed(scope_of(cast.nadia), citizen)
    services.share_with_team(citizen, shared=True, by=cast.karim)
    services.follow_citizen(citizen, mediator=cast.mediators["nadia"], by=cast.nadia)
    assert reading.is_followed(scope_of(cast.nadia), citizen)
    assert lines(citizen) == [
        "citizen.create",
        "citizen.share",
        "citizen.follow",
        "citizen.unfollow",
        "citizen.unshare",
        "citizen.share",
        "citizen.follow",
    ]


def test_without_structure_there_is_no_team_to_share_with(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"], structure_id=None)
    with pytest.raises(DomainError):
        services.share_with_team(citizen, shared=True, by=cast.nadia)


def test_a_deletion_keeps_records_and_is_undone_for_thirty_days(cast: Cast) -> None:
    citizen = create(cast)
    record = make_record(cast.mediators["nadia"], citizen)
    services.delete_citizen(citizen, by=cast.nadia)
    assert record.deleted_at is None
    assert record.participations[0].citizen_id == citizen.id
    services.restore_citizen(citizen, by=cast.nadia)
    assert reading.get_citizen(scope_of(cast.nadia), citizen.id) is citizen
    services.delete_citizen(citizen, by=cast.nadia)
    with clock.frozen(clock.now() + timedelta(days=30)), pytest.raises(DomainError):
        services.restore_citizen(citizen, by=cast.nadia)
