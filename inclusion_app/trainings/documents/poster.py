"""The poster for the door of a room: what, when, where, with whom, and how to join."""

from dataclasses import dataclass

from flask_babel import gettext as _

from inclusion_app.printing.pdf import Document
from inclusion_app.trainings import wording
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.wording import hours
from inclusion_app.web.formats import date_fr, date_long

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
        lines=lines,
        when=wording.when(session),
        first_names=[first_name(trainer.name or "") for trainer in session.trainers],
        public_path=f"/seances/{session.id}" if session.listed else "",
    )


def lines_of(session: TrainingSession) -> list[Line]:
    """The days in order, each with its hours; too many of them in two lines, or none when no rhythm joins them."""
    days: dict[str, list[str]] = {}
    for half_day in session.half_days:
        days.setdefault(date_fr(half_day.starts_at), []).append(hours(half_day))
    if len(days) <= MOST_DAYS:
        return [Line(day, _(" et ").join(said)) for day, said in days.items()]
    return _weekly_lines(session) if wording.is_weekly(session) else []


def _weekly_lines(session: TrainingSession) -> list[Line]:
    """« Chaque mardi », « du 2 mars 2027 au 4 mai 2027 »."""
    first, last = session.half_days[0], session.half_days[-1]
    weekday = date_fr(first.starts_at).split(" ")[0]
    span = _("du %(first)s au %(last)s", first=date_long(first.starts_at), last=date_long(last.starts_at))
    return [Line(_("chaque %(weekday)s", weekday=weekday), hours(first)), Line(span, "")]


def first_name(name: str) -> str:
    """What a poster says of a person: « Anne-Marie Petit » is « Anne-Marie »."""
    return name.split()[0] if name.split() else ""
