"""The safety checks of a person, for the document of everything held."""

from datetime import date, datetime

from flask_babel import gettext as _

from inclusion_app.access.scope import Scope
from inclusion_app.casework.safety.findings import Findings
from inclusion_app.citizens.models import Citizen
from inclusion_app.resources.queries.checklists import author_names, list_of_citizen
from inclusion_app.resources.safety.points import Point

_ALL = 10_000
Item = dict[str, str | int | date | datetime | None]


def list_checks(scope: Scope, citizen: Citizen) -> list[Item]:
    """Each check: its day, its author, what was found of each point."""
    checks = list_of_citizen(scope, citizen, _ALL)
    names = author_names(checks)
    return [_item(Findings(made), names.get(made.checked_by_id, "")) for made in checks]


def _item(found: Findings, who: str) -> Item:
    made = found.made
    return {
        _("Date"): made.checked_on,
        _("Avec"): who,
        _("Liste"): made.list_version,
        _("En ordre"): _lines(found.done),
        _("À faire"): _lines(found.todo),
        _("Sans objet"): _lines(found.none),
        _("Remarque"): made.remark,
        _("À revoir le"): made.next_on,
        _("Noté le"): made.created_at,
    }


def _lines(points: list[Point]) -> str:
    return "\n".join(_(point.question) for point in points)
