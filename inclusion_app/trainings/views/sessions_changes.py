"""Pages that postpone, cancel or copy a session, and print its poster."""

import uuid
from collections.abc import Callable
from datetime import date

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.clock import to_paris
from inclusion_app.kernel.db import uuid7
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.forms.reading import version_of
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents.poster import make_poster
from inclusion_app.trainings.forms.sessions import CancelForm, DuplicateForm, PostponeForm
from inclusion_app.trainings.forms.sessions_days import typed_days
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries.sessions import count_seats, get_session, is_open
from inclusion_app.trainings.queries.sessions_state import has_attendance, list_attended
from inclusion_app.trainings.rules.recurrence import Stretch
from inclusion_app.trainings.rules.sessions import check_day
from inclusion_app.trainings.services.sessions import cancel_training, copy_training, postpone_training, stop_training
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.sessions_opening import show_held
from inclusion_app.trainings.views.sessions_saying import and_told, holidays_of, in_full
from inclusion_app.web.formats import date_fr, plural


@bp.route("/sessions/<uuid:session_id>/reporter", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def postpone_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Give a session new dates; everyone is told why."""
    session = get_session(current_scope(), session_id)
    if refused := _no_longer(session, _to_postpone(session)):
        return refused
    typed = typed_days(Stretch(one.starts_at, one.ends_at) for one in session.half_days)
    form = PostponeForm(data={"version": session.version, "half_days": typed})
    show_held(form.half_days, session)
    if asked := request.form.get("rows", ""):
        days = form.half_days
        days.remove_row(int(asked[7:])) if asked[7:].isdecimal() and len(asked) < 12 else days.add_row()
        return _postpone_page(form, session)
    if not form.validate_on_submit():
        return _postpone_page(form, session), 422 if form.is_submitted() else 200
    people = _people(session)
    kept = {"reason": form.reason.data or "", "version": version_of(form.version), "by": current_account()}

    def keep() -> None:
        postpone_training(session, form.half_days.stretches, **kept)  # type: ignore[arg-type]

    page = _kept(form, session, keep, lambda: _postpone_page(form, session))
    return page or _done(session, and_told(_("La session est reportée."), people))


@bp.route("/sessions/<uuid:session_id>/annuler", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def cancel_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Ask why, then cancel a session, or what remains of it once people came; everyone is told."""
    session = get_session(current_scope(), session_id)
    begun, remaining = has_attendance(session), to_cancel(session)
    if refused := _no_longer(session, not begun or bool(remaining)):
        return refused
    form = CancelForm(data={"version": session.version})

    def shown() -> str:
        seats = count_seats([session])[session.id]
        return render_template(
            "trainings/sessions/cancel.html",
            form=form,
            session=session,
            seats=seats,
            remaining=remaining if begun else [],
        )

    if not form.validate_on_submit():
        return shown(), 422 if form.is_submitted() else 200
    people = _people(session)
    kept = {"reason": form.reason.data or "", "version": version_of(form.version), "by": current_account()}
    write = stop_training if begun else cancel_training
    page = _kept(form, session, lambda: write(session, **kept), shown)  # type: ignore[arg-type]
    said = _("Les séances qui restaient sont annulées.") if begun else _("La session est annulée.")
    return page or _done(session, and_told(said, people))


@bp.route("/sessions/<uuid:session_id>/dupliquer", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def duplicate_session(session_id: uuid.UUID) -> ResponseReturnValue:
    """Open the same session again, once or several times."""
    session = get_session(current_scope(), session_id)
    first = to_paris(session.starts_at).date()
    ahead = max(1, -(-(clock.today() - first).days // 7))
    proposed = Stretch(session.starts_at, session.ends_at)
    day = typed_days([proposed])[0].moved(7 * ahead).day
    form = DuplicateForm(data={"form_key": str(uuid7()), "day": day, "times": 1, "every": "1"})
    if not form.validate_on_submit():
        return _duplicate_page(form, session), 422 if form.is_submitted() else 200
    made = _copied(form, session, first)
    if made is None:
        return _duplicate_page(form, session), 422
    if len(made) == 1:
        return _done(made[0], _("La nouvelle session est ouverte, avec les mêmes réglages."))
    told = plural(len(made), "%(count)s session est ouverte", "%(count)s sessions sont ouvertes")
    flash(_("%(told)s, la première %(day)s.", told=told, day=date_fr(made[0].starts_at)), "success")
    return redirect(url_for("trainings.sessions"), 303)


@bp.get("/sessions/<uuid:session_id>/affiche.pdf")
@requires(Permission.SESSIONS_MANAGE)
def poster(session_id: uuid.UUID) -> ResponseReturnValue:
    """The poster for the door of the room."""
    session = get_session(current_scope(), session_id)
    response = Response(to_pdf(make_poster(session)), mimetype="application/pdf")
    name = f"affiche-{to_paris(session.starts_at):%Y-%m-%d}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _copied(form: DuplicateForm, session: TrainingSession, first: date) -> list[TrainingSession] | None:
    """The new sessions; None when the form says why there is none."""
    day, times, weeks = form.day.data, form.times.data, int(form.every.data or 1)
    if day is None or times is None:
        return None
    try:
        check_day(day, clock.today())
        account = current_account()
        return copy_training(session, days=(day - first).days, times=times, weeks=weeks, by=account, key=form.key)
    except DomainError as error:
        form.attach(_at_day(in_full(error)))
        return None


def _people(session: TrainingSession) -> int:
    """How many are told of what happens to a session; nobody when it is over."""
    seats = count_seats([session])[session.id]
    return seats.taken + seats.waiting if session.ends_at > clock.now() else 0


def _at_day(error: DomainError) -> DomainError:
    """This form has neither room nor trainers: what is in the way is told at the day."""
    return DomainError(error.message, field="day", **error.values)


def to_cancel(session: TrainingSession) -> list[HalfDay]:
    """The half-days to come, which may still be taken away once people came to others."""
    attended, now = list_attended(session), clock.now()
    return [one for one in session.half_days if one.id not in attended and one.starts_at > now]


def _to_postpone(session: TrainingSession) -> bool:
    return len(list_attended(session)) < len(session.half_days)


def _no_longer(session: TrainingSession, something: bool) -> ResponseReturnValue | None:
    """A session that is cancelled, or where nothing is left to change, is neither moved nor cancelled."""
    if is_open(session) and something:
        return None
    came = _("Des présences sont notées\u00a0: plus rien à reporter ni à annuler dans cette session.")
    flash(came if is_open(session) else _("Cette session est déjà annulée."), "warning")
    return redirect(url_for("trainings.session", session_id=session.id), 303)


def _kept(
    form: PostponeForm | CancelForm, session: TrainingSession, keep: Callable[[], object], shown: Callable[[], str]
) -> ResponseReturnValue | None:
    """None once it is kept; else the form again with the refusal."""
    try:
        keep()
    except StaleVersion as error:
        form.version.data = str(session.version)
        form.attach(error)
        return shown(), 409
    except DomainError as error:
        told = in_full(error)
        form.attach(told if told.field in ("half_days", "reason") else DomainError(told.message, **told.values))
        return shown(), 422
    return None


def _done(session: TrainingSession, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for("trainings.session", session_id=session.id), 303)


def _postpone_page(form: PostponeForm, session: TrainingSession) -> str:
    return render_template(
        "trainings/sessions/postpone.html",
        form=form,
        session=session,
        seats=count_seats([session])[session.id],
        holidays=holidays_of(form.half_days.readable(), session.commune.departement_code),
    )


def _duplicate_page(form: DuplicateForm, session: TrainingSession) -> str:
    return render_template("trainings/sessions/duplicate.html", form=form, session=session)
