"""Writes of citizens and of who follows them."""

import uuid
from dataclasses import fields

from sqlalchemy import inspect, select
from sqlalchemy.orm.exc import StaleDataError

from inclusion_app.access.models import Account
from inclusion_app.citizens import rules
from inclusion_app.citizens.indexes import email_index, name_index, phone_index
from inclusion_app.citizens.models import Citizen, FollowUp
from inclusion_app.citizens.rules import Identity, Information
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator

STALE = N_(
    "Quelqu’un a modifié cette fiche pendant que vous écriviez. Rien n’a été remplacé\u00a0:"
    " comparez, corrigez si besoin, puis enregistrez de nouveau."
)
_USED_KEY = N_("Ce formulaire a déjà servi. Rouvrez la page pour noter quelqu’un d’autre.")


def create_citizen(
    identity: Identity,
    *,
    information: Information,
    mediator: Mediator,
    structure_id: uuid.UUID | None,
    shared: bool = False,
    form_key: uuid.UUID | None = None,
    by: Account,
) -> Citizen:
    """Open the follow-up of someone; the same form sent twice gives the first citizen again."""
    today = clock.today()
    identity = rules.check_identity(identity, today)
    rules.check_information(information, today)
    if kept := _find_by_form(form_key, by):
        return kept
    citizen = Citizen(
        structure_id=structure_id,
        shared_with_team=shared and structure_id is not None,
        created_at=clock.now(),
        created_by_id=by.id,
        form_key=form_key,
    )
    _set(citizen, identity, information)
    try:
        with violations({"citizen.form_key": DomainError(_USED_KEY)}):
            db.session.add(citizen)
            db.session.flush()
    except DomainError:
        if kept := _find_by_form(form_key, by):  # the other copy of the form won the race
            return kept
        raise
    db.session.add(FollowUp(citizen_id=citizen.id, mediator_id=mediator.id, started_on=today))
    audit.write("citizen.create", subject=citizen, by=by, details={"notice": information.version, "shared": shared})
    db.session.flush()
    return citizen


def update_citizen(
    citizen: Citizen, *, identity: Identity, information: Information, version: int, by: Account
) -> Citizen:
    """Correct what is kept; StaleVersion when it changed after version `version` was read."""
    today = clock.today()
    identity = rules.check_identity(identity, today)
    rules.check_information(information, today)
    if citizen.version != version:
        raise StaleVersion(STALE)
    try:
        with db.session.begin_nested():
            _set(citizen, identity, information)
            changed = sorted(str(attr.key) for attr in inspect(citizen).attrs if attr.history.has_changes())
            db.session.flush()
    except StaleDataError as error:
        raise StaleVersion(STALE) from error
    if changed:
        audit.write("citizen.update", subject=citizen, by=by, details={"changed": changed})
    db.session.flush()
    return citizen


def share_with_team(citizen: Citizen, *, shared: bool, by: Account) -> Citizen:
    """Let the colleagues of the structure see who it is, or no longer."""
    if shared and citizen.structure_id is None:
        raise DomainError(
            N_("Vous n’êtes rattaché·e à aucune structure\u00a0: il n’y a pas d’équipe avec qui partager.")
        )
    if citizen.shared_with_team != shared:
        citizen.shared_with_team = shared
        audit.write("citizen.share" if shared else "citizen.unshare", subject=citizen, by=by)
    db.session.flush()
    return citizen


def follow_citizen(citizen: Citizen, *, mediator: Mediator, by: Account) -> FollowUp:
    """Follow someone shared with the team; doing it twice changes nothing."""
    follow_up = _find_follow_up(citizen, mediator)
    if follow_up is None:
        follow_up = FollowUp(citizen_id=citizen.id, mediator_id=mediator.id, started_on=clock.today())
        db.session.add(follow_up)
    elif follow_up.ended_on is None:
        return follow_up
    follow_up.ended_on = None
    audit.write("citizen.follow", subject=citizen, by=by)
    db.session.flush()
    return follow_up


def stop_following(citizen: Citizen, *, mediator: Mediator, by: Account) -> None:
    """Follow no longer; accompaniments stay. Refused when nobody could open the page any more."""
    follow_up = _find_follow_up(citizen, mediator)
    if follow_up is None or follow_up.ended_on is not None:
        return
    others = select(FollowUp.id).where(
        FollowUp.citizen_id == citizen.id, FollowUp.ended_on.is_(None), FollowUp.id != follow_up.id
    )
    rules.check_can_stop(
        other_followers=len(db.session.scalars(others).all()), shared_with_team=citizen.shared_with_team
    )
    follow_up.ended_on = clock.today()
    audit.write("citizen.unfollow", subject=citizen, by=by)
    db.session.flush()


def delete_citizen(citizen: Citizen, *, by: Account) -> None:
    """Take someone away, for 30 days reversibly; accompaniments stay and no count changes."""
    if citizen.deleted_at is None:
        citizen.deleted_at = clock.now()
        audit.write("citizen.delete", subject=citizen, by=by)
    db.session.flush()


def restore_citizen(citizen: Citizen, *, by: Account) -> Citizen:
    """Undo a deletion of less than 30 days."""
    if citizen.deleted_at is not None:
        if not rules.may_restore(citizen.deleted_at, clock.now()):
            raise DomainError(N_("Cette suppression date de plus de 30\u00a0jours\u00a0: elle ne s’annule plus."))
        citizen.deleted_at = None
        audit.write("citizen.restore", subject=citizen, by=by)
    db.session.flush()
    return citizen


def _set(citizen: Citizen, identity: Identity, information: Information) -> None:
    for field in fields(Identity):
        setattr(citizen, field.name, getattr(identity, field.name))
    citizen.name_index = name_index(identity.first_name, identity.last_name)
    citizen.phone_index = phone_index(identity.phone)
    citizen.email_index = email_index(identity.email)
    citizen.notice_version = information.version
    citizen.informed_on, citizen.informed_how = information.on, information.how


def _find_by_form(form_key: uuid.UUID | None, by: Account) -> Citizen | None:
    kept = db.session.scalar(select(Citizen).where(Citizen.form_key == form_key)) if form_key else None
    if kept is not None and (kept.created_by_id != by.id or kept.deleted_at is not None):
        raise DomainError(_USED_KEY)
    return kept


def _find_follow_up(citizen: Citizen, mediator: Mediator) -> FollowUp | None:
    return db.session.scalar(
        select(FollowUp).where(FollowUp.citizen_id == citizen.id, FollowUp.mediator_id == mediator.id)
    )
