"""Sheets on paper: one layout of one sheet, a booklet of several."""

import uuid

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import tasks
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.files import PDF
from inclusion_app.kernel.tasks import Task
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.resources.documents import kept_prints
from inclusion_app.resources.documents.printed import pages_guessed
from inclusion_app.resources.documents.printing import list_printed
from inclusion_app.resources.documents.sheet_papers import booklet_document, sheet_document
from inclusion_app.resources.lists import ResourceKind, ResourceState, SheetLayout, Visibility
from inclusion_app.resources.queries.collections import get_collection, list_resources
from inclusion_app.resources.queries.resources import get_resource
from inclusion_app.resources.queries.sheets import list_sheets
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader
from inclusion_app.web.security import cacheable

BOOKLET_TASK = "resources.booklet"
AT_ONCE = 20
"""Pages that are printed while somebody waits."""
MOST_SHEETS = 40
_HOUR = 3600


@bp.get("/ressources/<uuid:resource_id>/<layout>.pdf")
@public
def sheet_pdf(resource_id: uuid.UUID, layout: str) -> ResponseReturnValue:
    """A sheet on paper, for whoever reads it."""
    wanted = next((one for one in SheetLayout if one.value == layout), None)
    if wanted is None:
        raise NotFound
    scope = reader()
    found = get_resource(scope, resource_id)
    if found.kind is not ResourceKind.SHEET or found.state is ResourceState.WITHDRAWN:
        raise NotFound
    (printed,) = list_printed([found])
    if not printed.sheet.sections and not printed.plain:
        raise NotFound
    response = _inline(to_pdf(sheet_document(printed, wanted)), f"{printed.file_name}-{layout}.pdf")
    if scope is None and found.state is ResourceState.PUBLISHED and found.visibility is Visibility.PUBLIC:
        cacheable(response, _HOUR)
    return response


@bp.route("/ressources/livret", methods=["GET", "POST"])
@requires(Permission.RESOURCES_READ)
def booklet() -> ResponseReturnValue:
    """A booklet of `?collection=` or of several `?fiche=`; printed at once when it is short."""
    title, keys = _chosen()
    sheets = list_sheets(current_scope(), keys)
    if not sheets:
        flash(_("Il n’y a pas de fiche à imprimer ici\u00a0: choisissez des fiches écrites et publiées."), "warning")
        return redirect(url_for("resources.index"), 303)
    printed = list_printed(sheets)
    if pages_guessed(printed) <= AT_ONCE:
        return _inline(to_pdf(booklet_document(printed, title=title)), "livret.pdf")
    if request.method == "POST":
        arguments = {"title": title, "sheets": [str(one.id) for one in sheets]}
        task = tasks.enqueue(BOOKLET_TASK, arguments, by=current_account())
        return redirect(url_for("resources.booklet_print", task_id=task.id), 303)
    return render_template(
        "web/confirm.html",
        title=_("Préparer le livret"),
        text=_("Ce livret est long\u00a0: sa préparation demande quelques instants."),
        action=request.full_path,
        label=_("Préparer le livret"),
        cancel=url_for("resources.index"),
        danger=False,
    )


@bp.get("/ressources/livret/impressions/<uuid:task_id>")
@requires(Permission.RESOURCES_READ)
def booklet_print(task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the booklet is, then the file."""
    task = _task(task_id)
    if "fichier" in request.args:
        path = kept_prints.get_path(str((task.result or {}).get("file", "")))
        return send_file(path, PDF, as_attachment=True, download_name="livret.pdf")
    return render_template(
        "resources/sheets/printing.html",
        task=task,
        again=url_for("resources.booklet_print", task_id=task.id),
        file=url_for("resources.booklet_print", task_id=task.id, fichier=1),
        back=url_for("resources.index"),
    )


def _chosen() -> tuple[str, list[uuid.UUID]]:
    """The title of the booklet and the sheets that were asked for. Raises NotFound."""
    if asked := request.args.get("collection"):
        collection = get_collection(current_scope(), _key(asked))
        return collection.title, [one.id for one in list_resources(current_scope(), collection)][:MOST_SHEETS]
    keys = [_key(one) for one in request.args.getlist("fiche")[:MOST_SHEETS]]
    return request.args.get("titre", "").strip()[:120] or _("Mes fiches numériques"), keys


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise NotFound from error


def _task(task_id: uuid.UUID) -> Task:
    task = tasks.get_task(task_id, of=current_account())
    if task.name != BOOKLET_TASK:
        raise NotFound
    return task


def _inline(content: bytes, name: str) -> Response:
    response = Response(content, mimetype=PDF)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
