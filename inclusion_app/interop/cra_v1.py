"""Import of the old activity reports (CRA v1), one report a line.

A report's identity is its `id`; each `conseiller` becomes a mediator without account. Old age bands and the one-off
kind are kept as they were given. Either the whole file is read and its good lines kept, or nothing is written.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from inclusion_app.accompaniments.models import (
    MAX_MINUTES,
    MAX_PARTICIPANTS,
    AnonymousGroup,
    Participation,
    Record,
)
from inclusion_app.interop import cra_v1_lists as lists
from inclusion_app.interop.account import ImportAccount, Refused
from inclusion_app.interop.cra_v1_cells import (
    read_count,
    read_day,
    read_group,
    read_one_of,
    read_orientation,
    read_person,
)
from inclusion_app.interop.tables import Line, open_table
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.columns import uuid7
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator
from inclusion_app.territories.locate import Locator
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.themes import Theme

SOURCE = "cra-v1"
_NEEDED = (
    *("id", "conseiller", "canal", "activite", "nb_participants", "nb_participants_recurrents"),
    *lists.AGES,
    *lists.STATUSES,
    *("themes", "duree_minutes", "code_postal", "nom_commune", "code_commune", "date_accompagnement"),
)
_BATCH = 2000


@dataclass(frozen=True)
class Report:
    """One line, understood: the columns of its record, and of its person or its group."""

    record: dict[str, Any]
    person: dict[str, Any] | None
    group: dict[str, Any] | None


def import_reports(path: Path, *, progress: Progress, dry_run: bool = False) -> ImportAccount:
    """Read the file, add its good lines to the caller's transaction, say what became of each.

    Raises DomainError, having written nothing, when the file cannot be read through. `dry_run` writes nothing.
    """
    table = open_table(path, needed=_NEEDED)
    reader = _Reader(Locator(), ImportAccount())
    batch: list[Report] = []
    for line in table.lines():
        report = reader.read(line)
        if report is not None and not dry_run:
            batch.append(report)
        if len(batch) >= _BATCH:
            reader.keep(batch)
        if line.number % _BATCH == 0:
            progress(min(line.number * 160, table.size), table.size)
    reader.keep(batch)
    progress(table.size, table.size)
    return reader.account


class _Reader:
    """Understands one line after the other, remembering the reports and mediators already met."""

    def __init__(self, locator: Locator, account: ImportAccount) -> None:
        self.locator = locator
        self.account = account
        self.known = {key for key in _source_keys() if key}
        self.read_here: set[str] = set()
        query = select(Mediator.source_key, Mediator.id).where(Mediator.source_key.startswith(f"{SOURCE}:"))
        self.mediators: dict[str | None, uuid.UUID] = dict(db.session.execute(query).all())
        self.pending: list[Mediator] = []

    def read(self, line: Line) -> Report | None:
        """The report of this line; None when it was refused or is already held."""
        try:
            if not line["id"]:
                raise Refused("id", N_("L’identifiant du compte rendu manque."))
            key = f"{SOURCE}:{line['id']}"
            if key in self.read_here:
                raise Refused("id", N_("Cet identifiant est déjà celui d’une ligne précédente du fichier."))
            self.read_here.add(key)
            if key in self.known:
                self.account.unchanged += 1
                return None
            report = self._understand(line, key)
        except Refused as refusal:
            self.account.refuse(line.number, refusal)
            return None
        self.account.created += 1
        return report

    def _understand(self, line: Line, key: str) -> Report:
        kind = read_one_of("activite", line, lists.KINDS)
        record = {
            "id": uuid7(),
            "source_key": key,
            "kind": kind,
            "held_on": read_day("date_accompagnement", line),
            "minutes": read_count("duree_minutes", line, MAX_MINUTES, least=1),
            "place_kind": read_one_of("canal", line, lists.CHANNELS),
            "themes": self._themes(line),
            "orientation": read_orientation(line),
            "created_at": clock.now(),
            "updated_at": clock.now(),
            "version": 1,
        }
        total = read_count("nb_participants", line, MAX_PARTICIPANTS, least=1)
        again = read_count("nb_participants_recurrents", line, total)
        record["held_commune_code"] = self._commune(line)
        if kind is RecordKind.WORKSHOP:
            group = read_group(line, total) | {"record_id": record["id"], "total": total, "already_helped": again}
            report = Report(record, None, group)
        else:
            report = Report(
                record, read_person(line, total) | {"record_id": record["id"], "already_helped": again > 0}, None
            )
        record["mediator_id"] = self._mediator(line)
        self.account.totals["workshops" if kind is RecordKind.WORKSHOP else "individual"] += 1
        self.account.totals["accompaniments"] += total
        return report

    def _commune(self, line: Line) -> str:
        found = self.locator.locate(
            code=line["code_commune"],
            name=line["nom_commune"],
            postal_code=line["code_postal"],
            departement=line["structure_code_departement"],
        )
        if found is None:
            written = " ".join(filter(None, (line["code_commune"], line["nom_commune"], line["code_postal"])))
            message = N_("La commune «\u00a0%s\u00a0» est introuvable. Vérifiez son code INSEE.")
            raise Refused("code_commune", message % written)
        if found.how.deduced:
            self.account.deduced[found.how.label] += 1
        return found.code

    def _mediator(self, line: Line) -> uuid.UUID:
        if not line["conseiller"]:
            raise Refused("conseiller", N_("Le conseiller ou la conseillère manque."))
        key = f"{SOURCE}:{line['conseiller']}"
        if key not in self.mediators:
            mediator = Mediator(source_key=key, name=f"Conseiller {line['conseiller']}"[:200], created_at=clock.now())
            self.pending.append(mediator)
            self.mediators[key] = mediator.id
            self.account.totals["mediators"] += 1
        return self.mediators[key]

    def _themes(self, line: Line) -> frozenset[Theme]:
        themes: set[Theme] = set()
        for word in filter(None, (part.strip().lower() for part in line["themes"].split(","))):
            if word not in lists.THEMES:
                raise Refused(
                    "themes", N_("Le thème «\u00a0%s\u00a0» n’est pas dans la liste des comptes rendus.") % word[:60]
                )
            themes |= lists.THEMES[word]
        return frozenset(themes)

    def keep(self, batch: list[Report]) -> None:
        """Write the reports of a batch, the mediators they brought first; nothing when the batch is empty."""
        if not batch:
            return
        db.session.add_all(self.pending)
        db.session.flush()
        for mediator in self.pending:
            audit.write("mediator.import", subject=mediator, by=None, details={"source": SOURCE})
        self.pending.clear()
        for model, rows in (
            (Record, [report.record for report in batch]),
            (Participation, [report.person for report in batch if report.person]),
            (AnonymousGroup, [report.group for report in batch if report.group]),
        ):
            if rows:
                db.session.execute(insert(model), rows)
        batch.clear()


def _source_keys() -> Iterator[str | None]:
    return iter(db.session.scalars(select(Record.source_key).where(Record.source_key.startswith(f"{SOURCE}:"))))
