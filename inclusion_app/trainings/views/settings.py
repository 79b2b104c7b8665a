"""What trainings need: the training organisation; the way to its rooms and trainers."""

from contextlib import closing
from dataclasses import asdict

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, NotFound, StaleVersion
from inclusion_app.kernel.files import MAX_BYTES
from inclusion_app.kernel.phone import display_phone
from inclusion_app.network.forms.reading import version_of
from inclusion_app.network.views import drafts
from inclusion_app.trainings.forms.body import BodyForm, SignatureForm
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.people import count_trainers
from inclusion_app.trainings.queries.rooms import list_rooms_seen
from inclusion_app.trainings.rules.body import BodySheet, differences, needs_of, sheet_of
from inclusion_app.trainings.services import body as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.course_editing import Conflict


@bp.get("/formations/reglages")
@requires(Permission.COURSES_EDIT)
def settings() -> ResponseReturnValue:
    """What is there, what papers still miss."""
    scope, body = current_scope(), find_body()
    return render_template(
        "trainings/settings/settings.html",
        body=body,
        needs=needs_of(body),
        rooms=list_rooms_seen(scope, limit=1)[1],
        trainers=count_trainers(scope),
        may_edit_body=scope.allows(Permission.TRAININGS_QUALITY),
    )


@bp.route("/formations/organisme", methods=["GET", "POST"])
@requires(Permission.TRAININGS_QUALITY)
def body() -> ResponseReturnValue:
    """Describe the organisation that signs papers."""
    found, kept = find_body(), drafts.kept_fields()
    values = _values(found)
    form = BodyForm(kept, data=values) if kept else BodyForm(data=values)
    differing = None
    if form.validate_on_submit():
        try:
            services.save_body(form.sheet(), version=version_of(form.version), by=current_account())
        except StaleVersion:
            found = find_body()
            differing = _conflicts(form, form.sheet(), found)
            form.version.data = str(found.version if found else 0)
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            flash(_("L’organisme est enregistré."), "success")
            return redirect(url_for(".settings"), 303)
    page = _body_page(form, SignatureForm(formdata=None), found, draft=bool(kept), conflicts=differing)
    return page, (409 if differing is not None else 422) if form.is_submitted() else 200


@bp.post("/formations/organisme/signature")
@requires(Permission.TRAININGS_QUALITY)
def save_signature() -> ResponseReturnValue:
    """Keep the picture of the signature."""
    found, form = _body(), SignatureForm()
    if form.validate_on_submit():
        try:
            services.save_signature(found, _content(form.signature.data), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("La signature est enregistrée\u00a0: voyez-la ci-dessous."), "success")
            return redirect(url_for(".body", _anchor="signature-imprimee"), 303)
    return _body_page(BodyForm(formdata=None, data=_values(found)), form, found), 422


@bp.post("/formations/organisme/signature/retirer")
@requires(Permission.TRAININGS_QUALITY)
def remove_signature() -> ResponseReturnValue:
    """Papers are to be signed by hand again."""
    services.remove_signature(_body(), by=current_account())
    flash(_("La signature n’est plus imprimée."), "success")
    return redirect(url_for(".body", _anchor="signature-imprimee"), 303)


@bp.get("/formations/organisme/signature.png")
@requires(Permission.TRAININGS_QUALITY)
def signature() -> ResponseReturnValue:
    """The picture of the signature, to those who may change it."""
    stored = _body().signature_file
    if stored is None:
        raise NotFound
    return Response(stored.bytes, mimetype=stored.media_type)


def _content(sent: object) -> bytes:
    """The bytes sent; none when the form came without its file. One more than allowed is enough to refuse."""
    if not isinstance(sent, FileStorage):
        return b""
    with closing(sent):
        return bytes(sent.read(MAX_BYTES + 1))


def _body() -> TrainingBody:
    found = find_body()
    if found is None:
        raise NotFound
    return found


def _values(found: TrainingBody | None) -> dict[str, object]:
    if found is None:
        return {"version": 0}
    return asdict(sheet_of(found)) | {"phone": display_phone(found.phone), "version": found.version}


def _conflicts(form: BodyForm, mine: BodySheet, found: TrainingBody | None) -> list[Conflict]:
    saved = sheet_of(found) if found else BodySheet("")
    nothing = _("rien")
    return [
        Conflict(str(form[name].label.text), getattr(mine, name) or nothing, getattr(saved, name) or nothing)
        for name in differences(mine, saved)
    ]


def _body_page(form: BodyForm, signature_form: SignatureForm, found: TrainingBody | None, **values: object) -> str:
    shown = {"draft": False, "conflicts": None} | values
    return render_template(
        "trainings/settings/body.html",
        form=form,
        signature_form=signature_form,
        body=found,
        **shown,
    )
