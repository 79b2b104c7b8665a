"""What is kept about a followed person who registers for trainings, for the document of everything held."""

from collections.abc import Iterator
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel.db import db
from inclusion_app.kernel.phone import display_phone
from inclusion_app.trainings import wording
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import Certificate, ObjectiveResult
from inclusion_app.trainings.models.sessions import TrainingSession

Item = dict[str, str | int | date | datetime | None]


def list_trainings(citizen: Citizen) -> list[Item]:
    """Each registration of a citizen whom the caller may see: what was asked, told, signed, reached, certified."""
    query = (
        select(Registration)
        .where(Registration.citizen_id == citizen.id)
        .options(
            joinedload(Registration.session).joinedload(TrainingSession.course_version),
            joinedload(Registration.session).selectinload(TrainingSession.half_days),
            joinedload(Registration.session).joinedload(TrainingSession.place),
            selectinload(Registration.notices),
        )
        .order_by(Registration.registered_at.desc(), Registration.id)
    )
    return [_item(registration) for registration in db.session.scalars(query)]


def _item(registration: Registration) -> Item:
    session = registration.session
    return {
        _("Formation ou atelier"): session.course_version.title,
        _("Quand"): wording.when(session),
        _("Lieu"): wording.where(session),
        _("Inscription"): _(registration.state.label),
        _("Inscription le"): registration.registered_at,
        _("Nom donné"): registration.full_name,
        _("Téléphone"): display_phone(registration.phone),
        _("Adresse électronique"): registration.email,
        _("Adresse postale"): registration.address,
        _("Organisme"): registration.organisation,
        _("Besoin"): registration.need,
        _("Adaptations"): registration.adaptations,
        _("Messages et appels"): "\n".join(
            f"{notice.created_at:%Y-%m-%d} {_(notice.kind.label)} ({_(notice.way.label)})"
            for notice in registration.notices
        ),
        _("Présences"): "\n".join(_presences(registration)),
        _("Objectifs"): "\n".join(_objectives(registration)),
        _("Attestations"): ", ".join(_certificates(registration)),
    }


def _presences(registration: Registration) -> Iterator[str]:
    query = (
        select(AttendanceLine)
        .where(AttendanceLine.registration_id == registration.id)
        .options(joinedload(AttendanceLine.half_day))
        .order_by(AttendanceLine.noted_at, AttendanceLine.id)
    )
    for line in db.session.scalars(query):
        said = f"{wording.half_day_text(line.half_day)}\u00a0: {_(line.presence.label)}"
        signed = _("signature gardée") if line.signature_sealed else ""
        replaced = _("ligne corrigée depuis") if line.replaced_at else ""
        yield ", ".join(part for part in (said, signed, replaced) if part)


def _objectives(registration: Registration) -> Iterator[str]:
    query = (
        select(ObjectiveResult)
        .where(ObjectiveResult.registration_id == registration.id)
        .options(joinedload(ObjectiveResult.objective))
        .order_by(ObjectiveResult.moment, ObjectiveResult.id)
    )
    for result in db.session.scalars(query):
        yield f"{_(result.moment.label)}\u00a0: {result.objective.text}, {_(result.level.label)}"


def _certificates(registration: Registration) -> Iterator[str]:
    query = select(Certificate.number).where(Certificate.registration_id == registration.id).order_by(Certificate.id)
    yield from db.session.scalars(query)
