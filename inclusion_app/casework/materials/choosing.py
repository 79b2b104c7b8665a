"""Which sheets a session hands out: reads and writes of what was given to a whole session."""

import uuid
from collections.abc import Sequence

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import joinedload

from inclusion_app.access.models import Account
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import GivenHow, ResourceKind
from inclusion_app.resources.models.given import GivenResource
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import visible
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.vocabulary.competences import Competence

MOST_SHEETS = 12
_SHOWN = 60


def list_given(session: TrainingSession) -> Sequence[GivenResource]:
    """What this session hands out, in the order in which it was chosen."""
    query = select(GivenResource).where(GivenResource.session_id == session.id)
    return db.session.scalars(
        query.options(joinedload(GivenResource.resource)).order_by(GivenResource.given_at, GivenResource.id)
    ).all()


def list_choices(scope: Scope, session: TrainingSession) -> Sequence[Resource]:
    """Published sheets not chosen yet: those of the competences of its course first, then the newest."""
    chosen = select(GivenResource.resource_id).where(GivenResource.session_id == session.id)
    query = select(Resource).where(visible(scope), Resource.kind == ResourceKind.SHEET, Resource.id.not_in(chosen))
    first = case((_teaches(session.course_version.competences), 0), else_=1)
    return db.session.scalars(query.order_by(first, Resource.updated_at.desc(), Resource.id).limit(_SHOWN)).all()


def choose_sheets(session: TrainingSession, sheets: Sequence[Resource], *, copies: int, by: Account) -> None:
    """Hand out these sheets too; one already chosen is not counted twice."""
    present = {given.resource_id for given in list_given(session)}
    added = [sheet for sheet in sheets if sheet.id not in present]
    if len(present) + len(added) > MOST_SHEETS:
        message = N_("Choisissez %(count)s fiches au plus pour une session.")
        raise DomainError(message, field="sheets", count=MOST_SHEETS)
    for sheet in added:
        db.session.add(
            GivenResource(
                resource_id=sheet.id,
                number=sheet.latest,
                how=GivenHow.PRINT,
                copies=copies,
                session_id=session.id,
                given_at=clock.now(),
                given_by_id=by.id,
            )
        )
    if added:
        audit.write("session.materials", subject=session, by=by, details={"sheets": len(added)})
    db.session.flush()


def remove_sheet(session: TrainingSession, given_id: uuid.UUID, *, by: Account) -> None:
    """Hand it out no more; nothing happens when it is already gone."""
    query = select(GivenResource).where(GivenResource.id == given_id, GivenResource.session_id == session.id)
    given = db.session.scalar(query)
    if given is not None:
        db.session.delete(given)
        audit.write("session.materials", subject=session, by=by, details={"removed": 1})
        db.session.flush()


def _teaches(competences: frozenset[Competence]) -> ColumnElement[bool]:
    bits = sum(1 << competence.bit for competence in competences)
    matching: ColumnElement[bool] = Resource.competences.bitwise_and(bits) != 0
    return matching
