"""When and where a session takes place, in words: for pages, letters and papers alike."""

from datetime import datetime
from itertools import pairwise

from flask_babel import gettext as _

from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.web.formats import date_fr, date_long, local, time_fr


def hours(half_day: HalfDay) -> str:
    """« 09:30 – 12:30 »."""
    return f"{time_fr(half_day.starts_at)}\u00a0–\u00a0{time_fr(half_day.ends_at)}"


def half_day_text(half_day: HalfDay) -> str:
    """« mardi 24 novembre 2026, 09:30 – 12:30 »."""
    return f"{date_fr(half_day.starts_at)}, {hours(half_day)}"


def when(session: TrainingSession) -> str:
    """The half-day itself when there is one; else how many, from which day to which, and their rhythm."""
    days = session.half_days
    if len(days) == 1:
        return half_day_text(days[0])
    first, last = days[0].starts_at, days[-1].starts_at
    if local(first).date() == local(last).date():
        return f"{date_fr(first)}, {time_fr(first)}\u00a0–\u00a0{time_fr(days[-1].ends_at)}"
    if is_weekly(session):
        return str(_("%(count)s séances, chaque semaine, du %(first)s au %(last)s", **_span(len(days), first, last)))
    return str(_("%(count)s demi-journées, du %(first)s au %(last)s", **_span(len(days), first, last)))


def is_weekly(session: TrainingSession) -> bool:
    """Three half-days or more, a week apart on the clock of the wall."""
    days = [local(half_day.starts_at) for half_day in session.half_days]
    return len(days) > 2 and all((b.date() - a.date()).days == 7 and a.time() == b.time() for a, b in pairwise(days))


def where(session: TrainingSession) -> str:
    """« Salle 1, Espace numérique, Limoges », or « À distance »."""
    if session.place is None:
        return str(_("À distance"))
    parts = [session.room.name if session.room else "", session.place.name, session.commune.name]
    return ", ".join(part for part in parts if part)


def _span(count: int, first: datetime, last: datetime) -> dict[str, object]:
    """From one day to another, neither the year nor the month said twice: « du 14 au 15 décembre 2026 »."""
    begins, ends = local(first), local(last)
    said_twice = (begins.year == ends.year) + (begins.year == ends.year and begins.month == ends.month)
    words = date_long(first).split(" ")
    return {"count": count, "first": " ".join(words[: len(words) - said_twice]), "last": date_long(last)}
