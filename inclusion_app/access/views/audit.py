"""The audit, as an administrator reads it."""

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access import queries
from inclusion_app.access.forms import AuditFilterForm
from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.journal import SENTENCES, sentence
from inclusion_app.access.permissions import Permission, Role
from inclusion_app.access.queries import AuditFilter
from inclusion_app.access.views.blueprint import bp
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.errors import NotFound
from inclusion_app.territories.queries import get_territory
from inclusion_app.web.choices import Choice
from inclusion_app.web.formats import date_short
from inclusion_app.web.pagination import requested_page


@bp.get("/journal")
@requires(Permission.AUDIT_READ)
def audit() -> ResponseReturnValue:
    scope, form, asked = current_scope(), AuditFilterForm(), requested_page(50)
    form.action.choices = [Choice(action, _capital(_(text))) for action, text in SENTENCES.items()]
    wanted = _filter(form) if form.validate() else AuditFilter()
    lines = queries.list_audit_lines(scope, wanted, offset=asked.offset, limit=asked.size)
    page = asked.page(lines, queries.count_audit_lines(scope, wanted))
    seen = [*(line.account_id for line in lines), *(line.subject_id for line in lines), wanted.account_id]
    names = queries.names_of(scope, seen)
    return render_template(
        "access/audit.html", form=form, page=page, chips=_chips(form, names), rows=[_row(line, names) for line in lines]
    )


def _filter(form: AuditFilterForm) -> AuditFilter:
    account_id = uuid.UUID(form.account.data) if form.account.data else None
    return AuditFilter(form.action.data, account_id, form.since.data, form.until.data)


def _row(line: AuditLine, names: dict[uuid.UUID, str]) -> dict[str, object]:
    """What the page says of a line: who, did what, to what; an object other than an account is a short mark."""
    who = names.get(line.account_id) if line.account_id else None
    subject = names.get(line.subject_id) if line.subject_id else None
    about_other = line.subject_id is not None and line.subject_id != line.account_id
    mark = f"{line.subject_id}"[-8:] if about_other and not subject else ""
    roles = [_(role.label) for role in Role if role == line.details.get("role")]
    return {
        "at": line.at,
        "who": who or _("Le service"),
        "what": _(sentence(line.action)),
        "subject": subject if about_other else "",
        "mark": mark,
        "extra": ", ".join(part for part in (*roles, _territory(line.details.get("territory", ""))) if part),
    }


def _territory(key: str) -> str:
    try:
        return get_territory(key).label if key else ""
    except NotFound:
        return key


def _chips(form: AuditFilterForm, names: dict[uuid.UUID, str]) -> Sequence[tuple[str, str]]:
    """The filters in use, each with the address without it."""
    chips = []
    for field in form.active():
        rest = {name: value for name, value in request.args.items() if name not in (field.name, "page")}
        address = url_for("access.audit") + ("?" + urlencode(rest) if rest else "")
        chips.append((_("%(label)s\u00a0: %(value)s", label=field.label.text, value=_shown(field, names)), address))
    return chips


def _shown(field: Any, names: dict[uuid.UUID, str]) -> str:
    """The value of a filter, in words."""
    value = field.data
    if field.name == "account":
        return next(iter(name for key, name in names.items() if str(key) == value), _("inconnue"))
    if isinstance(value, date):
        return date_short(value)
    return _capital(_(sentence(value))) if value in SENTENCES else str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
