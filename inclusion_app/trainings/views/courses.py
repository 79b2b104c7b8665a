"""The courses of the caller's structures and of the service: list, new, edit, close."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.network.forms.reading import version_of
from inclusion_app.network.views import drafts
from inclusion_app.trainings.forms.courses import CourseFilterForm, CourseForm
from inclusion_app.trainings.models.courses import Course
from inclusion_app.trainings.prices import price_text
from inclusion_app.trainings.queries import course_sessions
from inclusion_app.trainings.queries import courses as queries
from inclusion_app.trainings.queries.courses import CourseFilter, latest_of
from inclusion_app.trainings.rules.courses import vague_objectives
from inclusion_app.trainings.services import courses as services
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.course_editing import chips, conflicts, history, values_of
from inclusion_app.trainings.views.owners import chosen_owner, offer_owners
from inclusion_app.web.pagination import requested_page


@bp.get("/catalogue")
@requires(Permission.TRAININGS_READ)
def courses() -> ResponseReturnValue:
    """The courses of the caller's reach."""
    form, scope, asked = CourseFilterForm(), current_scope(), requested_page(25)
    wanted = CourseFilter(form.audience.data, form.kind.data, form.q.data or "", bool(form.closed.data))
    found, total = queries.list_courses(scope, wanted, offset=asked.offset, limit=asked.size)
    return render_template(
        "trainings/courses/list.html",
        form=form,
        page=asked.page(found, total),
        chips=chips(form),
        next_sessions=course_sessions.next_sessions([version.course_id for version in found]),
        may_create=scope.allows(Permission.COURSES_EDIT),
        price_text=price_text,
    )


@bp.get("/catalogue/<uuid:course_id>")
@requires(Permission.TRAININGS_READ)
def course(course_id: uuid.UUID) -> ResponseReturnValue:
    """One course: what it says, its versions, the sessions that use each."""
    scope = current_scope()
    found = queries.get_course(scope, course_id)
    latest, uses = latest_of(found), course_sessions.list_uses(found.versions)
    return render_template(
        "trainings/courses/course.html",
        course=found,
        version=latest,
        vague=vague_objectives(objective.text for objective in latest.objectives),
        history=history(found, uses, course_sessions.count_uses(found.versions)),
        managed=course_sessions.managed_ids(scope, uses),
        may_edit=queries.may_edit(scope, found),
        may_open=scope.allows(Permission.SESSIONS_MANAGE) and found.closed_at is None,
        price_text=price_text,
    )


@bp.route("/catalogue/nouveau", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def new_course() -> ResponseReturnValue:
    """Write a new course."""
    kept = drafts.kept_fields()
    form = offer_owners(CourseForm(kept) if kept else CourseForm(), current_scope())
    if form.validate_on_submit():
        try:
            owner = chosen_owner(form.structure, current_scope())
            made = services.create_course(form.sheet(), structure=owner, by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            flash(
                _("La formation est dans le catalogue. Ouvrez une première session pour que l’on s’inscrive."),
                "success",
            )
            return redirect(url_for(".course", course_id=made.id), 303)
    page = render_template("trainings/courses/form.html", form=form, course=None, draft=bool(kept), used=False)
    return page, 422 if form.is_submitted() else 200


@bp.route("/catalogue/<uuid:course_id>/modifier", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def edit_course(course_id: uuid.UUID) -> ResponseReturnValue:
    """Correct a course; what sessions were opened with stays as it was."""
    found = queries.get_course_to_edit(current_scope(), course_id)
    kept = drafts.kept_fields()
    values = values_of(found)
    form = CourseForm(kept, data=values) if kept else CourseForm(data=values)
    offer_owners(form, current_scope(), found.structure)
    if form.validate_on_submit():
        return _save(found, form)
    page = _edit_page(found, form, draft=bool(kept))
    return page, 422 if form.is_submitted() else 200


def _save(found: Course, form: CourseForm) -> ResponseReturnValue:
    differing, before = None, found.latest
    try:
        owner = chosen_owner(form.structure, current_scope(), found.structure)
        version = version_of(form.version)
        written = services.update_course(found, form.sheet(), structure=owner, version=version, by=current_account())
    except StaleVersion:
        differing = conflicts(form, form.sheet(), found)
        form.version.data = str(found.version)
    except DomainError as error:
        form.attach(error)
    else:
        drafts.forget()
        flash(_saved_as(written.number) if written.number > before else _("La formation est enregistrée."), "success")
        return redirect(url_for(".course", course_id=found.id), 303)
    return _edit_page(found, form, conflicts=differing), 422 if differing is None else 409


def _saved_as(number: int) -> str:
    return str(
        _(
            "C’est maintenant la version %(number)s. Les sessions déjà ouvertes gardent celle qu’elles avaient.",
            number=number,
        )
    )


def _edit_page(found: Course, form: CourseForm, **values: object) -> str:
    used = services.is_used(latest_of(found))
    return render_template("trainings/courses/form.html", form=form, course=found, used=used, **values)


@bp.route("/catalogue/<uuid:course_id>/fermer", methods=["GET", "POST"])
@requires(Permission.COURSES_EDIT)
def close_course(course_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then no longer offer a course."""
    found = queries.get_course_to_edit(current_scope(), course_id)
    back = url_for(".course", course_id=found.id)
    if request.method == "POST":
        return _flip(
            found, services.close_course, _("Elle n’est plus proposée. Vous pouvez la rouvrir quand vous voulez.")
        )
    return render_template(
        "web/confirm.html",
        title=_("Ne plus proposer cette formation\u00a0?"),
        text=_("Elle sort du catalogue. Ses sessions, sa page et ses attestations restent."),
        action=request.path,
        label=_("Oui, ne plus la proposer"),
        cancel=back,
    )


@bp.post("/catalogue/<uuid:course_id>/rouvrir")
@requires(Permission.COURSES_EDIT)
def reopen_course(course_id: uuid.UUID) -> ResponseReturnValue:
    """Offer a course again."""
    found = queries.get_course_to_edit(current_scope(), course_id)
    return _flip(found, services.reopen_course, _("La formation est de nouveau proposée."))


def _flip(found: Course, act: Callable[..., Course], told: str) -> ResponseReturnValue:
    """Close or reopen; when somebody changed the course at that very moment, say so and change nothing."""
    back = redirect(url_for(".course", course_id=found.id), 303)
    try:
        act(found, by=current_account())
    except StaleVersion as error:
        flash(_(error.message), "error")
    else:
        flash(told, "success")
    return back
