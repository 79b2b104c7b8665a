"""The page of what a session hands out, and its print."""

import uuid

from flask import Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.casework.materials import choosing, printing
from inclusion_app.casework.materials.forms import ChooseForm, PrintForm
from inclusion_app.casework.views import bp
from inclusion_app.kernel import tasks
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.files import PDF
from inclusion_app.kernel.tasks import Task
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.resources.documents import kept_prints
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import count_seats, get_session
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.choices import Choice

AT_ONCE = 20
"""Pages that are printed while somebody waits."""
_TAB = "casework.session_materials"


@bp.route("/sessions/<uuid:session_id>/supports", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def session_materials(session_id: uuid.UUID) -> ResponseReturnValue:
    """Choose the sheets of a session."""
    session = get_session(current_scope(), session_id)
    choices = choosing.list_choices(current_scope(), session)
    form = ChooseForm()
    form.sheets.choices = [Choice(str(one.id), one.title, one.summary) for one in choices]
    if form.validate_on_submit():
        wanted = [one for one in choices if str(one.id) in form.sheets.data]
        try:
            choosing.choose_sheets(session, wanted, copies=_people(session), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            flash(_("Les fiches sont choisies\u00a0: imprimez-les quand vous voulez."), "success")
            return redirect(url_for(_TAB, session_id=session.id), 303)
    page = render_session(
        "casework/materials/session.html",
        session,
        _TAB,
        form=form,
        given=choosing.list_given(session),
        choices=choices,
        printed=PrintForm(data={"people": _people(session)}),
    )
    return page, 422 if form.errors else 200


@bp.post("/sessions/<uuid:session_id>/supports/<uuid:given_id>/retirer")
@requires(Permission.SESSIONS_MANAGE)
def session_material_remove(session_id: uuid.UUID, given_id: uuid.UUID) -> ResponseReturnValue:
    """Hand out this sheet no more."""
    session = get_session(current_scope(), session_id)
    choosing.remove_sheet(session, given_id, by=current_account())
    flash(_("La fiche est retirée de la session."), "success")
    return redirect(url_for(_TAB, session_id=session.id), 303)


@bp.post("/sessions/<uuid:session_id>/supports/imprimer")
@requires(Permission.SESSIONS_MANAGE)
def session_materials_print(session_id: uuid.UUID) -> ResponseReturnValue:
    """All the sheets for everybody: at once when it is short, else by a task."""
    session, form = get_session(current_scope(), session_id), PrintForm()
    sheets = printing.sheets_to_print(session)
    if not sheets or not form.validate_on_submit():
        flash(_("Choisissez au moins une fiche et un nombre de personnes, de 1 à 40."), "warning")
        return redirect(url_for(_TAB, session_id=session.id), 303)
    people, both = form.people.data or 1, bool(form.both_sides.data)
    if printing.pages_for(sheets, people) <= AT_ONCE:
        response = Response(to_pdf(printing.document_for(session, sheets, people, both)), mimetype=PDF)
        response.headers["Content-Disposition"] = 'inline; filename="supports.pdf"'
        return response
    arguments = {"session": str(session.id), "people": people, "both_sides": both}
    task = tasks.enqueue(printing.PRINT_TASK, arguments, by=current_account())
    return redirect(url_for("casework.session_materials_task", session_id=session.id, task_id=task.id), 303)


@bp.get("/sessions/<uuid:session_id>/supports/impressions/<uuid:task_id>")
@requires(Permission.SESSIONS_MANAGE)
def session_materials_task(session_id: uuid.UUID, task_id: uuid.UUID) -> ResponseReturnValue:
    """How far the print is, then the file."""
    session, task = get_session(current_scope(), session_id), _task(session_id, task_id)
    here = url_for("casework.session_materials_task", session_id=session.id, task_id=task.id)
    if "fichier" in request.args:
        path = kept_prints.get_path(str((task.result or {}).get("file", "")))
        return send_file(path, PDF, as_attachment=True, download_name="supports.pdf")
    return render_template(
        "resources/sheets/printing.html",
        task=task,
        again=here,
        file=f"{here}?fichier=1",
        back=url_for(_TAB, session_id=session.id),
    )


def _people(session: TrainingSession) -> int:
    """Whoever has a seat, else one set."""
    return min(max(count_seats([session])[session.id].taken, 1), 40)


def _task(session_id: uuid.UUID, task_id: uuid.UUID) -> Task:
    """The caller's own print, of this session."""
    task = tasks.get_task(task_id, of=current_account())
    if task.name != printing.PRINT_TASK or task.arguments.get("session") != str(session_id):
        raise NotFound
    return task
