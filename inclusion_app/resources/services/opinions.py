"""What people say of a resource: reports and their answers, reviews, favourites."""

from sqlalchemy import delete, select

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.resources import letters
from inclusion_app.resources.lists import ReportKind, ResourceState
from inclusion_app.resources.models.resources import Favourite, Resource, ResourceReport, ResourceReview


class _AlreadyThere(DomainError):
    """The same row was written at the same moment."""


_TWICE = N_("C’est déjà enregistré.")


def report_resource(resource: Resource, *, kind: ReportKind, text: str, by: Account | None) -> ResourceReport:
    """Say that something is wrong; its owner is told by e-mail. `by` None: a visitor. Raises DomainError on `text`."""
    if kind in (ReportKind.ERROR, ReportKind.DUPLICATE) and not text.strip():
        raise DomainError(
            N_("Dites en quelques mots où est l’erreur, ou quelle ressource dit la même chose."), field="text"
        )
    report = ResourceReport(
        resource_id=resource.id,
        kind=kind,
        text=text.strip() or None,
        reported_at=clock.now(),
        reported_by_id=by.id if by else None,
    )
    db.session.add(report)
    db.session.flush()
    audit.write("resource.report", subject=resource, by=by, details={"kind": kind.value})
    owner = db.session.get(Account, resource.owner_id) if resource.owner_id else None
    if owner is not None and (by is None or owner.id != by.id):
        letters.tell_reported(report, resource, owner)
    db.session.flush()
    return report


def answer_report(report: ResourceReport, *, answer: str, by: Account) -> ResourceReport:
    """Answer once; whoever reported it with an account is told. Raises DomainError on `answer`."""
    if not answer.strip():
        raise DomainError(N_("Écrivez la réponse."), field="answer")
    if report.answered_at is not None:
        raise DomainError(N_("Quelqu’un a déjà répondu à ce signalement."), field="answer")
    report.answer, report.answered_at, report.answered_by_id = answer.strip()[:500], clock.now(), by.id
    audit.write("resource.answer", subject=report.resource, by=by)
    reporter = db.session.get(Account, report.reported_by_id) if report.reported_by_id else None
    if reporter is not None and reporter.id != by.id:
        letters.tell_answered(report, report.resource, reporter)
    db.session.flush()
    return report


def review_resource(resource: Resource, *, useful: bool, text: str, by: Account) -> ResourceReview:
    """What somebody thinks of it, once each; saying it again replaces it. Raises DomainError."""
    if resource.state is not ResourceState.PUBLISHED:
        raise DomainError(N_("Cette ressource n’est plus publiée."))
    if resource.owner_id == by.id:
        raise DomainError(N_("C’est votre ressource\u00a0: laissez les autres en juger."))
    query = select(ResourceReview).where(ResourceReview.resource_id == resource.id, ResourceReview.account_id == by.id)
    review = db.session.scalar(query)
    if review is None:
        review = ResourceReview(resource_id=resource.id, account_id=by.id, useful=useful, written_at=clock.now())
    review.useful, review.text, review.written_at = useful, text.strip(), clock.now()
    with violations({"resource_review": _AlreadyThere(_TWICE)}):
        db.session.add(review)
        db.session.flush()
    audit.write("resource.review", subject=resource, by=by)
    db.session.flush()
    return review


def keep_favourite(resource: Resource, *, kept: bool, by: Account) -> None:
    """Keep a resource at hand, or no longer; doing it twice changes nothing."""
    there = db.session.get(Favourite, (by.id, resource.id))
    if kept and there is None:
        try:
            with violations({"favourite": _AlreadyThere(_TWICE)}):
                db.session.add(Favourite(account_id=by.id, resource_id=resource.id, added_at=clock.now()))
                db.session.flush()
        except _AlreadyThere:
            return
    if not kept:
        db.session.execute(delete(Favourite).where(Favourite.account_id == by.id, Favourite.resource_id == resource.id))
        db.session.flush()
