"""The certificates of a session: issue, print one, revoke, replace."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import release
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.documents.certificate import certificate_pdf, current_frame, file_name
from inclusion_app.trainings.forms.certificates import IssueForm, RevokeForm
from inclusion_app.trainings.lists import CertificateKind
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import certificates as queries
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.rules import certificates as rules
from inclusion_app.trainings.services import certificates as services
from inclusion_app.trainings.services.certificates import Issued
from inclusion_app.trainings.services.certificates_content import Facts, gather
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import plural


@dataclass(frozen=True)
class Held:
    """A certificate that was not revoked; `stale` when it no longer says the truth."""

    certificate: Certificate
    stale: bool


@dataclass(frozen=True)
class Row:
    """Somebody of the session: what she attended, the certificates that she holds."""

    person: Registration
    attended: rules.Attended
    held: Sequence[Held]

    def lacks(self, kind: CertificateKind) -> bool:
        """This paper may be issued to her."""
        return self.attended.eligible and all(one.certificate.kind is not kind for one in self.held)


@bp.route("/sessions/<uuid:session_id>/attestations", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def certificates(session_id: uuid.UUID) -> ResponseReturnValue:
    """Who may get which paper; issue them in one gesture."""
    session = get_session(current_scope(), session_id)
    people = queries.list_participants(session)
    form = IssueForm(data={"kind": rules.kinds_of(session.course_version.kind)[0]})
    form.people.choices = [Choice(str(one.id), one.full_name) for one in people]
    if form.validate_on_submit():
        try:
            _say(_issue(session, form))
            return redirect(url_for("trainings.certificates", session_id=session.id), 303)
        except DomainError as error:
            form.attach(error)
    return _page(session, people, form), 422 if form.is_submitted() else 200


def _issue(session: TrainingSession, form: IssueForm) -> Issued:
    ticked = [uuid.UUID(key) for key in form.people.data or ()]
    if request.form.get("who") != "all" and not ticked:
        raise DomainError(_("Cochez au moins une personne."), field="people")
    return services.issue_certificates(
        session,
        kind=form.kind.data or rules.kinds_of(session.course_version.kind)[0],
        people=None if request.form.get("who") == "all" else ticked,
        frame=current_frame(),
        by=current_account(),
    )


def _say(issued: Issued) -> None:
    parts = [
        (len(issued.made), _("%(count)s attestation est délivrée."), _("%(count)s attestations sont délivrées.")),
        (issued.kept, _("%(count)s personne avait déjà la sienne."), _("%(count)s personnes avaient déjà la leur.")),
        (
            issued.stale,
            _("%(count)s personne a une attestation à mettre à jour\u00a0: remplacez-la."),
            _("%(count)s personnes ont une attestation à mettre à jour\u00a0: remplacez-les."),
        ),
        (
            issued.not_due,
            _("%(count)s personne n’y a pas droit."),
            _("%(count)s personnes n’y ont pas droit."),
        ),
    ]
    said = [plural(count, one, many) for count, one, many in parts if count]
    flash(" ".join(said) or _("Il n’y avait rien à délivrer."), "success" if issued.made else "info")


def _page(session: TrainingSession, people: Sequence[Registration], form: IssueForm) -> str:
    facts = gather(session, people)
    rows = _rows(facts, people)
    blocks = rules.blocks(session, facts.body, clock.now())
    kinds = rules.kinds_of(session.course_version.kind)
    held = [one for row in rows for one in row.held]
    return render_session(
        "trainings/certificates/session.html",
        session,
        "trainings.certificates",
        form=form,
        rows=rows,
        kinds=kinds,
        blocks=blocks,
        missing=[_(label) for label in rules.missing_of(facts.body, session.course_version.kind)],
        allowed_body=current_scope().allows(Permission.COURSES_EDIT),
        unfilled=[row for row in rows if row.attended.missing] if not blocks else [],
        unevaluated=_unevaluated(facts) and any(row.lacks(kind) for row in rows for kind in kinds),
        printable=len(held),
        without_email=[row for row in rows if row.held and not row.person.email],
        revoked=[one for one in queries.list_of_session(session) if one.revoked_at],
        reason_of=rules.reason_of,
        note_of=rules.note_of,
    )


def _unevaluated(facts: Facts) -> bool:
    """The course has objectives, and nobody's were evaluated."""
    stated = [one for objectives in facts.objectives.values() for one in objectives]
    return bool(stated) and all(one.level is None for one in stated)


def _rows(facts: Facts, people: Sequence[Registration]) -> list[Row]:
    valid = queries.list_valid_of([one.id for one in people])
    return [
        Row(
            person,
            facts.attended(person),
            [Held(one, services.is_stale(one, facts)) for one in valid.get(person.id, [])],
        )
        for person in people
    ]


@bp.get("/sessions/<uuid:session_id>/attestations/<uuid:certificate_id>.pdf")
@requires(Permission.SESSIONS_MANAGE)
def certificate_file(session_id: uuid.UUID, certificate_id: uuid.UUID) -> ResponseReturnValue:
    """The paper of one certificate, to print or to hand over."""
    session = get_session(current_scope(), session_id)
    certificate = queries.get_certificate(session, certificate_id)
    try:
        return pdf_response(certificate)
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
        return redirect(url_for("trainings.certificates", session_id=session_id), 303)


def pdf_response(certificate: Certificate) -> Response:
    """The PDF under a name that names nobody. Raises DomainError when the certificate is not as it was written."""
    if certificate.revoked_at is not None:
        raise DomainError(_("Cette attestation a été retirée\u00a0: elle ne s’imprime plus."))
    response = Response(certificate_pdf(certificate), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(certificate)}"'
    return response


@bp.route("/sessions/<uuid:session_id>/attestations/<uuid:certificate_id>/retirer", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def revoke_certificate(session_id: uuid.UUID, certificate_id: uuid.UUID) -> ResponseReturnValue:
    """Say why, then revoke."""
    session = get_session(current_scope(), session_id)
    certificate = queries.get_certificate(session, certificate_id)
    form = RevokeForm()
    if form.validate_on_submit():
        try:
            services.revoke_certificate(
                certificate, reason=form.reason.data, note=form.note.data or "", by=current_account()
            )
            flash(_("L’attestation %(number)s est retirée.", number=certificate.number), "success")
            return redirect(url_for("trainings.certificates", session_id=session.id), 303)
        except DomainError as error:
            form.attach(error)
    page = render_template("trainings/certificates/revoke.html", form=form, session=session, certificate=certificate)
    return page, 422 if form.is_submitted() else 200


@bp.route("/sessions/<uuid:session_id>/attestations/<uuid:certificate_id>/remplacer", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def replace_certificate(session_id: uuid.UUID, certificate_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then revoke it and issue another."""
    session = get_session(current_scope(), session_id)
    certificate = queries.get_certificate(session, certificate_id)
    back = url_for("trainings.certificates", session_id=session.id)
    if request.method == "POST":
        try:
            made = services.replace_certificate(certificate, frame=current_frame(), by=current_account())
        except DomainError as error:
            release()
            flash(_(error.message, **error.values), "error")
            return redirect(back, 303)
        flash(_("L’attestation %(number)s remplace l’ancienne.", number=made.number), "success")
        return redirect(back, 303)
    return render_template(
        "web/confirm.html",
        title=_("Remplacer cette attestation\u00a0?"),
        text=_(
            "L’attestation %(number)s sera retirée\u00a0: qui la vérifiera le saura. Une autre dira ce qui est vrai.",
            number=certificate.number,
        ),
        action=request.path,
        label=_("Oui, la remplacer"),
        cancel=back,
        danger=False,
    )
