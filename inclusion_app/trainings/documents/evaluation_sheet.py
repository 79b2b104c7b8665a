"""The paper questionnaire of a session: five sentences to tick, where one stands with each objective, a comment."""

from dataclasses import dataclass

from flask import get_template_attribute

from inclusion_app.printing.pdf import Document
from inclusion_app.trainings import wording
from inclusion_app.trainings.links import survey_path_of
from inclusion_app.trainings.lists import ObjectiveLevel
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.rules.satisfaction import ANSWERS, SENTENCES

MOST_COPIES = 40
"""A room; a page takes a tenth of a second."""


@dataclass(frozen=True)
class Sheet:
    """One copy: whose it is, empty when it has no name, and what its QR code opens."""

    name: str
    qr_path: str


def blank_sheets(session: TrainingSession, copies: int) -> list[Sheet]:
    """Sheets without a name; their QR code leads the team to where they are copied."""
    return [Sheet("", f"/sessions/{session.id}/evaluation/papier")] * max(1, min(copies, MOST_COPIES))


def sheet_of(registration: Registration) -> Sheet:
    """A sheet with a person's name; its QR code opens her own questionnaire, for whoever prefers a telephone."""
    return Sheet(registration.full_name, survey_path_of(registration))


def evaluation_document(session: TrainingSession, objectives: list[Objective], sheets: list[Sheet]) -> Document:
    """The sheets, one after the other."""
    return render_paper(
        "trainings/papers/evaluation.html",
        title=f"Questionnaire\u00a0: {session.course_version.title}",
        session=session,
        when=wording.when(session),
        where=wording.where(session),
        trainers=[trainer.name for trainer in session.trainers],
        objectives=objectives,
        sheets=sheets,
        sentences=list(SENTENCES.values()),
        answers=ANSWERS,
        levels=list(ObjectiveLevel),
        pictures={f"face-{value}": _face(value) for value in ANSWERS},
    )


def _face(value: int) -> bytes:
    """The face of an answer as a picture of its own: behind the text, it is decoration and not read aloud."""
    drawn = str(get_template_attribute("trainings/survey/_faces.html", "face")(value)).strip()
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).encode()
