"""The editor of sheets: the text, its preview beside it, what to look at."""

import uuid
from dataclasses import dataclass

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, NotFound, StaleVersion
from inclusion_app.network.forms.reading import version_of as version_in
from inclusion_app.network.views.drafts import forget, kept_fields
from inclusion_app.resources.forms.sheets import SheetForm
from inclusion_app.resources.lists import ResourceKind
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.queries import resources as queries
from inclusion_app.resources.rules.editing import MAX_BODY, VersionContent
from inclusion_app.resources.rules.versions import Line, compare
from inclusion_app.resources.services.editing import write_version
from inclusion_app.resources.services.sheets import add_picture
from inclusion_app.resources.sheets.blocks import Remark
from inclusion_app.resources.sheets.checks import check_sheet
from inclusion_app.resources.sheets.drawings import drawing_names
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.plain.checking import check_plain
from inclusion_app.resources.sheets.rendering import render_html
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.sheet_pictures import picture_addresses


@dataclass(frozen=True)
class Preview:
    """A text as it will be read, and what to look at in it."""

    html: Markup
    remarks: list[Remark]


@bp.route("/ressources/<uuid:resource_id>/ecrire", methods=["GET", "POST"])
@requires(Permission.RESOURCES_WRITE)
def write_sheet(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Write both texts; « Aperçu » and « Ajouter l’image » come back to the same page with what was typed."""
    found = _sheet_to_write(resource_id)
    version, draft = queries.latest_of(found), kept_fields()
    values = {"body": version.body or "", "plain_body": version.plain_body or "", "version": found.version}
    form = SheetForm(formdata=draft) if draft else SheetForm(data=values)
    differing: list[Line] = []
    if not draft and form.validate_on_submit():
        try:
            if "save" in request.form:
                return _save(found, form)
            if "picture" in request.form.getlist("action"):
                _insert_picture(found, form)
        except StaleVersion as error:
            differing = _differences(version, form)
            form.version.data = str(found.version)
            form.form_errors.append(_(error.message))
        except DomainError as error:
            form.attach(error)
    page = _page(found, form, bool(draft), differing)
    return page, 409 if differing else 422 if form.errors else 200


def _page(found: Resource, form: SheetForm, retrieved: bool, differing: list[Line]) -> str:
    return render_template(
        "resources/sheets/write.html",
        form=form,
        resource=found,
        retrieved=retrieved,
        differing=differing,
        drawings=drawing_names(),
        preview=_preview(found, form.body.data or "", plain=False),
        plain_preview=_preview(found, form.plain_body.data or "", plain=True),
    )


@bp.post("/ressources/apercu")
@requires(Permission.RESOURCES_WRITE)
def preview() -> ResponseReturnValue:
    """The preview of a text that is being written; nothing is kept."""
    try:
        key = uuid.UUID(request.form.get("resource", ""))
    except ValueError as error:
        raise NotFound from error
    found, plain = _sheet_to_write(key), "plain" in request.form
    text = request.form.get("text", "")[:MAX_BODY].replace("\r\n", "\n")
    shown = _preview(found, text, plain=plain)
    return jsonify(html=render_template("resources/sheets/_preview.html", preview=shown))


def _sheet_to_write(resource_id: uuid.UUID) -> Resource:
    found = queries.get_resource_to_edit(current_scope(), resource_id)
    if found.kind is not ResourceKind.SHEET:
        raise NotFound
    return found


def _save(found: Resource, form: SheetForm) -> ResponseReturnValue:
    content = VersionContent(
        body=_tidy(form.body.data), plain_body=_tidy(form.plain_body.data), note=form.note.data or ""
    )
    written = write_version(found, content, version=version_in(form.version), by=current_account())
    forget()
    flash(_("La version %(number)s est enregistrée.", number=written.number), "success")
    if request.form["save"] == "stay":
        return redirect(url_for("resources.write_sheet", resource_id=found.id), 303)
    return redirect(url_for("resources.resource", resource_id=found.id), 303)


def _differences(version: ResourceVersion, form: SheetForm) -> list[Line]:
    """What the typed texts would change to those that were just saved."""
    return compare(version.body or "", form.body.data or "") + compare(
        version.plain_body or "", form.plain_body.data or ""
    )


def _tidy(text: str | None) -> str | None:
    return (text or "").replace("\r\n", "\n").strip() or None


def _insert_picture(found: Resource, form: SheetForm) -> None:
    """Keep the picture and call it in the text, where the writer was, else at the end."""
    sent = form.picture.data
    content = sent.read() if sent else b""
    if not content:
        raise DomainError(_("Choisissez une image."), field="picture")
    kept = add_picture(found, content, name=sent.filename or "", by=current_account())
    text = (form.body.data or "").replace("\r\n", "\n")
    written = form.cursor.data or ""
    at = int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else len(text)
    alt = (form.picture_alt.data or "").replace("[", "(").replace("]", ")")
    form.body.data = f"{text[:at].rstrip()}\n\n![{alt}](image:{kept.name})\n\n{text[at:].lstrip()}".strip() + "\n"
    form.picture_alt.data = ""
    flash(
        _("L’image «\u00a0%(name)s\u00a0» est ajoutée. Enregistrez pour la garder dans le texte.", name=kept.name),
        "success",
    )


def _preview(found: Resource, text: str, *, plain: bool) -> Preview:
    addresses = picture_addresses(found)
    sheet = parse(text, language=found.language, plain=plain)
    remarks = check_sheet(sheet, pictures=addresses.keys(), licence=found.licence) if text.strip() else []
    if plain and text.strip():
        remarks = sorted([*remarks, *check_plain(text, language=found.language)], key=lambda one: one.line)
    return Preview(render_html(sheet, addresses, level=3, trainer=True), remarks)
