"""The form of a session made ready: what it offers, what it shows first, what it says once sent."""

import json
import uuid
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inclusion_app.access.guard import current_account, current_scope
from inclusion_app.access.queries import find_draft
from inclusion_app.kernel.db import uuid7
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.territories.queries import get_commune
from inclusion_app.trainings.forms.sessions import BOTH, ON_SITE, ONLINE, SessionForm, as_uuid
from inclusion_app.trainings.forms.sessions_days import HalfDaysField, typed_days
from inclusion_app.trainings.models.sessions import Room, TrainingSession
from inclusion_app.trainings.queries.courses import list_offered
from inclusion_app.trainings.queries.people import find_own_trainer, list_trainers
from inclusion_app.trainings.queries.sessions_choices import (
    list_organisers,
    list_rooms_offered,
    match_places,
    may_organise_for_all,
)
from inclusion_app.trainings.queries.sessions_state import list_attended
from inclusion_app.trainings.rules.recurrence import Stretch
from inclusion_app.trainings.rules.sessions import SessionPlan
from inclusion_app.web.choices import Choice, choices_of
from inclusion_app.web.formats import plural
from inclusion_app.web.lookups import Candidate

USUAL_SEATS = 10


def place_label(place: Place) -> str:
    """A place as suggestions show it."""
    return f"{place.name}, {place.commune.name}"


def draft_of(path: str) -> MultiDict[str, str] | None:
    """What was typed on this page and not saved yet."""
    draft = find_draft(current_account(), path) if request.method == "GET" else None
    return MultiDict(json.loads(draft.content or "{}")) if draft else None


def open_form(session: TrainingSession | None) -> tuple[SessionForm, bool]:
    """The form of a new session, or of this one; True when a draft was found again."""
    kept = draft_of(request.path)
    values = _values_of(session) if session else _first_values()
    form = SessionForm(kept, data=values) if kept else SessionForm(data=values)
    _offer_courses(form, session)
    _offer_people(form, session)
    _offer_places(form, session)
    show_held(form.half_days, session)
    return form, bool(kept)


def show_held(days: HalfDaysField, session: TrainingSession | None) -> None:
    """The rows of a session may be old; those where people came are shown, not typed."""
    if session is None:
        return
    attended = list_attended(session)
    rows = {one.id: Stretch(one.starts_at, one.ends_at) for one in session.half_days}
    days.kept = frozenset(one.day for one in typed_days(rows.values()))
    days.held = frozenset(one for key, one in rows.items() if key in attended)


def _first_values() -> dict[str, Any]:
    organisers, own = list_organisers(current_scope()), find_own_trainer(current_scope())
    asked = request.args.get("cours", "")
    offered = list_offered(current_scope()) if asked else []
    course = next((one for one in offered if asked in (str(one.course_id), str(one.id), one.course.slug)), None)
    return {
        "form_key": str(uuid7()),
        "course": course and course.id,
        "structure": organisers[0].id if organisers else None,
        "where": ON_SITE,
        "trainers": [own.id] if own else [],
        "capacity": USUAL_SEATS,
        "listed": True,
        "answer_hours": 48,
    }


def _values_of(session: TrainingSession) -> dict[str, Any]:
    where = ONLINE if session.place_id is None else BOTH if session.online_url else ON_SITE
    return {
        "version": session.version,
        "course": session.course_version_id,
        "structure": session.structure_id,
        "half_days": typed_days(Stretch(one.starts_at, one.ends_at) for one in session.half_days),
        "where": where,
        "place": session.place_id and str(session.place_id),
        "room": session.room_id,
        "online_url": session.online_url or "",
        "commune": session.commune_code,
        "trainers": [trainer.id for trainer in session.trainers],
        "capacity": session.capacity,
        "listed": session.listed,
        "answer_hours": session.answer_hours,
        "materials": session.materials,
        "reference": session.reference,
    }


def _offer_courses(form: SessionForm, session: TrainingSession | None) -> None:
    """A session keeps the version of its course."""
    if session:
        form.course.choices = [Choice(str(session.course_version_id), session.course_version.title)]
        return
    form.course.choices = [Choice(str(one.id), one.title) for one in list_offered(current_scope())]


def _offer_people(form: SessionForm, session: TrainingSession | None) -> None:
    organisers = list_organisers(current_scope())
    if session and session.structure and session.structure not in organisers:
        organisers.append(session.structure)
    form.structure.choices = list(choices_of(organisers))
    if not may_organise_for_all(current_scope()) and not (session and session.structure_id is None):
        form.structure.none_label = ""
    trainers = list_trainers(current_scope())
    trainers += [one for one in (session.trainers if session else ()) if one not in trainers]
    form.trainers.choices = list(choices_of(trainers))


def _offer_places(form: SessionForm, session: TrainingSession | None) -> None:
    kept = session.place_id if session else None
    form.place.resolver = lambda text: [Candidate(str(place.id), place_label(place)) for place in _meant(text, kept)]
    form.commune.resolver = commune_candidates
    rooms = list_rooms_offered(current_scope(), session.room_id if session else None)
    form.room.choices = [Choice(str(room.id), _room_label(room)) for room in rooms]


def _meant(text: str, kept: uuid.UUID | None) -> list[Place]:
    """A whole label chooses its place, whatever others begin alike."""
    found = match_places(current_scope(), text, kept)
    exact = [place for place in found if place_label(place) == text]
    return exact if len(exact) == 1 else found


def _room_label(room: Room) -> str:
    seats = plural(room.seats, "%(count)s place", "%(count)s places")
    return str(_("%(room)s, %(place)s (%(seats)s)", place=room.place.name, room=room.name, seats=seats))


def chosen_room(form: SessionForm) -> Room | None:
    """The room chosen, among those offered."""
    key = as_uuid(form.room.data) if form.on_site else None
    offered = list_rooms_offered(current_scope(), key)
    return next((room for room in offered if room.id == key), None) if key else None


def plan_of(form: SessionForm) -> tuple[SessionPlan, str]:
    """What was typed, and the département where it takes place. A room alone says its place. Raises DomainError."""
    room = chosen_room(form)
    place_id = as_uuid(form.place.data) if form.on_site else None
    if room is not None:
        if place_id and place_id != room.place_id:
            raise DomainError(N_("Cette salle n’est pas dans ce lieu."), field="room")
        place_id = room.place_id
    if place_id is None:
        commune = get_commune(form.commune.data or "")
    else:
        commune = match_places(current_scope(), str(place_id), place_id)[0].commune
    return form.plan(place_id=place_id, commune_code=commune.code), commune.departement_code


def change_rows(form: SessionForm, asked: str) -> None:
    """A button of the half-days: one more, one less, the same each week."""
    days = form.half_days
    if asked == "weekly":
        weeks = form.weeks.data
        if not weeks or form.weeks.process_errors:
            form.weeks.errors = [*form.weeks.process_errors, _("Indiquez de 2 à 60 semaines.")][:1]
        elif not days.repeat_weekly(weeks):
            form.weeks.errors = [_("Écrivez d’abord la première date, et pas plus de 60 demi-journées en tout.")]
    elif asked.startswith("remove-") and asked[7:].isdecimal() and len(asked) < 12:
        days.remove_row(int(asked[7:]))
    else:
        days.add_row()


def usual_departement(session: TrainingSession | None) -> str:
    """Where the session takes place; for a new one, where the caller's first structure is."""
    if session is not None:
        return session.commune.departement_code
    organisers = list_organisers(current_scope())
    return organisers[0].commune.departement_code if organisers else ""
