"""Writes of the need indicators: the numbers of a file, then the means of the wider territories."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select

from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.audit import Actor
from inclusion_app.kernel.db import db
from inclusion_app.observatory.catalogue.formats import Format
from inclusion_app.observatory.catalogue.means import Numbers
from inclusion_app.observatory.catalogue.models import NeedFile, NeedValue
from inclusion_app.observatory.catalogue.spreading import read, spread, values, write
from inclusion_app.territories.territory import Level, make_key


@dataclass(frozen=True)
class FileRead:
    """A file that was read to its end and accepted; its rows by code of territory."""

    format: Format
    level: Level
    vintage: int
    name: str
    sha256: str
    rows: Mapping[str, Numbers]

    @property
    def dataset(self) -> str:
        return f"{self.format.key}{self.vintage}"


@dataclass(frozen=True)
class Loaded:
    """What loading does, by territory."""

    created: int
    updated: int
    unchanged: int
    removed: int
    """Known by the file loaded before, and not by this one."""


def compare(file: FileRead) -> Loaded:
    """What loading this file would change."""
    prefix = f"{file.level.prefix}-"
    before = {key: numbers for key, numbers in read(file.dataset).items() if key.startswith(prefix)}
    now = _by_key(file)
    kept = before.keys() & now.keys()
    same = sum(before[key] == now[key] for key in kept)
    return Loaded(len(now) - len(kept), len(kept) - same, same, len(before) - len(kept))


def load_needs(file: FileRead, *, by: Actor | None) -> Mapping[Level, int]:
    """Put the numbers of the file in the place of those of its level; return how many wider territories have a mean."""
    here = NeedValue.territory_key.startswith(f"{file.level.prefix}-")
    db.session.connection().execute(delete(NeedValue).where(NeedValue.dataset == file.dataset, here))
    write(values(file.dataset, key, numbers) for key, numbers in _by_key(file).items())
    entry = _enter(file)
    db.session.flush()
    details = {"dataset": file.dataset, "level": file.level.value, "territories": len(file.rows)}
    audit.write("needs.load", subject=entry, by=by, details=details)
    return spread(file.dataset)


def _by_key(file: FileRead) -> dict[str, Numbers]:
    return {make_key(file.level, code): numbers for code, numbers in file.rows.items()}


def _enter(file: FileRead) -> NeedFile:
    """The line that remembers this file, in the place of the one loaded before."""
    query = select(NeedFile).where(NeedFile.dataset == file.dataset, NeedFile.level == file.level)
    entry = db.session.scalar(query)
    if entry is None:
        entry = NeedFile(dataset=file.dataset, level=file.level)
        db.session.add(entry)
    entry.format, entry.vintage = file.format.key, file.vintage
    entry.name, entry.sha256 = file.name[:200], file.sha256
    entry.territories, entry.loaded_at = len(file.rows), clock.now()
    return entry
