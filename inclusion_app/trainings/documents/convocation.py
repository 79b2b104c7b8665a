"""The convocation on paper: a letter a person, its address where the window of an envelope shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale

from inclusion_app.printing.pdf import Document
from inclusion_app.trainings import links
from inclusion_app.trainings.letters import asks_before
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.practical import Practical, one_line, practical_of
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.web.formats import duration

AT_ONCE = 6
"""Letters printed while somebody waits for the page: about a second; a task prints more."""
_ADDRESS_LINES = 6


@dataclass(frozen=True)
class Convocation:
    """What one letter says."""

    name: str
    address: tuple[str, ...]
    """Lines under the name; none when the letter is handed over."""
    known: Practical
    hours: str
    reference: str
    page: str
    """The path of the secret page."""
    town: str
    asks_before: bool
    """The secret page also asks where the person stands before the session."""


def convocation_of(registration: Registration, known: Practical) -> Convocation:
    """The letter of one person."""
    session = registration.session
    typed = [one_line(line) for line in (registration.address or "").replace(",", "\n").splitlines()]
    return Convocation(
        name=one_line(registration.full_name),
        address=tuple(line for line in typed if line)[: _ADDRESS_LINES - 1],
        known=known,
        hours=duration(sum(half_day.minutes for half_day in session.half_days)),
        reference=session.reference,
        page=links.path_of(registration),
        town=session.commune.name,
        asks_before=asks_before(registration),
    )


def convocations_document(registrations: Sequence[Registration]) -> Document:
    """The letters of some people of one session, one after the other; in French, as they are read by the public."""
    with force_locale("fr"):
        body = find_body()
        session = registrations[0].session
        known = practical_of(session, body)
        return render_paper(
            "trainings/papers/convocation.html",
            title=f"Convocation\u00a0: {known.title}",
            letters=[convocation_of(registration, known) for registration in registrations],
            body=body,
        )
