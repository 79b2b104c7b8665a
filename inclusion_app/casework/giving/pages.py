"""Give a resource: in one gesture from a suggestion, or from a page that asks how."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework.giving.forms import GiveForm
from inclusion_app.casework.giving.recipients import Recipient, recipient_of
from inclusion_app.casework.views import bp
from inclusion_app.kernel.errors import DomainError
from inclusion_app.resources.lists import GivenHow, ResourceKind, ResourceState, SheetLayout
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import get_resource, latest_of
from inclusion_app.resources.rules.suggestions import can_print, can_send
from inclusion_app.resources.services.giving import MOST_COPIES, Gift, give_resource
from inclusion_app.web.choices import Choice


@bp.route("/ressources/<uuid:resource_id>/donner", methods=["GET", "POST"])
@requires(Permission.RESOURCES_READ)
def give(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Print or send a resource for somebody; it is remembered, and counted."""
    found = get_resource(current_scope(), resource_id)
    recipient = recipient_of(current_scope(), request.form if request.method == "POST" else request.args)
    if request.method == "GET" and not _is_given(found):
        flash(_("Cette ressource ne peut pas être donnée."), "warning")
        return redirect(url_for("resources.resource", resource_id=found.id), 303)
    form = _offer(found, recipient)
    if form.validate_on_submit():
        try:
            gift = _gift(form, recipient)
            give_resource(found, gift, by=current_account(), form_key=_form_key(form))
        except DomainError as error:
            form.attach(error)
        else:
            return _done(found, form, gift, recipient)
    page = render_template(
        "casework/giving/give.html", form=form, resource=found, recipient=recipient, back=_back(found, recipient)
    )
    return page, 422 if form.errors else 200


def _is_given(found: Resource) -> bool:
    return found.state is ResourceState.PUBLISHED and (can_print(found.kind) or can_send(found.visibility))


def _offer(found: Resource, recipient: Recipient) -> GiveForm:
    """The form with the ways that this resource has; one way alone is not asked."""
    ways = [Choice(GivenHow.PRINT.value, _("Imprimer"))] if can_print(found.kind) else []
    ways += [Choice(GivenHow.EMAIL.value, _("Envoyer par courriel"))] if can_send(found.visibility) else []
    wished = next((one.value for one in ways if one.value == request.args.get("comment")), None)
    layouts = _layouts(found)
    known = recipient.citizen.email or "" if recipient.citizen else ""
    asked = {
        "form_key": str(uuid.uuid4()),
        "accompagnement": str(recipient.record.id) if recipient.record else "",
        "citoyen": str(recipient.citizen.id) if recipient.citizen else "",
        "how": wished or (ways[0].value if ways else None),
        "layout": layouts[0].value if layouts else None,
        "copies": min(recipient.people, MOST_COPIES),
        "email": known,
    }
    form = GiveForm(data=asked)
    form.how.choices = ways
    form.layout.choices = [Choice(one.value, _(one.label)) for one in layouts]
    return form


def _layouts(found: Resource) -> list[SheetLayout]:
    """The layouts of a sheet that are for whoever learns, the first one proposed."""
    if found.kind is not ResourceKind.SHEET:
        return []
    version = latest_of(found)
    layouts = [SheetLayout.HANDOUT, SheetLayout.LARGE] if version.body else []
    return [*layouts, SheetLayout.PLAIN] if version.plain_body else layouts


def _gift(form: GiveForm, recipient: Recipient) -> Gift:
    how = GivenHow.EMAIL if form.how.data == GivenHow.EMAIL.value else GivenHow.PRINT
    known = recipient.citizen.email or "" if recipient.citizen else ""
    return Gift(
        how,
        copies=form.copies.data or 1 if how is GivenHow.PRINT else 1,
        citizen_id=recipient.citizen.id if recipient.citizen else None,
        record_id=recipient.record.id if recipient.record else None,
        address=form.email.data or "" if "email" in request.form else known,
    )


def _form_key(form: GiveForm) -> uuid.UUID:
    try:
        return uuid.UUID(form.form_key.data or "")
    except ValueError:
        return uuid.uuid4()


def _done(found: Resource, form: GiveForm, gift: Gift, recipient: Recipient) -> ResponseReturnValue:
    """Back where it was asked, or to the paper."""
    if gift.how is GivenHow.EMAIL:
        flash(_("C’est envoyé à %(address)s.", address=gift.address), "success")
        return redirect(_back(found, recipient).partition("#")[0], 303)  # at the top, where it is said
    flash(_("C’est noté\u00a0: «\u00a0%(title)s\u00a0» est donnée.", title=found.title), "success")
    if found.kind is not ResourceKind.SHEET:
        return redirect(url_for("resources.file", resource_id=found.id), 303)
    layouts = [one.value for one in _layouts(found)]
    layout = form.layout.data or (layouts[0] if layouts else SheetLayout.HANDOUT.value)
    return redirect(url_for("resources.sheet_pdf", resource_id=found.id, layout=layout), 303)


def _back(found: Resource, recipient: Recipient) -> str:
    if recipient.record:
        return url_for("accompaniments.detail", record_id=recipient.record.id, _anchor="aller-plus-loin")
    if recipient.citizen:
        return url_for("casework.citizen", citizen_id=recipient.citizen.id, _anchor="aller-plus-loin")
    return url_for("resources.resource", resource_id=found.id)
