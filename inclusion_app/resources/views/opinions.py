"""Report a resource, answer reports, say what one thinks of it."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import throttle
from inclusion_app.access.guard import current_account, current_scope, find_account, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.access.rules import network_of
from inclusion_app.kernel import crypto
from inclusion_app.kernel.errors import DomainError
from inclusion_app.resources.forms.opinions import AnswerForm, ReportForm, ReviewForm
from inclusion_app.resources.queries import opinions as queries
from inclusion_app.resources.queries.resources import get_resource
from inclusion_app.resources.queries.versions import names_of
from inclusion_app.resources.services import opinions as services
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader
from inclusion_app.web.pagination import requested_page

REPORTS_OF_NETWORK = 10
"""Reports that visitors of one network may make in an hour."""


@bp.route("/ressources/<uuid:resource_id>/signaler", methods=["GET", "POST"])
@public
def report(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Say that something is wrong; a visitor may, not too often."""
    resource = get_resource(reader(), resource_id)
    form, account = ReportForm(), find_account()
    counters = (throttle.Counter(crypto.blind_index(network_of(request.remote_addr), "report"), REPORTS_OF_NETWORK),)
    if form.validate_on_submit():
        if account is None and throttle.find_link_wait(counters):
            form.form_errors.append(
                _("Beaucoup de signalements viennent d’être envoyés d’ici. Réessayez dans une heure.")
            )
            return render_template("resources/opinions/report.html", form=form, resource=resource), 429
        try:
            services.report_resource(resource, kind=form.kind.data, text=form.text.data or "", by=account)
        except DomainError as error:
            form.attach(error)
        else:
            if account is None:
                throttle.note_failure(counters)
            flash(_("Merci. Votre signalement est transmis à la personne qui tient cette ressource."), "success")
            return redirect(url_for("resources.resource", resource_id=resource.id), 303)
    page = render_template("resources/opinions/report.html", form=form, resource=resource)
    return page, 422 if form.is_submitted() else 200


@bp.get("/ressources/signalements")
@requires(Permission.RESOURCES_WRITE)
def reports() -> ResponseReturnValue:
    """The reports on what the caller may change."""
    answered, asked = request.args.get("etat") == "traites", requested_page(25)
    found, total = queries.list_reports(current_scope(), answered=answered, offset=asked.offset, limit=asked.size)
    return render_template(
        "resources/opinions/reports.html",
        page=asked.page(found, total),
        answered=answered,
        names=names_of(one.reported_by_id for one in found),
    )


@bp.route("/ressources/signalements/<uuid:report_id>", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def answer_report(report_id: uuid.UUID) -> ResponseReturnValue:
    """Read a report and answer it."""
    found = queries.get_report(current_scope(), report_id)
    form = AnswerForm()
    if form.validate_on_submit():
        try:
            services.answer_report(found, answer=form.answer.data or "", by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La réponse est enregistrée."), "success")
            return redirect(url_for("resources.reports"), 303)
    names = names_of([found.reported_by_id, found.answered_by_id])
    page = render_template("resources/opinions/answer.html", form=form, report=found, names=names)
    return page, 422 if form.is_submitted() else 200


@bp.route("/ressources/<uuid:resource_id>/avis", methods=["GET", "POST"])
@requires(Permission.RESOURCES_READ)
def review(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Say whether it was useful; saying it again replaces it."""
    resource = get_resource(current_scope(), resource_id)
    mine = queries.opinions_of(current_scope(), resource).mine
    values = {"useful": "yes" if mine.useful else "no", "text": mine.text} if mine else {}
    form = ReviewForm(data=values).offer(_("Oui, utile"), _("Non, pas utile"))
    if form.validate_on_submit():
        try:
            services.review_resource(
                resource, useful=form.useful.data == "yes", text=form.text.data or "", by=current_account()
            )
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("Merci, votre avis aidera les autres à choisir."), "success")
            return redirect(url_for("resources.resource", resource_id=resource.id), 303)
    page = render_template("resources/opinions/review.html", form=form, resource=resource, mine=mine)
    return page, 422 if form.is_submitted() else 200
