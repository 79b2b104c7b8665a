"""What a person must know to come: when, where, what to bring, whom to ask; for letters, convocations, calendars."""

import re
from dataclasses import dataclass

from inclusion_app.kernel import site
from inclusion_app.kernel.phone import display_phone
from inclusion_app.trainings import wording
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.sessions import TrainingSession

MOST_DATES = 12
_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Practical:
    """In words; what is not known is empty."""

    title: str
    when: str
    dates: tuple[str, ...]
    """Each half-day, when there are several."""
    place: str
    address: str
    online_url: str
    trainers: str
    materials: str
    contact: str
    rules_url: str
    disability: str
    complaints: str

    @property
    def where(self) -> str:
        """Place and address on one line."""
        return ", ".join(part for part in (self.place, self.address) if part)


def practical_of(session: TrainingSession, body: TrainingBody | None) -> Practical:
    """What is known of a session; `body` is the training organisation, for its rules and its contacts."""
    return Practical(
        title=one_line(session.course_version.title),
        when=wording.when(session),
        dates=tuple(wording.half_day_text(each) for each in session.half_days) if len(session.half_days) > 1 else (),
        place=_place(session),
        address=_address(session),
        online_url=session.online_url or "",
        trainers=", ".join(trainer.name or "" for trainer in session.trainers),
        materials=session.materials.strip(),
        contact=contact_of(session, body),
        rules_url=(body.rules_url or "") if body else "",
        disability=body.disability_contact if body else "",
        complaints=body.complaints_contact if body else "",
    )


def contact_of(session: TrainingSession, body: TrainingBody | None) -> str:
    """Who answers questions: the structure that organises, else the training organisation, else the operator."""
    for who in (session.structure, body):
        if who and (who.phone or who.email):
            return ", ".join(part for part in (who.name, display_phone(who.phone), who.email) if part)
    place = site.current()
    return ", ".join(part for part in (place.operator, place.contact) if part)


def organizer_of(session: TrainingSession, body: TrainingBody | None) -> str:
    """The address that invites, for calendars."""
    return (
        (session.structure and session.structure.email)
        or (body and body.email)
        or site.current().contact
        or f"ne-pas-repondre@{site.current().public_url.split('//')[-1].split('/')[0].split(':')[0]}"
    )


def location_of(session: TrainingSession) -> str:
    """Place and address on one line, for a calendar."""
    return ", ".join(part for part in (_place(session), _address(session)) if part)


def one_line(text: str) -> str:
    """A text that people typed, on one line; its no-break spaces stay."""
    return _BREAKS.sub(" ", text).strip()


def _place(session: TrainingSession) -> str:
    if session.place is None:
        return "À distance"
    return ", ".join(part for part in (session.room.name if session.room else "", session.place.name) if part)


def _address(session: TrainingSession) -> str:
    place = session.place
    if place is None:
        return ""
    street = ", ".join(part for part in (place.address, place.address_complement) if part)
    town = f"{place.postal_code} {session.commune.name}".strip()
    return ", ".join(part for part in (street, town) if part)
