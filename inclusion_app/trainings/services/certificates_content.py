"""What the certificates of a session say, gathered from its attendance, its results and the organisation's form."""

import base64
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inclusion_app.kernel import clock, crypto, files, site
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.kernel.files import StoredFile
from inclusion_app.trainings import codes
from inclusion_app.trainings.lists import CertificateKind, Moment, Presence
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries import certificates as queries
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.evaluation import levels, list_objectives
from inclusion_app.trainings.rules import certificates as rules
from inclusion_app.trainings.rules.certificates_content import (
    AttendedHalfDay,
    Body,
    Content,
    Frame,
    Picture,
    StatedObjective,
    hash_of,
    read_content,
)

_SVG = "image/svg+xml"


@dataclass(frozen=True)
class Facts:
    """What is known of a session: who came when, who has reached what, who signs."""

    session: TrainingSession
    half_days: Sequence[HalfDay]
    body: TrainingBody | None
    lines: Mapping[uuid.UUID, queries.Lines]
    objectives: Mapping[uuid.UUID, tuple[StatedObjective, ...]]

    def attended(self, person: Registration) -> rules.Attended:
        """What the attendance says of somebody."""
        return rules.attended(self.half_days, self.lines.get(person.id, {}))


@dataclass(frozen=True)
class Dressing:
    """How papers look, their pictures being kept."""

    accent: str
    operator: str
    logo: Picture | None
    signature: Picture | None


def gather(session: TrainingSession, people: Sequence[Registration]) -> Facts:
    """All that the certificates of these people need, in a few queries."""
    found = levels(session.id, Moment.HOT)
    objectives = list_objectives(session)
    stated = {
        person.id: tuple(StatedObjective(one.text, found.get((person.id, one.id))) for one in objectives)
        for person in people
    }
    return Facts(session, rules.held(session), find_body(), queries.lines_by_person(session), stated)


def write_content(
    facts: Facts, person: Registration, kind: CertificateKind, dressing: Dressing, *, number: str, code: str
) -> Content:
    """What the certificate of one person says, today."""
    session, version = facts.session, facts.session.course_version
    came = facts.attended(person)
    return Content(
        kind=kind,
        nature=version.kind,
        number=number,
        code=code,
        address=site.address(f"/verifier/{codes.shown(code)}") if code else "",
        issued_on=clock.today(),
        expires_on=rules.expiry(last_day(session), version.validity_months),
        accent=dressing.accent,
        operator=dressing.operator,
        logo=dressing.logo,
        signature=dressing.signature,
        body=_said_of(facts.body, session),
        first_name=person.first_name or "",
        last_name=person.last_name or "",
        employer=person.organisation or "",
        title=version.title,
        remote=session.place is None,
        place=_place(session),
        trainers=tuple(trainer.name or "" for trainer in session.trainers),
        minutes=came.minutes,
        planned=came.planned,
        half_days=tuple(_half_day(one, facts.lines.get(person.id, {})) for one in facts.half_days),
        objectives=facts.objectives.get(person.id, ()),
    )


def last_day(session: TrainingSession) -> date:
    """The day on which a session ends, in Paris."""
    return clock.to_paris(session.ends_at).date()


def differs(kept: Content, facts: Facts, person: Registration) -> bool:
    """The name, the attendance or the objectives are no longer those of the certificate."""
    now = write_content(facts, person, kept.kind, Dressing("", "", None, None), number="", code="")
    return _personal(now) != _personal(kept)


def _personal(content: Content) -> tuple[object, ...]:
    times = [(one.starts_at, one.minutes, one.present) for one in content.half_days]
    return content.first_name, content.last_name, content.minutes, content.planned, times, content.objectives


def dress(frame: Frame, body: TrainingBody | None, *, by: Actor) -> Dressing:
    """Keep the pictures of the papers as they are today; a logo that has not changed is not kept again."""
    logo = _keep(frame.logo, _last_logo(), by) if frame.logo else None
    image = body.signature_file if body else None
    signature = Picture(image.id, hash_of(image.bytes)) if image else None
    return Dressing(frame.accent, frame.operator, logo, signature)


def _last_logo() -> Picture | None:
    last = queries.find_last()
    try:
        return read_content(last.content).logo if last and last.content else None
    except crypto.KeyMissing:
        return None


def _keep(picture: bytes, last: Picture | None, by: Actor) -> Picture:
    found = Picture(uuid.UUID(int=0), hash_of(picture))
    if last and last.sha256 == found.sha256:
        return last
    stored = StoredFile(
        name="logo",
        media_type=files.media_type_of(picture) or _SVG,
        size=len(picture),
        content=base64.b64encode(picture).decode(),
        added_at=clock.now(),
        added_by_id=by.id,
    )
    db.session.add(stored)
    db.session.flush()
    return replace(found, file_id=stored.id)


def _said_of(body: TrainingBody | None, session: TrainingSession) -> Body:
    address = body.address if body else ""
    return Body(
        name=body.name if body else "",
        address=address,
        siret=(body and body.siret) or "",
        declaration_number=(body and body.declaration_number) or "",
        declaration_region=(body and body.declaration_region) or "",
        quality_certificate=(body and body.quality_certificate) or "",
        signatory_name=body.signatory_name if body else "",
        signatory_title=body.signatory_title if body else "",
        town=rules.town_of(address) or session.commune.name,
    )


def _place(session: TrainingSession) -> str:
    if session.place is None:
        return ""
    return f"{session.place.name}, {session.commune.name}"


def _half_day(half_day: HalfDay, lines: queries.Lines) -> AttendedHalfDay:
    line = lines.get(half_day.id)
    present = line is not None and line.presence is Presence.PRESENT
    return AttendedHalfDay(half_day.starts_at, half_day.ends_at, line.minutes if line else 0, present)
