"""The sheets of the starter library, read from their files. Pure.

`fr/cle.md` is a sheet, `fr/cle.falc.md` its plain version, `en/cle.md` its translation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from inclusion_app.kernel.text import fold
from inclusion_app.resources.lists import Difficulty, Licence, Readers, ResourceKind, Visibility
from inclusion_app.resources.rules.editing import ResourceSheet
from inclusion_app.resources.sheets.front_matter import listed, split
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import Theme

_L = TypeVar("_L", bound=Listed)

FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "fr"
_PLAIN = ".falc"
_DIFFICULTIES = {fold(level.label): level for level in Difficulty} | {level.value: level for level in Difficulty}


@dataclass(frozen=True)
class LibraryText:
    """A sheet of the library: its key, its language, what it says, its plain version when it has one."""

    key: str
    language: str
    body: str
    plain_body: str | None

    @property
    def source_key(self) -> str:
        """Its identity in the database."""
        return f"{self.language}/{self.key}"

    @property
    def original_key(self) -> str | None:
        """The sheet that it translates."""
        return None if self.language == SOURCE_LANGUAGE else f"{SOURCE_LANGUAGE}/{self.key}"

    @property
    def head(self) -> dict[str, str]:
        """The values at its top."""
        return split(self.body)[0]


def library_texts(folder: Path = FOLDER) -> list[LibraryText]:
    """Every sheet, French first: a translation comes after what it translates."""
    return sorted(_read(folder), key=lambda text: (text.language != SOURCE_LANGUAGE, text.language, text.key))


def sheet_said(text: LibraryText) -> ResourceSheet:
    """What the top of a sheet says of it. Raises KeyError on a value that no list knows."""
    head = text.head
    return ResourceSheet(
        kind=ResourceKind.SHEET,
        title=head["titre"],
        licence={one.value: one for one in Licence}[head["licence"]],
        summary=head.get("resume", ""),
        author=head.get("auteur", ""),
        language=text.language,
        themes=_chosen(Theme, head.get("themes", "")),
        competences=_chosen(Competence, head.get("competences", "")),
        readers=_chosen(Readers, head.get("publics", "")),
        difficulty=_DIFFICULTIES[fold(head["niveau"])],
        visibility=Visibility.PUBLIC,
        review_on=date.fromisoformat(head["revoir"]) if head.get("revoir") else None,
    )


def _chosen(choices: type[_L], written: str) -> frozenset[_L]:
    known = {member.value: member for member in choices}
    return frozenset(known[code] for code in listed(written))


def _read(folder: Path) -> Iterator[LibraryText]:
    for path in folder.glob("*/*.md"):
        if path.parent.name == "drawings" or path.stem.endswith(_PLAIN):
            continue
        plain = path.with_name(f"{path.stem}{_PLAIN}.md")
        yield LibraryText(
            key=path.stem,
            language=path.parent.name,
            body=path.read_text(encoding="utf-8"),
            plain_body=plain.read_text(encoding="utf-8") if plain.exists() else None,
        )
