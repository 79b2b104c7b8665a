"""Writes of certificates: issue them for a session, revoke one, replace one whose truth has changed."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import CertificateKind, NoticeKind, RevocationReason
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import certificates as queries
from inclusion_app.trainings.queries.attendance import verify
from inclusion_app.trainings.queries.sessions import lock_session
from inclusion_app.trainings.rules import certificates as rules
from inclusion_app.trainings.rules.certificates_content import Frame, read_content
from inclusion_app.trainings.rules.certificates_seal import is_intact, seal_of
from inclusion_app.trainings.services.certificates_content import Dressing, Facts, differs, dress, gather, write_content
from inclusion_app.trainings.services.certificates_numbers import draw_codes, take_numbers
from inclusion_app.trainings.services.notices import tell

_LONGEST_NOTE = 300


@dataclass(frozen=True)
class Issued:
    """What came of a gesture: certificates made, kept as they were, kept though the truth has changed, not due."""

    made: Sequence[Certificate]
    kept: int
    stale: int
    not_due: int


def issue_certificates(
    session: TrainingSession,
    *,
    kind: CertificateKind,
    people: Collection[uuid.UUID] | None,
    frame: Frame,
    by: Account,
) -> Issued:
    """Issue for these registrations, or for everyone who came; whoever has a certificate of this kind keeps it.

    Raises DomainError when nothing may be issued: session not over, organisation's form incomplete, sheet altered.
    """
    session = lock_session(session.id)
    participants = queries.list_participants(session)
    facts = gather(session, participants)
    _check(facts, kind)
    chosen = [one for one in participants if people is None or one.id in people]
    due = [one for one in chosen if facts.attended(one).eligible]
    valid = queries.list_valid_of([one.id for one in due])
    existing = {one.registration_id: one for held in valid.values() for one in held if one.kind is kind}
    stale = [one for one in existing.values() if is_stale(one, facts)]
    made = _make(facts, [one for one in due if one.id not in existing], kind, frame, by)
    return Issued(made, len(existing) - len(stale), len(stale), len(chosen) - len(due))


def revoke_certificate(
    certificate: Certificate, *, reason: RevocationReason, note: str = "", by: Account
) -> Certificate:
    """Whoever verifies it is told that it no longer counts; its number is never given again.

    `note` is for the team. Raises DomainError when it was revoked before.
    """
    db.session.refresh(certificate, with_for_update=True)
    if certificate.revoked_at is not None:
        raise DomainError(N_("Cette attestation a déjà été retirée."))
    author = by.id
    with db.session.no_autoflush:
        certificate.revoked_at = clock.now().replace(microsecond=0)
        certificate.revoked_by_id = author
        certificate.revoked_reason = reason
        certificate.revoked_note = note.strip()[:_LONGEST_NOTE] or None
        certificate.digest = seal_of(certificate)
    audit.write("certificate.revoke", subject=certificate, by=by, details={"reason": reason.value})
    db.session.flush()
    return certificate


def replace_certificate(certificate: Certificate, *, frame: Frame, by: Account) -> Certificate:
    """Revoke it and issue another that says what is true today. Raises DomainError when none may be issued."""
    session = lock_session(certificate.registration.session_id)
    person = certificate.registration
    facts = gather(session, [person])
    _check(facts, certificate.kind)
    if not facts.attended(person).eligible:
        raise DomainError(
            N_("La présence de cette personne ne donne plus droit à une attestation. Vous pouvez la retirer.")
        )
    revoke_certificate(certificate, reason=RevocationReason.REPLACED, by=by)
    return _make(facts, [person], certificate.kind, frame, by)[0]


def is_stale(certificate: Certificate, facts: Facts) -> bool:
    """It no longer says the truth, or it was altered; `facts` are those of its session, its person included."""
    if not is_intact(certificate):
        return True
    return differs(read_content(certificate.content or ""), facts, certificate.registration)


def _check(facts: Facts, kind: CertificateKind) -> None:
    found = rules.blocks(facts.session, facts.body, clock.now())
    if found:
        raise DomainError(found[0].label)
    if kind not in rules.kinds_of(facts.session.course_version.kind):
        raise DomainError(N_("Un atelier ne donne pas de certificat de réalisation."), field="kind")
    if verify(facts.session):
        raise DomainError(
            N_("Des lignes de présence ont été modifiées hors de l’application\u00a0: rien ne peut être attesté.")
        )


def _make(
    facts: Facts, people: Sequence[Registration], kind: CertificateKind, frame: Frame, by: Account
) -> list[Certificate]:
    if not people:
        return []
    dressing = dress(frame, facts.body, by=by)
    numbers = take_numbers(clock.today().year, len(people))
    codes = draw_codes(len(people))
    made = [
        _write(facts, person, kind, dressing, number, code, by)
        for person, number, code in zip(people, numbers, codes, strict=True)
    ]
    db.session.flush()
    earlier = queries.count_of_people([one.id for one in people])
    for certificate in made:
        audit.write("certificate.issue", subject=certificate, by=by, details={"number": certificate.number})
        _tell(certificate, earlier, by)
    db.session.flush()
    return made


def _write(
    facts: Facts,
    person: Registration,
    kind: CertificateKind,
    dressing: Dressing,
    number: str,
    code: str,
    by: Account,
) -> Certificate:
    content = write_content(facts, person, kind, dressing, number=number, code=code)
    certificate = Certificate(
        registration_id=person.id,
        session_id=facts.session.id,
        kind=kind,
        number=number,
        code=code,
        issued_on=content.issued_on,
        issued_by_id=by.id,
        minutes=content.minutes,
        content=content.to_json(),
        expires_on=content.expires_on,
    )
    certificate.registration = person
    certificate.digest = seal_of(certificate)
    db.session.add(certificate)
    return certificate


def _tell(certificate: Certificate, counts: dict[uuid.UUID, int], by: Account) -> None:
    """By e-mail only: nobody is called for a paper, which is handed over or posted."""
    if certificate.registration.email:
        number = counts[certificate.registration_id] - 1
        tell(certificate.registration, NoticeKind.CERTIFICATE, number=number, by=by)
