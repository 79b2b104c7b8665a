"""The page that makes a session for citizens the accompaniment record of those who came."""

import uuid
from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.habits import get_habits
from inclusion_app.casework.forms import SessionRecordForm
from inclusion_app.casework.session_halves import Half, Standing, is_for_citizens, last_themes, list_halves
from inclusion_app.casework.session_record import record_halves
from inclusion_app.casework.views import bp
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network.queries import find_my_mediator
from inclusion_app.trainings import wording
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import plural


@bp.route("/sessions/<uuid:session_id>/accompagnement", methods=["GET", "POST"])
@requires(Permission.RECORDS_LOG)
def session_record(session_id: uuid.UUID) -> ResponseReturnValue:
    """Who came is known from the sheet: only the themes are asked, those of the last time proposed."""
    session = get_session(current_scope(), session_id)
    halves = list_halves(current_scope(), session)
    form, proposed = _form(session, halves)
    answer = _keep(form, session, halves) if request.method == "POST" else None
    if answer is not None:
        return answer
    page = render_template(
        "casework/session_record.html",
        form=form,
        session=session,
        halves=halves,
        for_citizens=is_for_citizens(session),
        registered=find_my_mediator(current_scope()) is not None,
        ready=[half for half in halves if half.standing is Standing.READY],
        proposed=proposed,
        account_id=current_scope().account_id,
        wording=wording,
    )
    return page, 422 if form.errors else 200


def _form(session: TrainingSession, halves: Sequence[Half]) -> tuple[SessionRecordForm, bool]:
    """The form, and whether it proposes the themes of the last time."""
    themes, procedures = last_themes(session)
    ready = [half for half in halves if half.standing is Standing.READY]
    keys = [str(half.half_day.id) for half in ready]
    asked = request.args.get("demi-journee")
    chosen = [asked] if asked in keys else keys
    form = SessionRecordForm(data={"halves": chosen, "themes": themes, "procedures": procedures})
    form.halves.choices = [Choice(str(half.half_day.id), _label(half), _who(half)) for half in ready]
    habits = get_habits(current_scope(), RecordKind.WORKSHOP)
    form.themes.prefer([*sorted(themes, key=lambda theme: theme.bit), *habits.themes])
    form.procedures.prefer(habits.procedures)
    return form, bool(themes)


def _keep(form: SessionRecordForm, session: TrainingSession, halves: Sequence[Half]) -> ResponseReturnValue | None:
    """Log what was chosen; None when the form has to be shown again. Sent twice, it says that it is done."""
    sent = {key for key in request.form.getlist(form.halves.name) if key}
    known = _recorded(halves)
    if sent and sent <= known:
        return _already(session)
    form.halves.data = frozenset(sent - known)
    mediator = find_my_mediator(current_scope())
    if mediator is None or not form.validate():
        return None
    wanted = [half for half in halves if str(half.half_day.id) in form.halves.data]
    try:
        records = record_halves(
            session,
            wanted,
            themes=form.themes.data,
            procedures=form.procedures.data,
            mediator=mediator,
            by=current_account(),
        )
    except DomainError as error:
        if {str(half.half_day.id) for half in wanted} <= _recorded(list_halves(current_scope(), session)):
            return _already(session)  # a colleague sent it at the same moment
        form.attach(error)
        return None
    return _kept(session, records)


def _recorded(halves: Sequence[Half]) -> set[str]:
    return {str(half.half_day.id) for half in halves if half.standing is Standing.RECORDED}


def _already(session: TrainingSession) -> ResponseReturnValue:
    flash(_("C’était déjà enregistré\u00a0: rien n’a été compté deux fois."), "info")
    return redirect(url_for(".session_record", session_id=session.id), 303)


def _kept(session: TrainingSession, records: Sequence[Record]) -> ResponseReturnValue:
    text = plural(len(records), "L’atelier est enregistré.", "%(count)s ateliers sont enregistrés.")
    flash(text, "success")
    if len(records) == 1:
        return redirect(url_for("accompaniments.detail", record_id=records[0].id), 303)
    return redirect(url_for(".session_record", session_id=session.id), 303)


def _label(half: Half) -> str:
    people = plural(half.present.people, "%(count)s personne", "%(count)s personnes")
    return f"{wording.half_day_text(half.half_day).capitalize()}\u00a0: {people}"


def _who(half: Half) -> str:
    """« Amina Durand, Bruno Kone\u00a0; et 3 personnes comptées sans nom »."""
    names = ", ".join(f"{one.first_name} {one.last_name or ''}".strip() for one in half.present.citizens)
    if not names:
        return str(_("Comptées sans nom\u00a0: vous n’en suivez aucune."))
    if not half.present.others:
        return names
    others = plural(
        half.present.others, "et %(count)s personne comptée sans nom", "et %(count)s personnes comptées sans nom"
    )
    return f"{names}\u00a0; {others}"
