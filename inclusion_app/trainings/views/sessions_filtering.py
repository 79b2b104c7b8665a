"""The filters in use as chips, each with the address without it."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import request
from flask_babel import gettext as _

from inclusion_app.web.formats import date_short
from inclusion_app.web.forms import FilterForm


def chips_of(form: FilterForm, kept: Iterable[str] = ()) -> list[tuple[str, str]]:
    """A chip for each filter in use, but for the fields named in `kept`."""
    return [(_text(field), address_without(field.name)) for field in form.active() if field.name not in kept]


def address_without(*names: str) -> str:
    """The current address without these values, on its first page."""
    dropped = {*names, "page"}
    rest = [(name, value) for name, value in request.args.items(multi=True) if name not in dropped and value]
    return f"{request.path}?{urlencode(rest)}" if rest else request.path


def _text(field: Any) -> str:
    label, data = str(field.label.text), field.data
    if isinstance(data, date):
        return f"{label} {date_short(data)}"
    shown = getattr(field, "propositions", None)
    chosen = [choice.label for choice in shown() if choice.checked] if shown else []
    return str(_("%(label)s\u00a0: %(value)s", label=label, value=chosen[0] if chosen else data))
