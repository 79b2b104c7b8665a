"""The poster for the door of a room: what, when, where, with whom, and how to join."""

from dataclasses import dataclass

from flask_babel import gettext as _

from inclusion_app.printing.pdf import Document
from inclusion_app.trainings import wording
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.wording import hours
from inclusion_app.web.formats import date_fr

MOST_DAYS = 6
_LARGE, _LONG = 28, 70


@dataclass(frozen=True)
class Line:
    """A day, and the hours of its half-days."""

    day: str
    hours: str


def make_poster(session: TrainingSession) -> Document:
    """One A4 page, read from three metres. The code leads to the public page; a session that is not shown has none."""
    title = session.course_version.title
    lines = lines_of(session)
    return render_paper(
        "trainings/papers/poster.html",
        title=_("Affiche\u00a0: %(title)s", title=title),
        session=session,
        size="large" if len(title) <= _LARGE else "medium" if len(title) <= _LONG else "small",
        lines=lines if len(lines) <= MOST_DAYS else [],
        when=wording.when(session),
        first_names=[first_name(trainer.name or "") for trainer in session.trainers],
        public_path=f"/seances/{session.id}" if session.listed else "",
    )


def lines_of(session: TrainingSession) -> list[Line]:
    """The days in order, each with its hours."""
    days: dict[str, list[str]] = {}
    for half_day in session.half_days:
        days.setdefault(date_fr(half_day.starts_at), []).append(hours(half_day))
    return [Line(day, _(" et ").join(said)) for day, said in days.items()]


def first_name(name: str) -> str:
    """What a poster says of a person: « Anne-Marie Petit » is « Anne-Marie »."""
    return name.split()[0] if name.split() else ""
