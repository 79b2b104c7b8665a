"""Work without a user: write a proof file that someone asked for, forget those that were kept long enough."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope, scope_of
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.documents.proofs import Proof, Proven, readme
from inclusion_app.trainings.jobs.proofs_archive import Archive, folder, new_archive
from inclusion_app.trainings.jobs.proofs_builders import BUILDERS, write_linked
from inclusion_app.trainings.jobs.proofs_dossier import Dossier
from inclusion_app.trainings.queries.quality_indicators import Reference, reference_of
from inclusion_app.trainings.queries.quality_proofs import list_session_facts
from inclusion_app.trainings.rules.quality_indicators import Indicator
from inclusion_app.trainings.rules.spans import Span

KEPT = timedelta(days=7)


def make_proofs(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `trainings.proofs`: `start`, `end` (days), `course` (a key or nothing), `names`, `account`.

    The rights are those of the account now, not those of when it asked.
    """
    span = Span(date.fromisoformat(str(arguments["start"])), date.fromisoformat(str(arguments["end"])))
    course = uuid.UUID(str(arguments["course"])) if arguments.get("course") else None
    dossier = open_dossier(_scope(str(arguments["account"])), span, course, names=bool(arguments.get("names")))
    reference = reference_of(span.end, Path(current_app.instance_path))
    with new_archive() as (archive, path):
        write_dossier(dossier, reference, archive, progress)
    return {"file": path.name}


def open_dossier(scope: Scope, span: Span, course_id: uuid.UUID | None, *, names: bool) -> Dossier:
    """What the file is about; names are only for those who manage sessions."""
    if names and not scope.allows(Permission.SESSIONS_MANAGE):
        raise DomainError(N_("Les noms sont réservés à qui gère les sessions."), field="names")
    return Dossier(span, list_session_facts(scope, span, course_id, names=names), names=names)


def write_dossier(dossier: Dossier, reference: Reference, archive: Archive, progress: Progress) -> None:
    """A folder per indicator, then the page that says what is in each."""
    ours = reference.ours
    dossier.follow(progress, steps=len(ours))
    written: dict[str, Proof] = {}
    proven = []
    for indicator in ours:
        proven.append(_prove(indicator, dossier, archive, written))
        dossier.step()
    dossier.finish()
    archive.add("LISEZ-MOI.html", readme(dossier.span, dossier.names, reference, proven, len(dossier.sessions)))


def _prove(indicator: Indicator, dossier: Dossier, archive: Archive, written: dict[str, Proof]) -> Proven:
    """The records of an indicator; what another folder already holds is only pointed at."""
    here = f"indicateur-{indicator.number:02}"
    elsewhere = []
    for key in indicator.proofs:
        if key in written:
            elsewhere.append(written[key])
            continue
        builder, before = BUILDERS[key], len(archive.paths)
        count = builder.write(dossier, archive, here)
        written[key] = Proof(builder.label, count, tuple(archive.paths[before:]), builder.note(dossier))
    linked = write_linked(indicator, dossier, archive, here)
    pointed = [path for proof in elsewhere for path in proof.files]
    if pointed:
        archive.add(f"{here}/voir-aussi.txt", "\r\n".join(["Voir aussi\u00a0:", *pointed, ""]))
    return Proven(indicator, tuple([written[key] for key in indicator.proofs] + linked))


def _scope(account_id: str) -> Scope:
    account = db.session.get(Account, uuid.UUID(account_id))
    if account is None or account.deactivated_at is not None:
        raise DomainError(N_("Ce compte n’a plus accès aux preuves."))
    scope = scope_of(account)
    scope.check(Permission.TRAININGS_QUALITY)
    return scope


def forget_old_proofs() -> dict[str, int]:
    """Delete the proof files of more than seven days, and what an interrupted task left."""
    limit = clock.now() - KEPT
    old = [path for path in folder().glob("preuves-*") if datetime.fromtimestamp(path.stat().st_mtime, UTC) < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return {"proofs": len(old)}
