"""Writes of safety checks. Another day makes another row; only whoever made a check corrects it or takes it away."""

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden
from inclusion_app.kernel.versions import check_version, flush_version
from inclusion_app.network.models import Place
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.rules.checklists import Check, check_check
from inclusion_app.resources.safety.lists import current_list, get_list


def note_check(subject: Citizen | Place, check: Check, *, by: Account) -> Checklist:
    """Keep what was checked with somebody or in a place. The same page sent twice gives the first row again."""
    kind = ChecklistKind.CITIZEN if isinstance(subject, Citizen) else ChecklistKind.PLACE
    points = current_list(kind)
    check_check(check, points, clock.today())
    db.session.refresh(subject, with_for_update=True)  # two copies of one form wait for each other
    if kept := _find_same(subject, check, by):
        return kept
    made = Checklist(
        kind=kind,
        citizen_id=subject.id if isinstance(subject, Citizen) else None,
        place_id=subject.id if isinstance(subject, Place) else None,
        list_version=points.version,
        checked_by_id=by.id,
        created_at=clock.now(),
    )
    _set(made, check)
    db.session.add(made)
    db.session.flush()
    audit.write("checklist.create", subject=subject, by=by, details={"checklist": str(made.id)})
    db.session.flush()
    return made


def correct_check(made: Checklist, check: Check, *, subject: Citizen | Place, version: int, by: Account) -> Checklist:
    """Correct one's own; StaleVersion when it changed after version `version` was read."""
    _check_own(made, by)
    check_check(check, get_list(made.kind, made.list_version), clock.today())
    check_version(made, version)
    _set(made, check)
    flush_version()
    audit.write("checklist.update", subject=subject, by=by, details={"checklist": str(made.id)})
    db.session.flush()
    return made


def delete_check(made: Checklist, *, subject: Citizen | Place, by: Account) -> None:
    """Take away what was entered by mistake."""
    _check_own(made, by)
    audit.write("checklist.delete", subject=subject, by=by, details={"checked_on": made.checked_on.isoformat()})
    db.session.delete(made)
    db.session.flush()


def _check_own(made: Checklist, by: Account) -> None:
    if made.checked_by_id != by.id:
        raise Forbidden


def _set(made: Checklist, check: Check) -> None:
    made.points = {key: state.value for key, state in check.points.items()}
    made.checked_on, made.next_on = check.checked_on, check.next_on
    made.remark = check.remark or None


def _find_same(subject: Citizen | Place, check: Check, by: Account) -> Checklist | None:
    of = Checklist.citizen_id if isinstance(subject, Citizen) else Checklist.place_id
    query = select(Checklist).where(
        of == subject.id, Checklist.checked_on == check.checked_on, Checklist.checked_by_id == by.id
    )
    wanted = {key: state.value for key, state in check.points.items()}
    for kept in db.session.scalars(query.order_by(Checklist.id)):
        if (kept.points, kept.next_on, kept.remark) == (wanted, check.next_on, check.remark or None):
            return kept
    return None
