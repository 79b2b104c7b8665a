"""The safety checks of a person on her page and on her timeline."""

from dataclasses import dataclass

from flask_babel import gettext as _

from inclusion_app.access.scope import Scope
from inclusion_app.casework.safety.findings import Findings
from inclusion_app.casework.safety.subject import Subject
from inclusion_app.casework.timeline import Event
from inclusion_app.citizens.models import Citizen
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.queries.checklists import list_of_citizen


@dataclass(frozen=True)
class SafetySeen:
    """The last check and all of them as events; `url` is empty for who does not follow the person."""

    last: Findings | None
    events: list[Event]
    url: str


def safety_of(scope: Scope, citizen: Citizen, *, followed: bool) -> SafetySeen:
    """What the page of a person says of her safety; only who follows her opens the checks."""
    checks = [Findings(made) for made in list_of_citizen(scope, citizen)]
    url = Subject(ChecklistKind.CITIZEN, citizen).url() if followed else ""
    events = [Event(one.made.checked_on, str(_("Point sécurité")), one.summary, url) for one in checks]
    return SafetySeen(checks[0] if checks else None, events, url)
