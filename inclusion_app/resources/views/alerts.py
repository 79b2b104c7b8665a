"""Alerts, for those who publish them: the list, one more, a change, its history, lifted, put back."""

import uuid
from itertools import pairwise

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.forms.reading import version_of as version_in
from inclusion_app.network.views import drafts
from inclusion_app.resources.forms.alerts import AlertForm
from inclusion_app.resources.models.given import SafetyAlert
from inclusion_app.resources.queries import alerts as queries
from inclusion_app.resources.rules.alerts import PROPOSED, AlertText, differences, state_of, text_of
from inclusion_app.resources.rules.versions import Line, compare
from inclusion_app.resources.services import alerts as services
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.web.formats import date_long
from inclusion_app.web.pagination import requested_page


@bp.get("/securite/alertes")
@requires(Permission.ALERTS_PUBLISH)
def alerts() -> ResponseReturnValue:
    """Every alert, those of today first."""
    asked = requested_page(25)
    found, total = queries.list_alerts(offset=asked.offset, limit=asked.size)
    today = clock.today()
    return render_template(
        "resources/safety/list.html",
        page=asked.page(found, total),
        states={one.id: state_of(one, today) for one in found},
    )


@bp.route("/securite/alertes/nouvelle", methods=["GET", "POST"])
@requires(Permission.ALERTS_PUBLISH)
def new_alert() -> ResponseReturnValue:
    """Warn everybody of something."""
    kept = drafts.kept_fields()
    values = {"ends_on": clock.today() + PROPOSED, "form_key": uuid.uuid4()}
    form = AlertForm(kept, data=values) if kept else AlertForm(data=values)
    if form.validate_on_submit():
        try:
            made = services.publish_alert(form.said(), form_key=_key(form.form_key.data), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            flash(_("L’alerte est publiée\u00a0: chacun la voit dès maintenant. Pensez à l’afficher."), "success")
            return redirect(url_for(".alert", alert_id=made.id), 303)
    page = render_template("resources/safety/form.html", form=form, alert=None, draft=bool(kept))
    return page, 422 if form.is_submitted() else 200


@bp.route("/securite/alertes/<uuid:alert_id>/modifier", methods=["GET", "POST"])
@requires(Permission.ALERTS_PUBLISH)
def edit_alert(alert_id: uuid.UUID) -> ResponseReturnValue:
    """Correct or extend an alert; what it said before is kept."""
    found = queries.get_alert(alert_id)
    kept = drafts.kept_fields()
    form = AlertForm(kept, obj=found) if kept else AlertForm(obj=found)
    if form.validate_on_submit():
        return _save(found, form)
    page = _edit_page(found, form, draft=bool(kept))
    return page, 422 if form.is_submitted() else 200


def _save(found: SafetyAlert, form: AlertForm) -> ResponseReturnValue:
    differing = None
    try:
        services.update_alert(found, form.said(), version=version_in(form.version), by=current_account())
    except StaleVersion:
        differing = _conflicts(form, form.said(), text_of(found))
        form.version.data = str(found.version)
    except DomainError as error:
        form.attach(error)
    else:
        drafts.forget()
        flash(_("L’alerte est enregistrée."), "success")
        return redirect(url_for(".alert", alert_id=found.id), 303)
    return _edit_page(found, form, conflicts=differing), 422 if differing is None else 409


def _edit_page(found: SafetyAlert, form: AlertForm, **values: object) -> str:
    return render_template("resources/safety/form.html", form=form, alert=found, **values)


def _conflicts(form: AlertForm, mine: AlertText, saved: AlertText) -> list[tuple[str, str, str]]:
    """The fields where what was typed is not what somebody else saved meanwhile."""
    return [(str(form[name].label.text), _shown(mine, name), _shown(saved, name)) for name in differences(mine, saved)]


@bp.get("/securite/alertes/<uuid:alert_id>/historique")
@requires(Permission.ALERTS_PUBLISH)
def alert_history(alert_id: uuid.UUID) -> ResponseReturnValue:
    """What it said, newest first, and what each change changed."""
    found = queries.get_alert(alert_id)
    versions = queries.list_versions(found)
    changes = {after.number: _changes(text_of(before), text_of(after)) for after, before in pairwise(versions)}
    return render_template("resources/safety/history.html", alert=found, versions=versions, changes=changes)


def _changes(before: AlertText, after: AlertText) -> list[tuple[str, list[Line]]]:
    labels = AlertForm(formdata=None)
    return [
        (str(labels[name].label.text), compare(_shown(before, name), _shown(after, name)))
        for name in differences(before, after)
    ]


def _shown(said: AlertText, name: str) -> str:
    return date_long(said.ends_on) if name == "ends_on" else getattr(said, name) or ""


@bp.route("/securite/alertes/<uuid:alert_id>/lever", methods=["GET", "POST"])
@requires(Permission.ALERTS_PUBLISH)
def lift_alert(alert_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then warn nobody any more."""
    found = queries.get_alert(alert_id)
    if request.method == "POST":
        services.lift_alert(found, by=current_account())
        flash(_("L’alerte est levée. Pensez à décrocher ses affiches."), "success")
        return redirect(url_for(".alerts"), 303)
    return render_template(
        "web/confirm.html",
        title=_("Lever cette alerte\u00a0?"),
        text=_("«\u00a0%(title)s\u00a0» disparaît de l’accueil et de la page publique.", title=found.title),
        action=request.path,
        label=_("Lever l’alerte"),
        cancel=url_for(".alert", alert_id=found.id),
        danger=False,
    )


@bp.post("/securite/alertes/<uuid:alert_id>/remettre")
@requires(Permission.ALERTS_PUBLISH)
def restore_alert(alert_id: uuid.UUID) -> ResponseReturnValue:
    """It goes on after all."""
    found = queries.get_alert(alert_id)
    try:
        services.restore_alert(found, by=current_account())
        flash(_("L’alerte est de nouveau montrée."), "success")
    except DomainError as error:
        flash(_(error.message, **error.values), "error")
    return redirect(url_for(".alert", alert_id=found.id), 303)


def _key(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
