"""From the text of a sheet to its parts."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from inclusion_app.kernel.text import N_
from inclusion_app.resources.sheets.blocks import (
    Box,
    BoxKind,
    Part,
    Picture,
    Remark,
    Rich,
    Section,
    SectionKind,
    Sheet,
    Step,
)
from inclusion_app.resources.sheets.front_matter import KEYS, split
from inclusion_app.resources.sheets.marks import BOX, reader
from inclusion_app.resources.sheets.names import box_title, section_of
from inclusion_app.resources.sheets.rich import Cleaner, typographic

_NUMBER = re.compile(r"^\s*[0-9٠-٩۰-۹]+\s*[.)]?\s*")
_MINUTES = re.compile(r"^(\d{1,3})\s*(?:min(?:utes?)?|mn|دقيقة|دقائق)\b\.?\s*", re.IGNORECASE)
_FIGURE = re.compile(r"^(\S+(?:[\s\u00a0](?:%|€|\d{2,3}\b))*)\s*")
_BREAKS = ("softbreak", "hardbreak")
_OPEN, _CLOSE = f"container_{BOX}_open", f"container_{BOX}_close"


def parse(text: str, *, language: str = "fr", plain: bool = False) -> Sheet:
    """The sheet of a text. `language` counts when the text does not say its own; `plain`: its easy-to-read version."""
    head, rest, before = split(text)
    language = head.get("langue") or language
    reading = _Reading(language, before, rest.split("\n"))
    reading.remarks += [
        Remark(1, N_("«\u00a0%(key)s\u00a0» n’est pas une valeur de l’en-tête."), {"key": key})
        for key in head
        if key not in KEYS
    ]
    reading.read(reader().parse(rest))
    remarks = tuple(sorted(reading.remarks, key=lambda one: one.line))
    return Sheet(head, language, tuple(reading.sections), remarks, plain)


class _Reading:
    """One reading: the part, the step, the block that are open."""

    def __init__(self, language: str, before: int, lines: list[str]) -> None:
        self.language, self.lines = language, lines
        self.cleaner = Cleaner(language, before)
        self.remarks = self.cleaner.remarks
        self.sections: list[Section] = []
        self.kind, self.title, self.line = SectionKind.FREE, "", before + 1
        self.parts: list[Part] = []
        self.loose: list[Token] = []
        self.step: tuple[str, int] | None = None
        self.box: tuple[str, int] | None = None
        self.steps = 0
        self.depth = 0

    def read(self, tokens: list[Token]) -> None:
        """Read them all."""
        rank = 0
        while rank < len(tokens):
            rank += self._one(tokens, rank)
        self._end_section()

    def _one(self, tokens: list[Token], rank: int) -> int:
        """Read what begins here; how many tokens it took."""
        token = tokens[rank]
        if token.type == "heading_open" and token.level == self.depth:
            return self._heading(token, tokens[rank + 1])
        if token.type == _OPEN:
            self.depth += 1
            self._open_box(token)
        elif token.type == _CLOSE:
            self.depth -= 1
            self._end_box()
        else:
            self.loose.append(token)
        return 1

    def _heading(self, opening: Token, inline: Token) -> int:
        line, title = self.cleaner.line_of(opening), self.cleaner.title(inline)
        if self.box:
            self._left_open(self.box[1])
            self._end_box()
        if opening.tag in ("h1", "h2"):
            self._end_section()
            self.kind, self.title = section_of(title)
            self.line = line
        elif opening.tag == "h3" and self.kind is SectionKind.STEPS:
            self._end_loose()
            self.step = (_NUMBER.sub("", title), line)
        else:
            self.loose += [opening, inline, Token("heading_close", opening.tag, -1)]
        return 3

    def _open_box(self, token: Token) -> None:
        line = self.cleaner.line_of(token)
        if self.box:
            self._left_open(self.box[1])
            self._end_box()
        self._end_loose()
        self.box = (token.info.strip(), line)
        end = token.map[1] if token.map else 0
        if end >= len(self.lines) or not self.lines[end].lstrip().startswith(":::"):
            self._left_open(line)

    def _left_open(self, line: int) -> None:
        if not any(one.line == line for one in self.remarks):
            self.remarks.append(
                Remark(line, N_("Ce bloc n’est pas fermé\u00a0: écrivez ::: seul sur la ligne qui le suit."))
            )

    def _end_box(self) -> None:
        if not self.box:
            return
        (info, line), self.box = self.box, None
        name, _, rest = info.partition(" ")
        body = self.cleaner.rich(self._taken(), line)
        if name not in tuple(BoxKind):
            known = ", ".join(BoxKind)
            message = N_("Le bloc «\u00a0%(name)s\u00a0» n’existe pas. On peut écrire\u00a0: %(known)s.")
            self.remarks.append(Remark(line, message, {"name": name[:40], "known": known}))
            self.parts.append(body)
        else:
            self.parts.append(self._box(BoxKind(name), typographic(rest.strip(), self.language), body, line))

    def _box(self, kind: BoxKind, rest: str, body: Rich, line: int) -> Box:
        figure, minutes = "", None
        if kind is BoxKind.FIGURE and (match := _FIGURE.match(rest)):
            figure, rest = match[1], rest[match.end() :]
        if kind is BoxKind.TRAINER and (match := _MINUTES.match(rest)):
            minutes, rest = int(match[1]), rest[match.end() :]
        return Box(kind, rest or box_title(kind, self.language), body, line, figure, minutes)

    def _end_loose(self) -> None:
        """What was written since the last title or block becomes the step's text, or a text."""
        tokens = self._taken()
        if self.step:
            (title, line), self.step = self.step, None
            self.steps += 1
            pictures, tokens = _apart(tokens)
            shown = [self.cleaner.rich([one], line).pictures for one in pictures]
            found: tuple[Picture, ...] = tuple(picture for each in shown for picture in each)
            self.parts.append(Step(self.steps, title, self.cleaner.rich(tokens, line), line, found))
        elif tokens:
            self.parts.append(self.cleaner.rich(tokens, self.cleaner.line_of(tokens[0])))

    def _end_section(self) -> None:
        self._end_box()
        self._end_loose()
        if self.parts or self.title:
            self.sections.append(Section(self.kind, self.title, tuple(self.parts), self.line))
        self.parts = []

    def _taken(self) -> list[Token]:
        tokens, self.loose = self.loose, []
        return tokens


def _apart(tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The pictures of a step, each in a token of its own, and the rest without them or what they leave empty."""
    pictures: list[Token] = []
    rest: list[Token] = []
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            pictures += [
                _from_line(token, [one], _breaks(children[:rank]))
                for rank, one in enumerate(children)
                if one.type == "image"
            ]
            others = [one for one in children if one.type != "image"]
            kept = _trimmed(others)
            token = _from_line(token, kept, _breaks(others[: len(others) - len(kept)]))
        rest.append(token)
    return pictures, _without_empty_paragraphs(rest)


def _breaks(children: Sequence[Token]) -> int:
    return sum(one.type in _BREAKS for one in children)


def _from_line(token: Token, children: list[Token], lower: int) -> Token:
    begin, end = token.map or [0, 0]
    return token.copy(children=children, map=[begin + lower, end])


def _trimmed(children: list[Token]) -> list[Token]:
    blank = next((r for r, one in enumerate(children) if one.type not in _BREAKS and _says(one)), len(children))
    return children[blank:]


def _says(token: Token) -> bool:
    return bool(token.content.strip() or token.nesting)


def _without_empty_paragraphs(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        empty = len(kept) > 1 and kept[-1].type == "inline" and not kept[-1].children
        if token.type == "paragraph_close" and empty and kept[-2].type == "paragraph_open":
            del kept[-2:]
        else:
            kept.append(token)
    return kept
