"""Import of a file of need indicators, told apart by its headings. One wrong line refuses the whole file.

Old commune codes follow the code of the year; a code that nobody knows is left out and said. Cells without number are
gaps, never zeros.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from inclusion_app.interop.account import ImportAccount, Refused
from inclusion_app.interop.tables import Line, Table, open_table
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress
from inclusion_app.kernel.text import N_, fold
from inclusion_app.observatory.catalogue.formats import CODES, FORMATS, Format, recognise
from inclusion_app.observatory.catalogue.loading import FileRead, compare, load_needs
from inclusion_app.observatory.catalogue.means import Numbers, merge
from inclusion_app.territories.models import Commune, Departement, Epci, FormerCommune
from inclusion_app.territories.territory import Level

MOST_LINES = 100_000
"""Far more than there are communes: a longer file is not one of ours."""
TOO_LONG = N_("Ce fichier a plus de 100\u202f000 lignes\u00a0: ce n’est pas un fichier d’indicateurs.")
MOSTLY_UNKNOWN = N_("Plus de la moitié des codes de ce fichier sont inconnus\u00a0: est-ce le bon fichier\u00a0?")
_LEAST_KNOWN = 0.5
_FIRST_YEAR = 2000
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,12})?")
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_GAPS = frozenset({"", "-", "na", "n/a", "nd", "n.d.", "s", "nan", "null"})
_LENGTHS = {Level.COMMUNE: 5, Level.EPCI: 9, Level.DEPARTEMENT: 2}
_DISTRICTS = re.compile(r"751\d\d|6938\d|132\d\d")


@dataclass
class NeedAccount(ImportAccount):
    """What was read, and what became of it. `created`, `updated`, `unchanged` count territories."""

    format: Format = FORMATS[0]
    level: Level = Level.COMMUNE
    vintage: int = 0
    lines: int = 0
    removed: int = 0
    means: Mapping[Level, int] = field(default_factory=dict)


def import_needs(path: Path, *, progress: Progress, dry_run: bool = False, vintage: int | None = None) -> NeedAccount:
    """Read the file to its end, then load it whole, or not at all when a line is refused. `dry_run` writes nothing.

    Raises DomainError when it is not a file of indicators.
    """
    table, kind, level, code = _recognise(path)
    account = NeedAccount(format=kind, level=level, vintage=_vintage(vintage, kind))
    reader = _Reader(kind, code, len(table.headings), account)
    for line in table.lines():
        reader.take(line)
        if line.number % 2000 == 0:
            progress(min(line.number * 40, table.size), table.size)
    rows = reader.finish()
    progress(table.size, table.size)
    if account.refused:
        return account
    file = FileRead(kind, level, account.vintage, path.name, _hash(path), rows)
    change = compare(file)
    account.created, account.updated, account.unchanged = change.created, change.updated, change.unchanged
    account.removed = change.removed
    if not dry_run:
        account.means = load_needs(file, by=None)
    return account


def _recognise(path: Path) -> tuple[Table, Format, Level, str]:
    table = open_table(path, needed=())
    headings = Counter(map(fold, table.headings))
    found = recognise(table.headings)
    if found is None:
        raise _unknown(table.headings)
    kind, level, code = found
    doubled = [heading for heading in (code, *kind.headings) if headings[fold(heading)] > 1]
    if doubled:
        raise DomainError(N_("Ces colonnes sont écrites deux fois\u00a0: %(doubled)s."), doubled=", ".join(doubled))
    return open_table(path, needed=(code, *kind.headings)), kind, level, code


def _unknown(headings: tuple[str, ...]) -> DomainError:
    """What is missing for the format that looks most alike, else the formats there are."""
    written = {fold(heading) for heading in headings}
    near = max(FORMATS, key=lambda each: sum(fold(heading) in written for heading in each.headings))
    missing = [heading for heading in near.headings if fold(heading) not in written]
    if len(missing) < len(near.headings):
        if not any(fold(heading) in written for heading in CODES):
            missing.append(" ou ".join(CODES))
        message = N_("Ce fichier ressemble à «\u00a0%(title)s\u00a0», mais ces colonnes manquent\u00a0: %(missing)s.")
        return DomainError(message, title=near.title, missing=", ".join(missing))
    known = "\u00a0; ".join(f"{each.title} ({', '.join(each.headings)})" for each in FORMATS)
    return DomainError(
        N_("Aucun format d’indicateurs connu n’a ces colonnes. Formats connus\u00a0: %(known)s."), known=known
    )


def _vintage(asked: int | None, kind: Format) -> int:
    year = kind.vintage if asked is None else asked
    if not _FIRST_YEAR <= year <= clock.today().year:
        raise DomainError(N_("Le millésime est une année, de 2000 à cette année."))
    return year


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Codes:
    """The codes of one level, and for communes the old ones."""

    def __init__(self, level: Level) -> None:
        column = {Level.COMMUNE: Commune.code, Level.EPCI: Epci.siren, Level.DEPARTEMENT: Departement.code}[level]
        self.level = level
        self.former: dict[str, str] = {}
        if level is Level.COMMUNE:
            query = select(FormerCommune.code, FormerCommune.current_code)
            self.former = dict(db.session.execute(query).all())
        self.known = set(db.session.scalars(select(column))) - self.former.keys()

    def follow(self, written: str) -> str | None:
        """The code of today, or None when nobody knows it."""
        current = self.former.get(written, written)
        return current if current in self.known else None


class _Reader:
    def __init__(self, kind: Format, code: str, width: int, account: NeedAccount) -> None:
        self.kind, self.code, self.width, self.account = kind, code, width, account
        self.codes = _Codes(account.level)
        self.seen: dict[str, int] = {}
        self.parts: defaultdict[str, dict[str, Numbers]] = defaultdict(dict)

    def take(self, line: Line) -> None:
        """Keep the numbers of this line, or say why the file is refused."""
        self.account.lines += 1
        if self.account.lines > MOST_LINES:
            raise DomainError(
                N_("Ce fichier a plus de 100\u202f000 lignes\u00a0: ce n’est pas un fichier d’indicateurs.")
            )
        try:
            if line.width != self.width:
                raise Refused(
                    self.code, f"{line.width} cases au lieu de {self.width}\u00a0: une virgule de trop\u00a0?"
                )
            written = self._written(line)
            numbers = self._numbers(line)
        except Refused as refusal:
            self.account.refuse(line.number, refusal)
            return
        current = self.codes.follow(written)
        if current is None:
            self.account.totals["unknown"] += 1
            self.account.warn(line.number, self.code, f"{written} n’est pas dans le code géographique.")
        elif numbers.content:
            self.parts[current][written] = numbers
        else:
            self.account.totals["empty"] += 1

    def _written(self, line: Line) -> str:
        written = _SPACES.sub("", line[self.code]).upper()
        length = _LENGTHS[self.codes.level]
        if written.isdigit() and len(written) == length - 1 and self.codes.level is not Level.EPCI:
            written = written.zfill(length)
            self.account.totals["padded"] += 1
        if not re.fullmatch(r"[0-9AB]{2,9}", written):
            raise Refused(self.code, N_("Ce code de territoire manque ou n’est pas lisible."))
        if written in self.seen:
            raise Refused(self.code, f"{written} est déjà à la ligne {self.seen[written]}.")
        self.seen[written] = line.number
        return written

    def _numbers(self, line: Line) -> Numbers:
        content = {}
        for column in self.kind.columns:
            value = read_number(line, column.heading)
            if value is None or value == self.kind.gap:
                self.account.totals["gaps"] += 1
            elif not self.kind.low <= value <= self.kind.high:
                low, high = f"{self.kind.low:g}", f"{self.kind.high:g}"
                raise Refused(column.heading, f"{line[column.heading]} n’est pas entre {low} et {high}.")
            else:
                content[column.indicator] = value
        weight = None
        if self.kind.weight:
            weight = read_number(line, self.kind.weight) or 0.0
            if weight < 0:
                raise Refused(self.kind.weight, N_("Un nombre négatif n’a pas de sens ici."))
        return Numbers(content, weight)

    def finish(self) -> dict[str, Numbers]:
        """By code of today. Raises DomainError when the file is not about the territories of this code."""
        lines, totals = self.account.lines, self.account.totals
        if not self.account.refused and totals["unknown"] > lines * (1 - _LEAST_KNOWN):
            raise DomainError(
                N_("Plus de la moitié des codes de ce fichier sont inconnus\u00a0: est-ce le bon fichier\u00a0?")
            )
        if not self.account.refused and not self.parts:
            raise DomainError(N_("Ce fichier ne donne aucun nombre."))
        return {current: self._one(current, parts) for current, parts in sorted(self.parts.items())}

    def _one(self, current: str, parts: Mapping[str, Numbers]) -> Numbers:
        """A commune of today from the lines that make it; the districts of a city give way to the city itself."""
        totals = self.account.totals
        if current in parts and any(_DISTRICTS.fullmatch(written) for written in parts):
            totals["districts"] += len(parts) - 1
            return parts[current]
        totals["followed"] += sum(written != current for written in parts)
        if len(parts) == 1:
            return next(iter(parts.values()))
        totals["merged"] += 1
        return merge([(numbers, None) for numbers in parts.values()])


def read_number(line: Line, heading: str) -> float | None:
    """The number of a cell, written with a point or a comma; None for a gap. Refused, in words, for a text."""
    written = _SPACES.sub("", line[heading])
    if written.casefold() in _GAPS:
        return None
    if not _NUMBER.fullmatch(written):
        raise Refused(heading, f"«\u00a0{line[heading][:40]}\u00a0» n’est pas un nombre.")
    return float(written.replace(",", "."))
