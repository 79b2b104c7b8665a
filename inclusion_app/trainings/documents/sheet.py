"""The attendance sheet: what it says of a session."""

from inclusion_app.printing.pdf import Document
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.papers import render_paper


def sheet_document(session: TrainingSession, *, blank: bool) -> Document:
    """The sheet to sign by hand when `blank`, else filled with what was noted."""
    return render_paper("trainings/papers/sheet.html", title="Feuille d’émargement", session=session, blank=blank)
