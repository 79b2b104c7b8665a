"""The filters of the lists as the address says them: what they offer, the chips that remove them."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inclusion_app.access.guard import current_scope
from inclusion_app.accompaniments.forms.filters import OwnFilterForm, RecordFilterForm, TeamFilterForm
from inclusion_app.accompaniments.queries.records import list_own_places, list_team_mediators, list_team_places
from inclusion_app.accompaniments.views.opening import citizen_candidates
from inclusion_app.accompaniments.wording import labels_of
from inclusion_app.kernel import clock
from inclusion_app.web.choices import Choice, choices_of
from inclusion_app.web.formats import date_short
from inclusion_app.web.lookups import LookupField


def own_form() -> OwnFilterForm:
    """The filters of one's own list, read from the address."""
    form = OwnFilterForm()
    form.citizen.resolver = citizen_candidates
    form.place.choices = [Choice(str(key), name) for key, name in list_own_places(current_scope())]
    form.validate()
    if form.citizen.data:
        form.citizen.text = citizen_candidates(form.citizen.data)[0].label
    return form


def address_without_name(field: LookupField) -> str:
    """The same list with the person's key instead of the name typed: a browser keeps addresses."""
    dropped = {field.name, field.key_name}
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in dropped]
    return f"{request.path}?{urlencode([*kept, (field.name, str(field.data))])}"


def team_form() -> TeamFilterForm:
    """The filters of the team's list: the last three months unless the address says since when, or « du= » for ever."""
    scope, asked = current_scope(), MultiDict(request.args.items(multi=True))
    asked.setdefault("du", months_before(clock.today(), 2).isoformat())
    form = TeamFilterForm(asked)
    mediators = sorted(list_team_mediators(scope), key=lambda mediator: mediator.name or "")
    form.mediator.choices = list(choices_of(mediators))
    form.place.choices = [Choice(str(key), name) for key, name in list_team_places(scope)]
    form.validate()
    return form


def months_before(day: date, count: int) -> date:
    """The first day of the month, `count` months earlier."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def chips_of(form: RecordFilterForm) -> list[tuple[str, str]]:
    """The filters in use, each with the address without it."""
    found = []
    for field in form.active():
        names = {field.name, getattr(field, "key_name", field.name), "page"}
        rest = [(name, value) for name, value in request.args.items(multi=True) if name not in names]
        rest += [(field.name, "")] if field.name == "du" else []
        found.append((_chip_text(field), f"{request.path}?{urlencode(rest)}" if rest else request.path))
    return found


def _chip_text(field: Any) -> str:
    label, data = str(field.label.text), field.data
    if data is True:
        return label
    if isinstance(data, frozenset):
        return str(_("%(label)s\u00a0: %(value)s", label=label, value=labels_of(data)))
    if isinstance(data, date):
        return f"{label} {date_short(data)}"
    shown: Callable[[], Any] | None = getattr(field, "propositions", None)
    chosen = [choice.label for choice in shown() if choice.checked] if shown else []
    value = chosen[0] if chosen else getattr(field, "text", None) or data
    return str(_("%(label)s\u00a0: %(value)s", label=label, value=value))
