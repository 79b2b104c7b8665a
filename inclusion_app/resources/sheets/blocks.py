"""What a sheet is made of, whatever it is shown on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from markdown_it.token import Token

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur", "ckb"})


class BoxKind(StrEnum):
    """The blocks of the dialect; the value is how one is written."""

    TIP = "astuce"
    WARNING = "attention"
    EXERCISE = "exercice"
    KEEP = "retenir"
    FIGURE = "chiffre"
    TRAINER = "animation"
    ANSWERS = "corrige"

    @property
    def trainer_only(self) -> bool:
        """Printed for whoever teaches, not for whoever learns."""
        return self in (BoxKind.TRAINER, BoxKind.ANSWERS)


class SectionKind(StrEnum):
    """The parts; the value is the key that a title may carry in braces."""

    OBJECTIVES = "objectifs"
    STEPS = "etapes"
    FREE = "libre"


@dataclass(frozen=True)
class Remark:
    """Something to look at, at a line of the text (counted from 1), in French; never a refusal."""

    line: int
    message: str
    values: dict[str, str | int] = field(default_factory=dict)
    excerpt: str = ""
    """The sentence of which it speaks, if it speaks of one."""

    def __str__(self) -> str:
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True)
class Picture:
    """A picture called by its name: `dessin:cadenas` of the library, `image:capture` of the sheet."""

    source: str
    alt: str
    line: int

    @property
    def drawn(self) -> bool:
        """A drawing of the library."""
        return self.source.startswith("dessin:")

    @property
    def name(self) -> str:
        """Without what says where it is kept."""
        return self.source.partition(":")[2]


@dataclass(frozen=True)
class Rich:
    """A text with its emphasis, lists, links and pictures: tokens that hold nothing to refuse."""

    tokens: tuple[Token, ...]
    text: str
    """The same without any mark, lines kept."""
    line: int
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Box:
    """A tip, a warning, an exercise…; `figure` of a key figure, `minutes` of a trainer's note."""

    kind: BoxKind
    title: str
    body: Rich
    line: int
    figure: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Step:
    """One thing to do: its number, a short title, a picture, two lines."""

    number: int
    title: str
    body: Rich
    line: int
    pictures: tuple[Picture, ...] = ()

    @property
    def picture(self) -> Picture | None:
        """The one that is shown."""
        return self.pictures[0] if self.pictures else None


Part = Rich | Step | Box


@dataclass(frozen=True)
class Section:
    """A part of the sheet and what it holds, in order; the first may have no title."""

    kind: SectionKind
    title: str
    parts: tuple[Part, ...]
    line: int


@dataclass(frozen=True)
class Sheet:
    """A sheet read; `head` holds the values of the front matter as written, by key."""

    head: dict[str, str]
    language: str
    sections: tuple[Section, ...]
    remarks: tuple[Remark, ...] = ()
    """What the reading noticed: see `checks` for the whole list."""
    plain: bool = False

    @property
    def direction(self) -> str:
        """ "rtl" or "ltr"."""
        return "rtl" if self.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"

    @property
    def title(self) -> str:
        """As written in the front matter, if it is."""
        return self.head.get("titre", "")

    @property
    def minutes(self) -> int | None:
        """How long it takes."""
        written = self.head.get("duree", "").partition(" ")[0]
        return int(written) if written.isdecimal() and 0 < int(written) < 10_000 else None

    @property
    def objectives(self) -> Section | None:
        """« À la fin, je saurai »."""
        return next((one for one in self.sections if one.kind is SectionKind.OBJECTIVES), None)

    @property
    def parts(self) -> Iterator[Part]:
        """Everything, in order."""
        return (part for section in self.sections for part in section.parts)

    @property
    def steps(self) -> list[Step]:
        """The steps, in order."""
        return [part for part in self.parts if isinstance(part, Step)]

    @property
    def boxes(self) -> list[Box]:
        """The blocks, in order."""
        return [part for part in self.parts if isinstance(part, Box)]

    @property
    def pictures(self) -> list[Picture]:
        """Every picture, in order."""
        return [picture for part in self.parts for picture in _pictures(part)]


def _pictures(part: Part) -> tuple[Picture, ...]:
    if isinstance(part, Step):
        return part.pictures + part.body.pictures
    return (part.body if isinstance(part, Box) else part).pictures
