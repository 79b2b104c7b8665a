"""Import of a file of places in the national standard (v1.0.2), one place a line.

What the standard requires is required: a line without it, or whose commune cannot be told, is refused. An optional
cell that does not fit is left out and said. A place already held is brought up to date when the file is more recent.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from inclusion_app.interop.account import ImportAccount, Refused
from inclusion_app.interop.place_cells import (
    OPTIONAL,
    TEXT_LENGTHS,
    read_coordinates,
    read_pivot,
    read_postal_code,
    read_services,
)
from inclusion_app.interop.tables import Line, open_table
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.rules import check_place
from inclusion_app.network.sheets import PlaceSheet, copy_to
from inclusion_app.territories.locate import Locator

_NEEDED = ("id", "pivot", "nom", "commune", "code_postal", "adresse", "date_maj", "services")
_FLUSHED_EVERY = 500
_COLUMNS_OF = {
    "name": "nom",
    "address": "adresse",
    "services": "services",
    "summary": "presentation_resume",
}


def import_places(path: Path, *, progress: Progress, dry_run: bool = False) -> ImportAccount:
    """Read the file, add or bring up to date its good lines, say what became of each.

    Raises DomainError, having written nothing, when the file cannot be read through. `dry_run` writes nothing.
    """
    table = open_table(path, needed=_NEEDED)
    importer = _Importer(Locator(), dry_run=dry_run)
    for rank, line in enumerate(table.lines()):
        importer.take(line)
        if rank % _FLUSHED_EVERY == 0:
            db.session.flush()
            progress(min(rank * 400, table.size), table.size)
    db.session.flush()
    progress(table.size, table.size)
    return importer.account


class _Importer:
    def __init__(self, locator: Locator, *, dry_run: bool) -> None:
        self.locator = locator
        self.dry_run = dry_run
        self.account = ImportAccount()
        self.read_here: set[str] = set()
        known = select(Place.external_id, Place.id).where(Place.external_id.is_not(None))
        self.known = dict(db.session.execute(known).all())
        sirets = select(Structure.siret, Structure.id).where(Structure.siret.is_not(None))
        self.structures = dict(db.session.execute(sirets).all())

    def take(self, line: Line) -> None:
        """Count this line, and write it unless it is refused, already held, or only looked at."""
        try:
            identity, updated_on = self._identity(line), _day(line)
            if identity in self.known:
                self._bring_up_to_date(line, identity, updated_on)
            else:
                self._create(line, identity, updated_on)
        except Refused as refusal:
            self.account.refuse(line.number, refusal)

    def _identity(self, line: Line) -> str:
        identity = line["id"]
        if not 0 < len(identity) <= 200:
            raise Refused("id", N_("L’identifiant du lieu manque ou dépasse 200 caractères."))
        if identity in self.read_here:
            raise Refused("id", N_("Cet identifiant est déjà celui d’une ligne précédente du fichier."))
        self.read_here.add(identity)
        return identity

    def _create(self, line: Line, identity: str, updated_on: date) -> None:
        sheet, pivot = self._sheet(line), self._pivot(line)
        self.account.created += 1
        if self.dry_run:
            return
        place = Place(external_id=identity, created_at=clock.now(), updated_on=updated_on, version=1)
        self._write(place, sheet, pivot, line, "place.import")
        db.session.add(place)

    def _bring_up_to_date(self, line: Line, identity: str, updated_on: date) -> None:
        place = db.session.get_one(Place, self.known[identity])
        if place.deleted_at is not None or updated_on <= place.updated_on:
            self.account.unchanged += 1
            return
        sheet, pivot = self._sheet(line), self._pivot(line)
        self.account.updated += 1
        if not self.dry_run:
            place.updated_on = updated_on
            self._write(place, sheet, pivot, line, "place.import_update")

    def _write(self, place: Place, sheet: PlaceSheet, pivot: str | None, line: Line, action: str) -> None:
        copy_to(place, sheet)
        place.pivot = pivot
        place.source = line["source"][:200] or None
        place.parent_structure = line["structure_parente"][:255] or None
        place.structure_id = place.structure_id or self.structures.get(pivot)
        audit.write(action, subject=place, by=None, details={"source": "standard-1.0.2"})

    def _pivot(self, line: Line) -> str | None:
        pivot: str | None = self._kept(line, "pivot", read_pivot)
        return pivot

    def _sheet(self, line: Line) -> PlaceSheet:
        values: dict[str, Any] = {}
        for column, (name, read) in OPTIONAL.items():
            value = self._kept(line, column, read)
            if value:
                values[name] = value
        latitude, longitude = self._kept(line, "latitude", lambda text: read_coordinates(text, line["longitude"])) or (
            None,
            None,
        )
        sheet = PlaceSheet(
            name=_text(line, "nom"),
            postal_code=_required(line, "code_postal", read_postal_code),
            commune_code=self._commune(line, latitude, longitude),
            address=_text(line, "adresse"),
            services=_required(line, "services", read_services),
            latitude=latitude,
            longitude=longitude,
            **values,
        )
        try:
            check_place(sheet)
        except DomainError as error:
            raise Refused(_COLUMNS_OF.get(error.field or "", error.field or ""), str(error)) from error
        return sheet

    def _commune(self, line: Line, latitude: float | None, longitude: float | None) -> str:
        found = self.locator.locate(
            code=line["code_insee"],
            name=line["commune"],
            postal_code=line["code_postal"],
            latitude=latitude,
            longitude=longitude,
        )
        if found is None:
            written = " ".join(filter(None, (line["code_insee"], line["commune"], line["code_postal"])))
            message = N_("La commune «\u00a0%s\u00a0» est introuvable. Ajoutez son code INSEE.")
            raise Refused("commune", message % written)
        if found.how.deduced:
            self.account.deduced[found.how.label] += 1
        return found.code

    def _kept(self, line: Line, column: str, read: Callable[[str], Any]) -> Any:
        """The value of an optional cell; one that does not fit is left out, and said."""
        try:
            return read(line[column]) if line[column] else None
        except DomainError as error:
            self.account.warn(line.number, column, str(error))
            return None


def _text(line: Line, column: str) -> str:
    text, most = line[column], TEXT_LENGTHS[column]
    if len(text) > most:
        raise Refused(column, N_("Ce texte dépasse %s caractères.") % most)
    return text


def _required(line: Line, column: str, read: Callable[[str], Any]) -> Any:
    try:
        return read(line[column])
    except DomainError as error:
        raise Refused(column, str(error)) from error


def _day(line: Line) -> date:
    try:
        day = date.fromisoformat(line["date_maj"][:10])
    except ValueError:
        message = N_("«\u00a0%s\u00a0» n’est pas une date comme 2026-11-24.")
        raise Refused("date_maj", message % line["date_maj"][:30]) from None
    if day > clock.today():
        raise Refused("date_maj", N_("Cette date est dans le futur."))
    return day
