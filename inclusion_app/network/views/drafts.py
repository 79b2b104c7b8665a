"""What was typed in a long form of the network and not saved yet."""

import json

from flask import request
from werkzeug.datastructures import MultiDict

from inclusion_app.access.guard import current_account
from inclusion_app.access.queries import find_draft
from inclusion_app.access.services import discard_draft


def kept_fields() -> MultiDict[str, str] | None:
    """The fields of this page's draft, when the page is opened."""
    draft = find_draft(current_account(), request.path) if request.method == "GET" else None
    return MultiDict(json.loads(draft.content or "{}")) if draft else None


def forget() -> None:
    """The form is saved: its draft is of no use."""
    discard_draft(current_account(), request.path)
