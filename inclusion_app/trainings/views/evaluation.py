"""The tab of a session where objectives are noted before and after, and where questionnaires come in."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents.evaluation_sheet import MOST_COPIES, blank_sheets, evaluation_document, sheet_of
from inclusion_app.trainings.forms.evaluation import (
    GridForm,
    cell_name,
    fill_name,
    read_grid,
    seen_name,
    seen_text,
)
from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.models.courses import Objective
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import evaluation as queries
from inclusion_app.trainings.queries import satisfaction
from inclusion_app.trainings.queries.evaluation import Noted
from inclusion_app.trainings.queries.registrations import get_registration, list_registrations
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.rules.evaluation import moment_of, progress_of
from inclusion_app.trainings.services import evaluation as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.pagination import requested_page

MOMENTS = {"avant": Moment.BEFORE, "fin": Moment.HOT}
_PAGE = 40


class GridCell(NamedTuple):
    """A control of the grid: its name, its accessible name, what it holds."""

    name: str
    label: str
    level: ObjectiveLevel | None


class GridRow(NamedTuple):
    """A person, her cells, who noted them."""

    name: str
    seen_name: str
    seen: str
    cells: list[GridCell]
    noted: Noted | None


@bp.route("/sessions/<uuid:session_id>/evaluation", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def evaluation(session_id: uuid.UUID) -> ResponseReturnValue:
    """The grid of a moment; one form saves it whole."""
    session = get_session(current_scope(), session_id)
    moment = _moment(session)
    people, objectives = list_registrations(session), queries.list_objectives(session)
    form = GridForm()
    if form.validate_on_submit():
        changed = read_grid(request.form, [one.id for one in people], [each.id for each in objectives])
        count = services.note_levels(session, changed, moment=moment, by=current_account())
        flash(_saved(count), "success" if count else "info")
        return redirect(request.full_path.rstrip("?"), 303)
    levels = {each: queries.levels(session.id, each) for each in MOMENTS.values()}
    asked = requested_page(_PAGE)
    shown = people[asked.offset : asked.offset + asked.size]
    before, after = levels[Moment.BEFORE], levels[Moment.HOT]
    return render_session(
        "trainings/evaluation/grid.html",
        session,
        "trainings.evaluation",
        form=form,
        moment=moment,
        addresses={name: url_for(".evaluation", session_id=session.id, moment=name) for name in MOMENTS},
        page=asked.page(_rows(shown, objectives, levels[moment], queries.last_noted(session.id, moment)), len(people)),
        objectives=objectives,
        fills=[fill_name(rank) for rank in range(len(objectives))],
        progress=progress_of(before, after, people=len(people), objectives=len(objectives)),
        levels=ObjectiveLevel,
        **_questionnaires(session),
    )


def _moment(session: TrainingSession) -> Moment:
    asked = MOMENTS.get(request.args.get("moment", ""))
    now = moment_of(session.starts_at, session.ends_at, clock.now())
    return asked or (Moment.BEFORE if now is Moment.BEFORE else Moment.HOT)


def _rows(
    people: Sequence[Registration],
    objectives: Sequence[Objective],
    levels: Mapping[tuple[uuid.UUID, uuid.UUID], ObjectiveLevel],
    noted: Mapping[uuid.UUID, Noted],
) -> list[GridRow]:
    keys = [objective.id for objective in objectives]
    return [
        GridRow(
            person.full_name,
            seen_name(person.id),
            seen_text({key: levels[person.id, key] for key in keys if (person.id, key) in levels}, keys),
            [
                GridCell(
                    cell_name(person.id, rank), f"{person.full_name}, {each.text}", levels.get((person.id, each.id))
                )
                for rank, each in enumerate(objectives)
            ],
            noted.get(person.id),
        )
        for person in people
    ]


def _saved(count: int) -> str:
    if not count:
        return str(_("Rien n’avait changé."))
    return str(_("C’est enregistré."))


def _questionnaires(session: TrainingSession) -> dict[str, Any]:
    """What the tab says of satisfaction: how many answers, and the averages when they may be shown."""
    return {
        "answers": satisfaction.count_answers(session.id),
        "present": queries.count_present(session.id),
        "hot": satisfaction.averages([session.id]),
        "cold": satisfaction.averages([session.id], Moment.COLD),
    }


@bp.get("/sessions/<uuid:session_id>/evaluation.pdf")
@requires(Permission.SESSIONS_MANAGE)
def evaluation_sheet(session_id: uuid.UUID) -> Response:
    """To print: one without a name (or `exemplaires`), one a person (`nominatifs`), or that of one `inscription`."""
    session = get_session(current_scope(), session_id)
    one = request.args.get("inscription", type=uuid.UUID)
    if one:
        sheets = [sheet_of(get_registration(session, one))]
    elif "nominatifs" in request.args and (people := list_registrations(session)):
        sheets = [sheet_of(person) for person in people[:MOST_COPIES]]
    else:
        sheets = blank_sheets(session, request.args.get("exemplaires", 1, type=int))
    document = evaluation_document(session, queries.list_objectives(session), sheets)
    response = Response(to_pdf(document), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="questionnaires.pdf"'
    return response
