"""The list of the people registered for a session, to print: whom to expect, what to prepare, whom to call."""

from collections.abc import Sequence

from flask_babel import gettext as _

from inclusion_app.kernel.phone import display_phone
from inclusion_app.printing.pdf import Document
from inclusion_app.trainings import wording
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.queries.sessions import Seats


def registered_list(
    session: TrainingSession, seats: Seats, seated: Sequence[Registration], waiting: Sequence[Registration]
) -> Document:
    """Those who hold a seat by name, then the waiting list in order."""
    return render_paper(
        "trainings/papers/registered.html",
        title=_("Personnes inscrites\u00a0: %(course)s", course=session.course_version.title),
        session=session,
        seats=seats,
        seated=seated,
        waiting=waiting,
        wording=wording,
        display_phone=display_phone,
    )
