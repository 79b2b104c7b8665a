"""How an entry's form opens: what it offers, what it proposes, the draft found again."""

import json
import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inclusion_app.access.guard import current_account, current_scope
from inclusion_app.access.queries import find_draft
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.entry import Entry, Participant, entry_of
from inclusion_app.accompaniments.forms.entry import EntryForm, as_uuid
from inclusion_app.accompaniments.forms.individual import IndividualForm, individual_data
from inclusion_app.accompaniments.forms.workshop import WorkshopForm, workshop_data
from inclusion_app.accompaniments.models import Record
from inclusion_app.accompaniments.queries.habits import Habits, get_habits
from inclusion_app.accompaniments.queries.names import list_citizens_seen
from inclusion_app.accompaniments.queries.records import find_record_by_form, get_record
from inclusion_app.citizens.presenting import short_label
from inclusion_app.citizens.queries.reading import get_citizen
from inclusion_app.citizens.queries.searching import search_citizens
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.queries import find_my_mediator, list_organisations, my_structures, places_for_logging
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind
from inclusion_app.web.choices import Choice, choices_of
from inclusion_app.web.lookups import Candidate

DEFAULT_MINUTES = {RecordKind.INDIVIDUAL: 30, RecordKind.WORKSHOP: 120}
FORMS: dict[RecordKind, type[EntryForm]] = {
    RecordKind.INDIVIDUAL: IndividualForm,
    RecordKind.ONE_OFF: IndividualForm,
    RecordKind.WORKSHOP: WorkshopForm,
}


@dataclass(frozen=True)
class Offer:
    """What the caller usually enters, and where she may have worked: read once for a page."""

    habits: Habits
    places: list[Place]
    structures: list[Structure]


def _read_offer(scope: Scope, kind: RecordKind) -> Offer:
    return Offer(get_habits(scope, kind), places_for_logging(scope), my_structures(scope))


def data_of(entry: Entry) -> dict[str, Any]:
    """The form's data that shows an entry of any kind."""
    return workshop_data(entry) if entry.kind is RecordKind.WORKSHOP else individual_data(entry)


def open_form(kind: RecordKind, record: Record | None = None) -> tuple[EntryForm, bool]:
    """The form of this request, and whether it shows a draft found again.

    In a POST, what was posted; in a GET, the draft of this page, else the record to change, else what is proposed.
    """
    form_class, scope = FORMS[kind], current_scope()
    offer = _read_offer(scope, kind)
    if request.method == "POST":
        held = data_of(entry_of(record)) if record else {}
        return _prepared(form_class(data=held), scope, offer, record), False
    data = data_of(entry_of(record)) if record else proposed_data(scope, kind, offer)
    data |= {"form_key": str(uuid.uuid4()), "version": str(record.version if record else "")}
    draft = None if request.args else _find_draft(scope)
    form = form_class(formdata=draft, data=data) if draft else form_class(formdata=None, data=data)
    return _prepared(form, scope, offer, record), draft is not None


def draft_address() -> str:
    """Where this page's draft is posted while typing."""
    return url_for("access.save_draft", page=request.path)


def _find_draft(scope: Scope) -> MultiDict[str, str] | None:
    """The draft of this page, unless its form was sent meanwhile."""
    draft = find_draft(current_account(), request.path)
    if draft is None or not draft.content:
        return None
    content: MultiDict[str, str] = MultiDict(json.loads(draft.content))
    key = as_uuid(content.get("form_key"))
    sent = key is not None and find_record_by_form(scope, key) is not None
    return None if sent else content


def proposed_data(scope: Scope, kind: RecordKind, offer: Offer) -> dict[str, Any]:
    """What a new form shows: a model to do again, what follows an entry just kept, or the usual values."""
    if model_id := as_uuid(request.args.get("modele")):
        return data_of(_again(entry_of(get_record(scope, model_id))))
    data: dict[str, Any] = data_of(_usual(scope, kind, offer))
    if previous_id := as_uuid(request.args.get("suite")):
        data |= _kept_from(entry_of(get_record(scope, previous_id)))
    if citizen_id := as_uuid(request.args.get("citoyen")):
        data |= _with_citizen(get_citizen(scope, citizen_id).id, kind)
    return data


def _again(entry: Entry) -> Entry:
    """The same, today, without what belongs to that day only."""
    return replace(
        entry,
        held_on=clock.today(),
        notes=None,
        next_step=None,
        next_on=None,
        next_at=None,
        blocked_procedure=None,
        blocked_organisation_id=None,
        blocked_cause=None,
    )


def _usual(scope: Scope, kind: RecordKind, offer: Offer) -> Entry:
    mediator = find_my_mediator(scope)
    place_id = mediator.usual_place_id if mediator else None
    offered = {place.id for place in offer.places}
    return Entry(
        kind=kind,
        held_on=clock.today(),
        minutes=offer.habits.minutes or DEFAULT_MINUTES[kind],
        place_kind=PlaceKind.PLACE if offered else PlaceKind.OTHER,
        place_id=place_id if place_id in offered else None,
    )


def _kept_from(previous: Entry) -> dict[str, Any]:
    data = data_of(previous)
    return {name: data[name] for name in ("held_on", "minutes", "place_kind", "place", "commune", "structure")}


def _with_citizen(citizen_id: uuid.UUID, kind: RecordKind) -> dict[str, Any]:
    entry = Entry(kind, clock.today(), 1, PlaceKind.REMOTE, participants=(Participant(citizen_id=citizen_id),))
    data = data_of(entry)
    return {name: data[name] for name in ("who", "citizen", "people") if name in data}


def _prepared(form: EntryForm, scope: Scope, offer: Offer, record: Record | None) -> EntryForm:
    """Give the form what it offers; what the record already holds stays offered."""
    kept = record.place if record else None
    known = {place.id for place in offer.places}
    places = [*([kept] if kept and kept.id not in known else []), *offer.places]
    form.place.choices = [Choice(str(place.id), f"{place.name} – {place.commune.name}") for place in places]
    if len(offer.structures) > 1:
        form.structure.choices = list(choices_of(offer.structures))
    else:
        del form.structure
    form.themes.prefer(offer.habits.themes)
    form.procedures.prefer(offer.habits.procedures)
    form.commune.resolver = commune_candidates
    _prepare_people(form, scope, record)
    return form


def _prepare_people(form: EntryForm, scope: Scope, record: Record | None) -> None:
    form["citizen"].resolver = citizen_candidates
    if isinstance(form, WorkshopForm):
        wanted = [as_uuid(text) for text in form.people.data or ()]
        kept = {row.citizen_id for row in record.participations} if record else set()
        form.people.choices = list(_people_choices(scope, [key for key in wanted if key], kept))
        return
    form["residence"].resolver = commune_candidates
    organisations = list_organisations()
    known = {organisation.id for organisation in organisations}
    if record and record.blocked_organisation and record.blocked_organisation_id not in known:
        organisations.append(record.blocked_organisation)
    form["blocked_organisation"].choices = list(choices_of(organisations))


def _people_choices(scope: Scope, keys: Sequence[uuid.UUID], kept: set[uuid.UUID | None]) -> list[Choice]:
    """Tiles of the people named; someone of the record whom the caller no longer sees stays, without a name."""
    labels = {citizen.id: short_label(citizen) for citizen in list_citizens_seen(scope, keys)}
    unseen = [key for key in sorted(keys) if key in kept and key not in labels]
    hidden = [Choice(str(key), _("Personne que vous ne suivez plus")) for key in unseen]
    return [Choice(str(key), label) for key, label in labels.items()] + hidden


def citizen_candidates(text: str) -> list[Candidate]:
    """Those of the caller's citizens that a text or a key means."""
    scope, key = current_scope(), as_uuid(text)
    if key is None:
        return [Candidate(str(one.id), short_label(one)) for one in search_citizens(scope, text)]
    with suppress(NotFound, Forbidden):
        return [Candidate(text, short_label(get_citizen(scope, key)))]
    return []
