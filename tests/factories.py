"""Rows made in one line. Every value may be given; what is not said is plausible."""

import itertools
from datetime import date
from typing import Any

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.services import create_account, grant_role
from inclusion_app.accompaniments.models import AnonymousGroup, Participation, Record
from inclusion_app.citizens.indexes import name_index
from inclusion_app.citizens.models import Citizen, FollowUp, InformedHow
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator, Membership, Place, Structure
from inclusion_app.network.standard import Service
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind
from inclusion_app.vocabulary.people import age_band
from inclusion_app.vocabulary.themes import Theme

_numbers = itertools.count(1)

LIMOGES = "87085"


def add(row: Any) -> Any:
    """Add a row and give it its place in the database."""
    db.session.add(row)
    db.session.flush()
    return row


def make_account(name: str, *roles: tuple[Role, Any], email: str | None = None) -> Account:
    """An account that is active; each role comes with its limit: a Structure, a territory key, or None."""
    account = create_account(email=email or f"personne{next(_numbers)}@exemple.fr", name=name, by=None)
    account.activated_at = clock.now()
    for role, limit in roles:
        where: dict[str, Any] = {"territory_key": limit} if isinstance(limit, str) else {}
        if isinstance(limit, Structure):
            where = {"structure_id": limit.id}
        grant_role(account, role, by=None, **where)
    db.session.flush()
    return account


def make_structure(name: str = "Mairie", commune: str = LIMOGES, **values: Any) -> Structure:
    return add(Structure(**{"name": name, "commune_code": commune, "created_at": clock.now(), "version": 1} | values))


def make_place(name: str = "Espace numérique", commune: str = LIMOGES, **values: Any) -> Place:
    plausible = {
        "name": name,
        "commune_code": commune,
        "postal_code": commune[:2] + "000",
        "address": "1 place de la Mairie",
        "updated_on": clock.today(),
        "services": frozenset({Service.PROCEDURES}),
        "created_at": clock.now(),
        "version": 1,
    }
    return add(Place(**plausible | values))


def make_mediator(
    account: Account | None, structure: Structure | None, name: str | None = None, **values: Any
) -> Mediator:
    shown = name or (account.name if account else f"Conseiller {next(_numbers)}")
    mediator = add(
        Mediator(**{"account_id": account and account.id, "name": shown, "created_at": clock.now()} | values)
    )
    if structure:
        add(Membership(mediator_id=mediator.id, structure_id=structure.id, started_on=date(2020, 1, 1)))
    return mediator


def make_citizen(mediator: Mediator, first_name: str = "Jeanne", last_name: str = "Dubois", **values: Any) -> Citizen:
    """Someone followed by this mediator."""
    structure_id = mediator.memberships[0].structure_id if mediator.memberships else None
    plausible = {
        "first_name": first_name,
        "last_name": last_name,
        "name_index": name_index(first_name, last_name),
        "birth_year": 1948,
        "commune_code": LIMOGES,
        "structure_id": structure_id,
        "notice_version": "2026-11",
        "informed_on": clock.today(),
        "informed_how": InformedHow.SPOKEN,
        "created_at": clock.now(),
        "version": 1,
    }
    citizen = add(Citizen(**plausible | values))
    add(FollowUp(citizen_id=citizen.id, mediator_id=mediator.id, started_on=clock.today()))
    return citizen


def make_record(mediator: Mediator, citizen: Citizen | None = None, **values: Any) -> Record:
    """An individual record of one person: the citizen, or someone anonymous described by gender, age_band…"""
    person = {name: values.pop(name) for name in _PERSON if name in values}
    record = add(Record(**_plausible(mediator, RecordKind.INDIVIDUAL) | values))
    if citizen is not None:
        person = {
            "citizen_id": citizen.id,
            "gender": citizen.gender,
            "age_band": age_band(citizen.birth_year, record.held_on.year),
            "social_status": citizen.social_status,
            "residence_code": citizen.commune_code,
        } | person
    add(Participation(**{"record_id": record.id} | person))
    return record


def make_workshop(mediator: Mediator, total: int = 0, citizens: tuple[Citizen, ...] = (), **values: Any) -> Record:
    """A workshop of `total` anonymous people (their margins by the column names of AnonymousGroup) and citizens."""
    margins = {name: values.pop(name) for name in list(values) if name in AnonymousGroup.__table__.columns}
    record = add(Record(**_plausible(mediator, RecordKind.WORKSHOP) | {"title": "Atelier"} | values))
    add(AnonymousGroup(record_id=record.id, total=total, **margins))
    for citizen in citizens:
        add(
            Participation(
                record_id=record.id,
                citizen_id=citizen.id,
                gender=citizen.gender,
                age_band=age_band(citizen.birth_year, record.held_on.year),
                social_status=citizen.social_status,
                residence_code=citizen.commune_code,
            )
        )
    return record


_PERSON = ("gender", "age_band", "social_status", "residence_code", "already_helped")


def _plausible(mediator: Mediator, kind: RecordKind) -> dict[str, Any]:
    return {
        "kind": kind,
        "mediator_id": mediator.id,
        "structure_id": mediator.memberships[0].structure_id if mediator.memberships else None,
        "held_on": clock.today(),
        "minutes": 30,
        "place_kind": PlaceKind.OTHER,
        "held_commune_code": LIMOGES,
        "themes": frozenset({Theme.EMAIL}),
        "created_at": clock.now(),
        "updated_at": clock.now(),
        "version": 1,
    }
