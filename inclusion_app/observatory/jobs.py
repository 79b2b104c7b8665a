"""Work without a user: write a report that someone asked for, forget those that were kept long enough."""

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import read_only, release, unit_of_work
from inclusion_app.kernel.tasks import Progress
from inclusion_app.observatory import reports
from inclusion_app.observatory.catalogue.spreading import spread_all
from inclusion_app.observatory.catalogue.surveying import look, note
from inclusion_app.observatory.models import CountedChange
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.report import write_report, write_subject_report
from inclusion_app.observatory.subjects import Subject, SubjectKind
from inclusion_app.territories.queries import get_territory

KEPT = timedelta(days=7)
MANY_CHANGES = 100


def make_report(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `observatory.report`: `period` and `territory` are keys, or `structure` an identifier.

    The result names the file.
    """
    period = parse_period(str(arguments["period"]))
    if "structure" in arguments:
        subject = Subject(SubjectKind.STRUCTURE, str(arguments["structure"]), str(arguments["name"]))
        path = reports.new_path(subject.name, period)
        write_subject_report(subject, period, path, progress)
        return {"file": path.name}
    territory = get_territory(str(arguments["territory"]))
    path = reports.new_path(territory.name, period)
    write_report(territory, period, path, progress)
    return {"file": path.name}


def forget_old_reports() -> dict[str, int]:
    """Delete the reports of more than seven days; they can be made again at any time."""
    limit = clock.now() - KEPT
    old = [path for path in reports.folder().glob("*.pdf") if _written(path) < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return {"reports": len(old)}


def fold_changes() -> dict[str, int]:
    """Replace the many numbers of a year's changes by a new one: PostgreSQL adds a row a statement, see `stamps`."""
    with unit_of_work() as session:
        many = select(CountedChange.year).group_by(CountedChange.year).having(func.count() > MANY_CHANGES)
        years = list(session.scalars(many))
        for year in years:
            session.execute(delete(CountedChange).where(CountedChange.year == year))
            session.add(CountedChange(year=year, token=secrets.randbits(46)))
    return {"years": len(years)}


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def survey_territories() -> dict[str, int]:
    """Measure how far places are from every commune, and count what is on offer in the wide territories."""
    release()
    read_only()
    found = look()
    release()
    with unit_of_work():
        return note(found)


def spread_needs() -> dict[str, int]:
    """Have need indicators follow the communes that merged and the populations of the year."""
    with unit_of_work():
        return spread_all()
