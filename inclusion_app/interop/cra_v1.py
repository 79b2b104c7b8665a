"""Import of the old activity reports (CRA v1), one report a line.

A report's identity is its `id`; each `conseiller` becomes a mediator without account. Old age bands and the one-off
kind are kept as they were given. Either the whole file is read and its good lines kept, or nothing is written.
"""

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
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
from inclusion_app.interop.tables import Line, open_table
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.columns import uuid7
from inclusion_app.kernel.db import db
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Mediator
from inclusion_app.territories.locate import Locator
from inclusion_app.vocabulary.activity import Orientation, RecordKind
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import Theme

SOURCE = "cra-v1"
_NEEDED = (
    *("id", "conseiller", "canal", "activite", "nb_participants", "nb_participants_recurrents"),
    *lists.AGES,
    *lists.STATUSES,
    *("themes", "duree_minutes", "code_postal", "nom_commune", "code_commune", "date_accompagnement"),
)
_BATCH = 2000
_EARLIEST = date(2000, 1, 1)


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
        kind = _one_of("activite", line, lists.KINDS)
        record = {
            "id": uuid7(),
            "source_key": key,
            "kind": kind,
            "held_on": _day("date_accompagnement", line),
            "minutes": _count("duree_minutes", line, MAX_MINUTES, least=1),
            "place_kind": _one_of("canal", line, lists.CHANNELS),
            "themes": self._themes(line),
            "orientation": _orientation(line),
            "created_at": clock.now(),
            "updated_at": clock.now(),
            "version": 1,
        }
        total = _count("nb_participants", line, MAX_PARTICIPANTS, least=1)
        again = _count("nb_participants_recurrents", line, total)
        record["held_commune_code"] = self._commune(line)
        if kind is RecordKind.WORKSHOP:
            group = _group(line, total) | {"record_id": record["id"], "total": total, "already_helped": again}
            report = Report(record, None, group)
        else:
            report = Report(
                record, _person(line, total) | {"record_id": record["id"], "already_helped": again > 0}, None
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


def _one_of(column: str, line: Line, known: dict[str, Any]) -> Any:
    word = line[column].lower()
    if word not in known:
        message = N_("«\u00a0%s\u00a0» n’est pas attendu ici. Choisissez parmi\u00a0: %s.")
        raise Refused(column, message % (line[column][:60], ", ".join(known)))
    return known[word]


def _count(column: str, line: Line, most: int, *, least: int = 0) -> int:
    text = line[column] or "0"
    if not text.isdecimal() or len(text) > 6 or not least <= int(text) <= most:
        raise Refused(
            column, N_("«\u00a0%s\u00a0»\u00a0: un nombre entier de %s à %s est attendu.") % (text[:20], least, most)
        )
    return int(text)


def _day(column: str, line: Line) -> date:
    try:
        day = datetime.fromisoformat(line[column]).date()
    except ValueError:
        message = N_("«\u00a0%s\u00a0» n’est pas une date comme 2022-03-16.")
        raise Refused(column, message % line[column][:30]) from None
    if day > clock.today():
        raise Refused(column, N_("Cette date est dans le futur."))
    if day < _EARLIEST:
        raise Refused(column, N_("Cette date est trop ancienne."))
    return day


def _margins(line: Line, columns: dict[str, Any], total: int) -> dict[Any, int]:
    """The counts of one list, checked against the number of participants."""
    counts = {value: _count(column, line, MAX_PARTICIPANTS) for column, value in columns.items()}
    if sum(counts.values()) > total:
        column = next(iter(columns))
        message = N_("Le total (%s) dépasse le nombre de participants (%s).")
        raise Refused(column, message % (sum(counts.values()), total))
    return counts


def _group(line: Line, total: int) -> dict[str, int]:
    ages, statuses = _margins(line, lists.AGES, total), _margins(line, lists.STATUSES, total)
    columns = {f"age_{band}": count for band, count in ages.items()}
    return columns | {
        f"status_{status}": count for status, count in statuses.items() if status is not SocialStatus.UNKNOWN
    }


def _person(line: Line, total: int) -> dict[str, Any]:
    if total != 1:
        raise Refused("nb_participants", N_("Un compte rendu individuel compte une seule personne."))
    return {
        "id": uuid7(),
        "gender": Gender.UNKNOWN,
        "age_band": _told(_margins(line, lists.AGES, total), AgeBand.UNKNOWN),
        "social_status": _told(_margins(line, lists.STATUSES, total), SocialStatus.UNKNOWN),
    }


def _told(counts: dict[Any, int], otherwise: Any) -> Any:
    return next((value for value, count in counts.items() if count), otherwise)


def _orientation(line: Line) -> Orientation | None:
    if line["accompagnement_redirection"] in ("", "0"):
        return None
    try:
        named = json.loads(line["organismes"] or "{}")
    except ValueError:
        named = {}
    return lists.orientation_to(next(iter(named), "")) if isinstance(named, dict) else Orientation.OTHER
