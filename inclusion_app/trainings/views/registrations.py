"""The registrations of a session, for whoever organises it: list, downloads."""

import uuid
from collections import Counter

from flask import Response, request
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import audit
from inclusion_app.kernel.phone import display_phone
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents.registered import registered_list
from inclusion_app.trainings.exports import REGISTERED
from inclusion_app.trainings.lists import RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.registrations import count_withdrawn, list_registrations, list_withdrawn
from inclusion_app.trainings.queries.registrations_people import list_citizens_seen
from inclusion_app.trainings.queries.seats import list_waiting
from inclusion_app.trainings.queries.sessions import HOLDS_A_SEAT, count_seats, get_session
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.trainings.views.layout import render_session
from inclusion_app.web.downloads import csv_response
from inclusion_app.web.pagination import requested_page

MOST_SHOWN = 200
"""Of the waiting list, and of those withdrawn; those who hold a seat are at most a thousand."""


@bp.get("/sessions/<uuid:session_id>/inscriptions")
@requires(Permission.SESSIONS_MANAGE)
def registrations(session_id: uuid.UUID) -> ResponseReturnValue:
    """Who is registered, proposed a seat, waiting, to confirm, withdrawn."""
    session = get_session(current_scope(), session_id)
    held, asked = list_registrations(session, HOLDS_A_SEAT), requested_page(100)
    waiting = list_waiting(session, MOST_SHOWN)
    seated = [one for one in held if _is_seated(one) and one.confirmed_at]
    return render_session(
        "trainings/registrations/list.html",
        session,
        "trainings.registrations",
        page=asked.page(seated[asked.offset : asked.offset + asked.size], len(seated)),
        to_confirm=[one for one in held if _is_seated(one) and not one.confirmed_at],
        offered=[one for one in held if not _is_seated(one)],
        waiting=waiting,
        withdrawn=list_withdrawn(session, MOST_SHOWN) if "retraits" in request.args else None,
        withdrawn_count=count_withdrawn(session),
        doubles={name for name, count in Counter(one.name_index for one in [*held, *waiting]).items() if count > 1},
        citizens=list_citizens_seen(current_scope(), [*held, *waiting]),
        display_phone=display_phone,
    )


def _is_seated(registration: Registration) -> bool:
    return registration.state is RegistrationState.SEATED


@bp.get("/sessions/<uuid:session_id>/inscriptions.pdf")
@requires(Permission.SESSIONS_MANAGE)
def registrations_pdf(session_id: uuid.UUID) -> ResponseReturnValue:
    """The list to print."""
    session = _get_to_download(session_id)
    held, waiting = list_registrations(session, HOLDS_A_SEAT), list_waiting(session, MOST_SHOWN)
    document = registered_list(session, count_seats([session])[session.id], held, waiting)
    response = Response(to_pdf(document), mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="inscriptions-{session.starts_at:%Y-%m-%d}.pdf"'
    return response


@bp.get("/sessions/<uuid:session_id>/inscriptions.csv")
@requires(Permission.SESSIONS_MANAGE)
def registrations_csv(session_id: uuid.UUID) -> ResponseReturnValue:
    """The same as a table."""
    session = _get_to_download(session_id)
    rows = [*list_registrations(session, HOLDS_A_SEAT), *list_waiting(session)]
    return csv_response(f"inscriptions-{session.starts_at:%Y-%m-%d}.csv", REGISTERED, rows)


def _get_to_download(session_id: uuid.UUID) -> TrainingSession:
    session = get_session(current_scope(), session_id)
    audit.note_read("registration.list", subject=session, by=current_account())
    return session
