"""Reads of the training organisation that signs papers."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from inclusion_app.kernel.db import db
from inclusion_app.trainings.models.courses import TrainingBody


def find_body() -> TrainingBody | None:
    """The training organisation, None while nobody described it."""
    query = select(TrainingBody).options(joinedload(TrainingBody.signature_file)).order_by(TrainingBody.id).limit(1)
    return db.session.scalar(query)
