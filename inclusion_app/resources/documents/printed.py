"""What the papers of a sheet say: the sheet read, what is known of its resource, its pictures ready to print."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inclusion_app.kernel.text import fold
from inclusion_app.printing.pdf import SCHEME
from inclusion_app.resources.lists import Difficulty, Licence
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.paper_words import day_in, level_in, words_in
from inclusion_app.resources.sheets.blocks import Box, BoxKind, Sheet
from inclusion_app.resources.sheets.drawings import drawing_path, drawing_sources
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.web.formats import local

_LEVELS = (Difficulty.DISCOVERY, Difficulty.BEGINNER, Difficulty.INTERMEDIATE, Difficulty.ADVANCED)


@dataclass(frozen=True)
class Printed:
    """A sheet ready for any layout; `pictures`: addresses in the document by source, `files`: what they lead to."""

    title: str
    summary: str
    language: str
    sheet: Sheet
    plain: Sheet | None
    level: Difficulty | None
    competences: tuple[Competence, ...]
    code: str
    author: str
    licence: Licence
    number: int
    written_on: date
    pictures: Mapping[str, str]
    files: Mapping[str, Path | bytes]

    @property
    def path(self) -> str:
        """Its short address on this site."""
        return f"/r/{self.code}"

    @property
    def direction(self) -> str:
        """ "rtl" or "ltr"."""
        return self.sheet.direction

    @property
    def words(self) -> Mapping[str, str]:
        """What a paper says around it."""
        return words_in(self.language)

    @property
    def level_name(self) -> str:
        """In the language of the sheet."""
        return level_in(self.language, self.level) if self.level else ""

    @property
    def level_rank(self) -> int:
        """From 1 to 4, 0 when nobody said."""
        return _LEVELS.index(self.level) + 1 if self.level else 0

    @property
    def written_day(self) -> str:
        """When this version was written, in the language of the sheet."""
        return day_in(self.language, self.written_on)

    @property
    def timed(self) -> list[Box]:
        """The trainer's notes."""
        return [box for box in self.sheet.boxes if box.kind is BoxKind.TRAINER]

    @property
    def kept(self) -> list[Box]:
        """« À retenir »."""
        return [box for box in self.sheet.boxes if box.kind is BoxKind.KEEP]

    @property
    def figures(self) -> list[Box]:
        """The key figures."""
        return [box for box in self.sheet.boxes if box.kind is BoxKind.FIGURE]

    @property
    def file_name(self) -> str:
        """For whoever downloads it."""
        return re.sub(r"[^a-z0-9]+", "-", fold(self.title))[:60].strip("-") or self.code


def printed_of(resource: Resource, version: ResourceVersion, uploaded: Mapping[str, bytes]) -> Printed:
    """A version of a resource; `uploaded`: the bytes of the pictures of the resource, by name."""
    sheet = parse(version.body or "", language=resource.language)
    plain = parse(version.plain_body, language=resource.language, plain=True) if version.plain_body else None
    sources = {one.source for each in (sheet, plain) if each for one in each.pictures}
    files = _files(resource, sources, uploaded)
    return Printed(
        title=resource.title,
        summary=resource.summary,
        language=sheet.language,
        sheet=sheet,
        plain=plain,
        level=resource.difficulty,
        competences=tuple(sorted(resource.competences, key=lambda one: one.bit)),
        code=resource.code,
        author=resource.author,
        licence=resource.licence,
        number=version.number,
        written_on=local(version.written_at).date(),
        pictures={source: SCHEME + name for source, (name, _) in files.items()},
        files=dict(files.values()),
    )


def files_of(sheets: Iterable[Printed]) -> dict[str, Path | bytes]:
    """The pictures of several sheets."""
    return {name: content for each in sheets for name, content in each.files.items()}


def _files(
    resource: Resource, sources: Iterable[str], uploaded: Mapping[str, bytes]
) -> dict[str, tuple[str, Path | bytes]]:
    """By source: its name in the document and its file. What does not exist is left out."""
    drawn = drawing_sources()
    found: dict[str, tuple[str, Path | bytes]] = {}
    for source in sources:
        name = source.partition(":")[2]
        if source in drawn:
            found[source] = (f"dessin-{name}", drawing_path(name))
        elif name in uploaded and source.startswith("image:"):
            found[source] = (f"{resource.code}-{name}", uploaded[name])
    return found


def pages_guessed(sheets: Sequence[Printed]) -> int:
    """About how many pages these sheets take, to choose between now and a task."""
    return sum(1 + (len(one.sheet.steps) + len(one.sheet.boxes)) // 6 for one in sheets)
