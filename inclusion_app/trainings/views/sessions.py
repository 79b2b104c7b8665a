"""The sessions of whoever organises or teaches them: what waits, the list, the page of each."""

import uuid
from typing import NamedTuple

from flask import render_template
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.phone import display_phone
from inclusion_app.kernel.text import N_
from inclusion_app.network.contact import map_url
from inclusion_app.trainings.forms.sessions_filters import SessionFilterForm
from inclusion_app.trainings.queries.sessions import count_seats, get_session
from inclusion_app.trainings.queries.sessions_listing import (
    list_needs,
    list_places_met,
    list_sessions,
    list_trainers_met,
)
from inclusion_app.trainings.queries.sessions_state import find_latest_version, has_attendance
from inclusion_app.trainings.rules.recurrence import Stretch
from inclusion_app.trainings.rules.sessions import Progress, progress_of
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.trainings.views.sessions_changes import to_cancel
from inclusion_app.trainings.views.sessions_filtering import chips_of
from inclusion_app.trainings.views.sessions_saying import holidays_of
from inclusion_app.web.choices import Choice
from inclusion_app.web.pagination import requested_page

PAGE_SIZE = 25


class NeedText(NamedTuple):
    """What a list of sessions waits for, and the page of a session where it is done."""

    title: str
    endpoint: str


NEEDS = {
    "attendance": NeedText(N_("Présence à noter"), "trainings.attendance"),
    "few": NeedText(N_("Peu de personnes inscrites, dans moins d’une semaine"), "trainings.registrations"),
    "trainer": NeedText(N_("Personne pour animer"), "trainings.edit_session"),
    "offers": NeedText(N_("Places proposées, réponse attendue"), "trainings.registrations"),
}

STEPS = {
    Progress.BEFORE: (
        ("trainings.registrations", N_("Inscrire des personnes")),
        ("trainings.notices", N_("Envoyer les convocations")),
    ),
    Progress.TODAY: (
        ("trainings.attendance", N_("Noter les présences, ouvrir la tablette")),
        ("trainings.registrations", N_("Voir qui est inscrit")),
    ),
    Progress.BETWEEN: (
        ("trainings.attendance", N_("Noter les présences")),
        ("trainings.notices", N_("Envoyer un rappel")),
    ),
    Progress.AFTER: (
        ("trainings.attendance", N_("Vérifier les présences")),
        ("trainings.evaluation", N_("Noter l’évaluation")),
        ("trainings.certificates", N_("Délivrer les attestations")),
    ),
}


@bp.get("/sessions")
@requires(Permission.SESSIONS_MANAGE)
def sessions() -> ResponseReturnValue:
    """What waits for the caller, then her sessions."""
    scope, asked = current_scope(), requested_page(PAGE_SIZE)
    form = _filters()
    found, total = list_sessions(scope, form.wanted(), offset=asked.offset, limit=asked.size)
    chips = chips_of(form)
    needs = list_needs(scope) if not chips and asked.number == 1 else []
    listed = {one.id: one for one in [*found, *(session for need in needs for session in need.sessions)]}
    return render_template(
        "trainings/sessions/list.html",
        form=form,
        chips=chips,
        page=asked.page(found, total),
        needs=needs,
        need_texts=NEEDS,
        seats=count_seats(listed.values()),
    )


def _filters() -> SessionFilterForm:
    form = SessionFilterForm()
    form.place.choices = [Choice(str(key), name) for key, name in list_places_met(current_scope())]
    form.trainer.choices = [Choice(str(key), name) for key, name in list_trainers_met(current_scope())]
    form.validate()
    return form


@bp.get("/sessions/<uuid:session_id>")
@requires(Permission.SESSIONS_MANAGE)
def session(session_id: uuid.UUID) -> ResponseReturnValue:
    """A session: its programme, where, with whom, and the next step."""
    found = get_session(current_scope(), session_id)
    stretches = [Stretch(one.starts_at, one.ends_at) for one in found.half_days]
    latest = find_latest_version(found.course_version)
    progress = progress_of(stretches, clock.now())
    return render_session(
        "trainings/session/show.html",
        found,
        "trainings.session",
        progress=progress.value,
        steps=STEPS[progress],
        attended=has_attendance(found),
        remaining=to_cancel(found),
        latest=latest if latest is not found.course_version else None,
        holidays=holidays_of(stretches, found.commune.departement_code),
        map_url=map_url(found.place),
        display_phone=display_phone,
    )
