"""Work without a user: prepare a publication, which may take minutes."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import current_app

from inclusion_app.access.models import Account
from inclusion_app.config import Settings
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.tasks import Progress
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.publishing import services
from inclusion_app.observatory.publishing.preparing import Asked, prepare
from inclusion_app.territories.queries import get_territory

PREPARE_TASK = "observatory.prepare_publication"


def threshold() -> int:
    """Persons behind a cell that is shown, at least: the operator's setting."""
    settings: Settings = current_app.extensions["settings"]
    return settings.publication_threshold


def prepare_publication(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task: `territory` and `period` are keys, `reason` makes it a correction; the result names what was kept."""
    asked = Asked(
        get_territory(str(arguments["territory"])),
        parse_period(str(arguments["period"])),
        threshold(),
        arguments.get("reason"),
    )
    prepared = prepare(asked, progress)
    db.session.rollback()
    with unit_of_work() as session:
        account = arguments.get("by")
        by = session.get(Account, uuid.UUID(str(account))) if account else None
        services.forget_old_prepared()
        publication = services.keep_prepared(prepared, by=by)
        kept = str(publication.id)
    return {"publication": kept}
