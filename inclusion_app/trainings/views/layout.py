"""What the pages of trainings share: the room's own menu, the tabs of a session."""

from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, find_account
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.text import N_
from inclusion_app.trainings import wording
from inclusion_app.trainings.lists import Audience
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.sessions import count_seats
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.navigation import NavigationItem

_P = Permission

SECTIONS = (
    ("trainings.sessions", N_("Sessions"), _P.SESSIONS_MANAGE),
    ("trainings.calendar", N_("Calendrier"), _P.TRAININGS_READ),
    ("trainings.courses", N_("Catalogue"), _P.TRAININGS_READ),
    ("resources.index", N_("Ressources"), _P.RESOURCES_READ),
    ("trainings.calls", N_("Appels à passer"), _P.SESSIONS_MANAGE),
    ("trainings.issued", N_("Attestations"), _P.SESSIONS_MANAGE),
    ("trainings.figures", N_("Chiffres et avis"), _P.SESSIONS_MANAGE),
    ("trainings.settings", N_("Réglages et qualité"), _P.COURSES_EDIT),
)
_UNDER = {"trainings.results": "trainings.figures", "trainings.quality": "trainings.settings"}
"""Pages that another one leads to."""

TABS = (
    ("trainings.session", N_("La session")),
    ("trainings.registrations", N_("Inscriptions")),
    ("trainings.notices", N_("Convocations")),
    ("casework.session_materials", N_("Supports")),
    ("trainings.attendance", N_("Présence")),
    ("trainings.evaluation", N_("Évaluation")),
    ("trainings.certificates", N_("Attestations")),
)


def sections(current: str) -> list[NavigationItem]:
    """The pages of the room that the caller may open; none for a visitor. `current` is the endpoint of the page."""
    if find_account() is None:
        return []
    scope, shown = current_scope(), _UNDER.get(current, current)
    return [NavigationItem(_(label), url_for(name), name == shown) for name, label, p in SECTIONS if scope.allows(p)]


def render_session(template: str, session: TrainingSession, tab: str, **values: Any) -> str:
    """A page of a session: its template extends `trainings/session/layout.html`; `tab` is an endpoint of TABS."""
    tabs = [NavigationItem(_(label), url_for(name, session_id=session.id), name == tab) for name, label in TABS]
    return render_template(
        template,
        session=session,
        seats=count_seats([session])[session.id],
        tabs=tabs,
        wording=wording,
        record_url=_record_url(session),
        **values,
    )


def _record_url(session: TrainingSession) -> str:
    """Where a session for citizens becomes accompaniments; nothing for others, or for whoever logs none."""
    if Audience.CITIZENS not in session.course_version.audiences or not current_scope().allows(_P.RECORDS_LOG):
        return ""
    return url_for("casework.session_record", session_id=session.id)


@bp.context_processor
def _shared() -> dict[str, Any]:
    return {"sections": sections, "wording": wording}
