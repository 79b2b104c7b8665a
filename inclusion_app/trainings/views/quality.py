"""The quality register: what waits first, then the newest; entries, their answers, their documents."""

import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock, files
from inclusion_app.kernel.errors import DomainError, NotFound, StaleVersion
from inclusion_app.kernel.files import StoredFile
from inclusion_app.trainings.forms.quality import AnswerForm, EntryForm, RegisterFilter
from inclusion_app.trainings.models.results import QualityEntry
from inclusion_app.trainings.queries import quality as queries
from inclusion_app.trainings.queries.quality_indicators import Reference, reference_of
from inclusion_app.trainings.rules.quality import ANSWERED_KINDS, QualitySheet
from inclusion_app.trainings.services import quality as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.forms import Form
from inclusion_app.web.pagination import requested_page

ACCEPTED = (files.PDF, files.PNG, files.JPEG)
_ENDINGS = {files.PDF: "pdf", files.PNG: "png", files.JPEG: "jpg"}


def current_reference() -> Reference:
    """The indicators of today."""
    return reference_of(clock.today(), Path(current_app.instance_path))


@bp.get("/qualite")
@requires(Permission.TRAININGS_QUALITY)
def quality() -> ResponseReturnValue:
    """The register."""
    scope, asked = current_scope(), requested_page()
    form = RegisterFilter()
    form.offer_years(queries.list_years(scope))
    kind = form.nature.data if form.validate() else None
    found, total = queries.list_entries(scope, kind=kind, year=form.year, offset=asked.offset, limit=asked.size)
    return render_template(
        "trainings/quality/register.html",
        form=form,
        page=asked.page(found, total),
        waiting=queries.count_waiting(scope),
        answered_kinds=ANSWERED_KINDS,
        reference=current_reference(),
    )


@bp.route("/qualite/nouvelle", methods=["GET", "POST"])
@requires(Permission.TRAININGS_QUALITY)
def new_entry() -> ResponseReturnValue:
    """Add an entry."""
    form = EntryForm(data={"noted_on": clock.today(), "kind": request.args.get("nature")})
    form.offer_indicators(current_reference().ours)
    if form.validate_on_submit():
        try:
            entry = services.add_entry(_sheet(form), file=_file(), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("L’entrée est dans le registre."), "success")
            return redirect(url_for(".quality_entry", entry_id=entry.id), 303)
    return _page("trainings/quality/entry_form.html", form, entry=None)


@bp.route("/qualite/<uuid:entry_id>", methods=["GET", "POST"])
@requires(Permission.TRAININGS_QUALITY)
def quality_entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    """An entry, and the form of its answer."""
    entry = queries.get_entry(current_scope(), entry_id)
    answered_on = entry.answered_on or clock.today()
    form = AnswerForm(data={"answer": entry.answer, "answered_on": answered_on, "version": entry.version})
    if form.validate_on_submit():
        try:
            services.answer_entry(
                entry,
                form.answer.data or "",
                answered_on=form.answered_on.data or clock.today(),
                version=_version(form),
                by=current_account(),
            )
        except DomainError as error:
            _refuse(form, error, entry)
        else:
            flash(_("La réponse est enregistrée."), "success")
            return redirect(url_for(".quality_entry", entry_id=entry.id), 303)
    numbers = [(number, current_reference().get(number)) for number in entry.indicators]
    return _page("trainings/quality/entry.html", form, entry=entry, numbers=numbers, answered_kinds=ANSWERED_KINDS)


@bp.route("/qualite/<uuid:entry_id>/modifier", methods=["GET", "POST"])
@requires(Permission.TRAININGS_QUALITY)
def edit_entry(entry_id: uuid.UUID) -> ResponseReturnValue:
    """Correct an entry."""
    entry = queries.get_entry(current_scope(), entry_id)
    form = EntryForm(data=_values(entry))
    form.offer_indicators(current_reference().ours)
    if form.validate_on_submit():
        try:
            services.change_entry(entry, _sheet(form), file=_file(), version=_version(form), by=current_account())
        except DomainError as error:
            _refuse(form, error, entry)
        else:
            flash(_("L’entrée est enregistrée."), "success")
            return redirect(url_for(".quality_entry", entry_id=entry.id), 303)
    return _page("trainings/quality/entry_form.html", form, entry=entry)


@bp.get("/qualite/<uuid:entry_id>/document")
@requires(Permission.TRAININGS_QUALITY)
def quality_file(entry_id: uuid.UUID) -> ResponseReturnValue:
    """The document of an entry, to download."""
    entry = queries.get_entry(current_scope(), entry_id)
    if entry.file is None:
        raise NotFound
    name = f"registre-{entry.noted_on.isoformat()}.{_ENDINGS[entry.file.media_type]}"
    return send_file(BytesIO(entry.file.bytes), entry.file.media_type, as_attachment=True, download_name=name)


def _page(template: str, form: Form, **values: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, **values)
    return page, 422 if form.is_submitted() else 200


def _values(entry: QualityEntry) -> dict[str, Any]:
    names = ("kind", "noted_on", "title", "details", "indicators", "version")
    return {name: getattr(entry, name) for name in names}


def _sheet(form: EntryForm) -> QualitySheet:
    return QualitySheet(
        kind=form.kind.data,
        noted_on=form.noted_on.data or clock.today(),
        title=form.title.data or "",
        details=form.details.data or "",
        indicators=form.numbers,
    )


def _file() -> StoredFile | None:
    """What was attached, kept; nothing when nothing was."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return None
    return files.store(sent.read(), name=sent.filename, accepted=ACCEPTED, by=current_account())


def _version(form: EntryForm | AnswerForm) -> int:
    text = str(form.version.data or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def _refuse(form: EntryForm | AnswerForm, error: DomainError, entry: QualityEntry) -> None:
    """Tell what is wrong; after a change by somebody else, the next sending is meant to replace it."""
    form.attach(error)
    if isinstance(error, StaleVersion):
        form.version.data = str(entry.version)
