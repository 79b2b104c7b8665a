"""Who came: the table of a session, the page of a half-day, corrections."""

import uuid
from collections.abc import Mapping, Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.trainings import attendance_words
from inclusion_app.trainings.forms.attendance import CorrectionForm, HalfDayForm, NotHeldForm, PaperForm, half_day_form
from inclusion_app.trainings.lists import Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.queries.attendance import Attendee
from inclusion_app.trainings.queries.attendance_tablets import list_open, list_scans
from inclusion_app.trainings.queries.sessions import get_session
from inclusion_app.trainings.rules import attendance as rules
from inclusion_app.trainings.rules.attendance import Said
from inclusion_app.trainings.rules.attendance_signature import HEIGHT, WIDTH
from inclusion_app.trainings.rules.attendance_tablet import expiry_of
from inclusion_app.trainings.services import attendance as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import plural
from inclusion_app.web.pagination import requested_page

TAB = "trainings.attendance"
_VERIFIED_AT_ONCE = 400
_PEOPLE = 50
_NOBODY = N_("C’était déjà fait\u00a0: personne d’autre n’est à joindre.")


def half_day_of(session_id: uuid.UUID, half_day_id: uuid.UUID) -> HalfDay:
    """A half-day of a session that the caller manages. Raises NotFound."""
    return queries.get_half_day(get_session(current_scope(), session_id), half_day_id)


def render(template: str, session: TrainingSession, **values: object) -> str:
    """A page of the tab « Présence »."""
    return render_session(template, session, TAB, words=attendance_words, **values)


@bp.get("/sessions/<uuid:session_id>/presence")
@requires(Permission.SESSIONS_MANAGE)
def attendance(session_id: uuid.UUID) -> ResponseReturnValue:
    session = get_session(current_scope(), session_id)
    people, asked = queries.list_attendees(session), requested_page(_PEOPLE)
    lines = {(line.half_day_id, queries.key_of(line)): line for line in queries.list_lines([session.id])}
    count = queries.count_lines(session)
    asked_for = count <= _VERIFIED_AT_ONCE or "verifier" in request.args
    return render(
        "trainings/attendance/attendance.html",
        session,
        people=people,
        page=asked.page(people[asked.offset : asked.offset + asked.size], len(people)),
        lines=lines,
        minutes=queries.attended_minutes([session.id]),
        planned=queries.planned_minutes(session),
        now=clock.now(),
        opens_before=rules.OPENS_BEFORE,
        count=count,
        altered=queries.verify(session) if asked_for else None,
        scans=list_scans(session),
    )


@bp.route("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def half_day(session_id: uuid.UUID, half_day_id: uuid.UUID) -> ResponseReturnValue:
    here = half_day_of(session_id, half_day_id)
    people, lines = queries.list_attendees(here.session), queries.lines_of_half_day(here)
    form = half_day_form(one.key for one in people if one.key not in lines)
    said = _read(form, here, people, lines) if form.validate_on_submit() else {}
    if form.is_submitted() and not form.errors:
        try:
            written = services.note_presence(here, said, by=current_account())
            flash(_told(len(written)), "success" if written else "info")
            return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)
        except DomainError as error:
            form.attach(error)
    page = render(
        "trainings/attendance/half_day.html",
        here.session,
        half_day=here,
        people=people,
        lines=lines,
        form=form,
        tablets=list_open(here),
        missed=queries.list_missed(here),
        **_moment(here),
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/papier", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def paper_presence(session_id: uuid.UUID, half_day_id: uuid.UUID) -> ResponseReturnValue:
    here = half_day_of(session_id, half_day_id)
    people = {str(one.key): one for one in _unsigned(here)}
    form = PaperForm(data={"people": list(people)})
    form.people.choices = [Choice(key, one.name) for key, one in people.items()]
    if form.validate_on_submit():
        try:
            ticked = frozenset(people[key].key for key in form.people.data or ())
            flash(_told(len(services.note_paper(here, ticked, by=current_account()))), "success")
            return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)
        except DomainError as error:
            form.attach(error)
    page = render("trainings/attendance/paper.html", here.session, half_day=here, form=form, people=people)
    return page, 422 if form.is_submitted() else 200


@bp.route("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/lignes/<uuid:key>", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def attendance_line(session_id: uuid.UUID, half_day_id: uuid.UUID, key: uuid.UUID) -> ResponseReturnValue:
    here = half_day_of(session_id, half_day_id)
    history = queries.list_history(here, key)
    if not history:
        raise NotFound
    line = history[-1]
    form = CorrectionForm(obj=None, data=_before(line))
    if form.validate_on_submit():
        try:
            services.correct_line(line, _corrected(form), reason=str(form.correction.data), by=current_account())
            flash(_("La correction est enregistrée. La première ligne est gardée."), "success")
            return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)
        except DomainError as error:
            form.attach(error)
    page = render(
        "trainings/attendance/line.html",
        here.session,
        half_day=here,
        attendee=queries.get_attendee(here.session, key),
        history=history,
        altered=queries.altered(history),
        authors=queries.authors_of(history),
        form=form,
        box=f"0 0 {WIDTH} {HEIGHT}",
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/pas-eu-lieu", methods=["GET", "POST"])
@requires(Permission.SESSIONS_MANAGE)
def not_held(session_id: uuid.UUID, half_day_id: uuid.UUID) -> ResponseReturnValue:
    here = half_day_of(session_id, half_day_id)
    form = NotHeldForm(data={"reason": here.not_held, "note": here.not_held_note})
    if form.validate_on_submit():
        try:
            services.declare_not_held(here, form.reason.data, note=str(form.note.data), by=current_account())
            flash(_("C’est noté\u00a0: cette demi-journée n’a pas eu lieu."), "success")
            return redirect(url_for(".attendance", session_id=session_id), 303)
        except DomainError as error:
            form.attach(error)
    return render(
        "trainings/attendance/not_held.html", here.session, half_day=here, form=form
    ), 422 if form.is_submitted() else 200


@bp.post("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/a-eu-lieu")
@requires(Permission.SESSIONS_MANAGE)
def held(session_id: uuid.UUID, half_day_id: uuid.UUID) -> ResponseReturnValue:
    services.declare_held(half_day_of(session_id, half_day_id), by=current_account())
    flash(_("Cette demi-journée a eu lieu\u00a0: vous pouvez noter les présences."), "success")
    return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)


@bp.post("/sessions/<uuid:session_id>/presence/<uuid:half_day_id>/nouvelles")
@requires(Permission.SESSIONS_MANAGE)
def ask_after(session_id: uuid.UUID, half_day_id: uuid.UUID) -> ResponseReturnValue:
    count = services.ask_after(half_day_of(session_id, half_day_id), by=current_account())
    told = plural(count, N_("%(count)s personne reçoit un message"), N_("%(count)s personnes reçoivent un message"))
    flash(_("%(told)s, ou figure dans la liste des appels à passer.", told=told) if count else _(_NOBODY), "success")
    return redirect(url_for(".half_day", session_id=session_id, half_day_id=half_day_id), 303)


def _read(
    form: HalfDayForm, half_day: HalfDay, people: Sequence[Attendee], lines: Mapping[uuid.UUID, AttendanceLine]
) -> dict[uuid.UUID, Said]:
    """What the form says, person by person; what is refused stands at its field."""
    said: dict[uuid.UUID, Said] = {}
    everyone = "everyone" in request.form
    for key in (one.key for one in people if one.key not in lines):
        part = form.person(key)
        presence = part.presence.data or (Presence.PRESENT if everyone else None)
        if presence is None:
            continue
        is_absent = presence is Presence.ABSENT
        hours = (None, None) if is_absent else (part.arrived_at.data, part.left_at.data)
        said[key] = Said(presence, part.reason.data if is_absent else None, *hours)
        try:
            rules.check_said(half_day, said[key])
        except DomainError as error:
            part.attach(error)
    return said


def _corrected(form: CorrectionForm) -> Said:
    is_absent = form.presence.data is Presence.ABSENT
    hours = (None, None) if is_absent else (form.arrived_at.data, form.left_at.data)
    means = SigningMeans.PAPER if form.paper.data else SigningMeans.NONE
    return Said(form.presence.data, form.reason.data if is_absent else None, *hours, means)


def _before(line: AttendanceLine) -> dict[str, object]:
    names = ("presence", "reason", "arrived_at", "left_at")
    return {name: getattr(line, name) for name in names} | {"paper": line.means is SigningMeans.PAPER}


def _unsigned(half_day: HalfDay) -> list[Attendee]:
    """Whoever may still be said to have signed the paper sheet."""
    lines = queries.lines_of_half_day(half_day)
    return [one for one in queries.list_attendees(half_day.session) if _may_sign_paper(lines.get(one.key))]


def _may_sign_paper(line: AttendanceLine | None) -> bool:
    return line is None or (line.presence is Presence.PRESENT and line.means is SigningMeans.NONE)


def _moment(half_day: HalfDay) -> dict[str, object]:
    now = clock.now()
    return {
        "opens_at": half_day.starts_at - rules.OPENS_BEFORE,
        "too_early": now < half_day.starts_at - rules.OPENS_BEFORE,
        "tablet_possible": now < expiry_of(half_day),
        "starts": rules.local_time(half_day.starts_at),
        "ends": rules.local_time(half_day.ends_at),
    }


def _told(count: int) -> str:
    if not count:
        return str(_("Rien de nouveau à enregistrer."))
    return plural(count, N_("%(count)s ligne est enregistrée."), N_("%(count)s lignes sont enregistrées."))
