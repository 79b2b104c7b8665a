"""Assessments of a citizen whom the caller may see."""

import uuid
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from inclusion_app.access.scope import Scope
from inclusion_app.citizens.models import Assessment, AssessmentState, Citizen
from inclusion_app.citizens.queries.scoped import visible_to
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import NotFound


def list_assessments(scope: Scope, citizen: Citizen) -> Sequence[Assessment]:
    """All of them with their levels, the last first."""
    query = _of(scope, citizen).options(selectinload(Assessment.skills), joinedload(Assessment.mediator))
    ordered = query.order_by(Assessment.taken_on.desc(), Assessment.created_at.desc(), Assessment.id.desc())
    return db.session.scalars(ordered).all()


def get_assessment(scope: Scope, citizen: Citizen, assessment_id: uuid.UUID) -> Assessment:
    """One of a citizen's. Raises NotFound."""
    found = db.session.scalar(_of(scope, citizen).where(Assessment.id == assessment_id))
    if found is None:
        raise NotFound
    return found


def count_done(scope: Scope, citizen: Citizen) -> int:
    """How many found something."""
    done = _of(scope, citizen).where(Assessment.state == AssessmentState.DONE)
    return db.session.scalar(select(func.count()).select_from(done.subquery())) or 0


def _of(scope: Scope, citizen: Citizen) -> Select[Assessment]:
    return select(Assessment).join(Citizen).where(Assessment.citizen_id == citizen.id, visible_to(scope))
