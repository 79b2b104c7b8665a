"""Reading a CSV file that somebody made: encoding, separator, headings, without trusting any of them.

The file is read line by line, whatever its length; nothing of it is ever executed or opened by another program.
"""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold

LONGEST_CELL = 20_000
_LONGEST_LINE = 1_000_000
_SAMPLE = 64 * 1024
_SEPARATORS = ",;\t|"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Line:
    """One line of data: its number in the file (the headings are line 1) and its cells by heading, stripped."""

    number: int
    cells: dict[str, str]
    width: int = 0
    """How many cells were written, whatever the headings."""

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


@dataclass(frozen=True)
class Table:
    """A file whose headings were found; `lines` reads it from its beginning each time."""

    path: Path
    encoding: str
    separator: str
    headings: tuple[str, ...]

    @property
    def size(self) -> int:
        """Its length in bytes, for the progress of a long reading."""
        return self.path.stat().st_size

    def lines(self) -> Iterator[Line]:
        """The lines that hold something, in the order of the file. Raises DomainError where the file breaks off."""
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(_bounded(file), delimiter=self.separator)
            try:
                next(reader)
                for cells in reader:
                    if any(cell.strip() for cell in cells):
                        values = (cell.strip()[:LONGEST_CELL] for cell in cells)
                        yield Line(reader.line_num, dict(zip(self.headings, values, strict=False)), len(cells))
            except (UnicodeDecodeError, csv.Error) as error:
                message = N_("Le fichier est illisible après la ligne %(line)s. Enregistrez-le en CSV (UTF-8).")
                raise DomainError(message, line=reader.line_num) from error


def open_table(path: Path, *, needed: Sequence[str]) -> Table:
    """Find how the file is written, and check that the `needed` headings are there. Raises DomainError in words."""
    sample = _read_sample(path)
    encoding = _encoding_of(sample)
    first = sample.decode(encoding, errors="replace").splitlines()[0] if sample.strip() else ""
    separator = max(_SEPARATORS, key=first.count)
    with path.open(encoding=encoding, newline="") as file:
        try:
            written = next(csv.reader(_bounded(file), delimiter=separator), [])
        except (UnicodeDecodeError, csv.Error) as error:
            raise DomainError(N_("Ce fichier n’est pas un tableau CSV.")) from error
    known = {fold(heading): heading for heading in needed}
    headings = tuple(known.get(fold(heading), heading.strip().lower()) for heading in written)
    missing = [heading for heading in needed if heading not in headings]
    if missing:
        message = N_("Ces colonnes manquent\u00a0: %(missing)s. La première ligne du fichier doit les nommer.")
        raise DomainError(message, missing=", ".join(missing))
    return Table(path, encoding, separator, headings)


def _bounded(file: TextIO) -> Iterator[str]:
    """The lines of a file; one that never ends is refused before it fills the memory."""
    while text := file.readline(_LONGEST_LINE):
        if len(text) == _LONGEST_LINE:
            raise csv.Error("a line never ends")
        yield text


def _read_sample(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise DomainError(N_("Le fichier %(path)s ne s’ouvre pas."), path=path) from error
    if not sample.strip():
        raise DomainError(N_("Le fichier est vide."))
    if b"\0" in sample and not sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = N_("Ce fichier n’est pas un CSV. Depuis un tableur, choisissez «\u00a0Enregistrer sous… CSV\u00a0».")
        raise DomainError(message)
    return sample


def _encoding_of(sample: bytes) -> str:
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
