"""The sentences of an easy-to-read text, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from inclusion_app.resources.sheets.blocks import Rich, Sheet

_END = re.compile(r"(?<=[.!?…])[\s\u00a0]+(?=[«\"(]?[\wÀ-ÿ])")
_ENDED = re.compile(r"[.!?…:]\s*[»)]?\s*$")


@dataclass(frozen=True)
class Sentence:
    """A sentence and the line where it begins; `alone` when no other shares its line."""

    text: str
    line: int
    alone: bool = True


def sentences(sheet: Sheet, before: int) -> Iterator[Sentence]:
    """All of them, titles of steps included. `before`: lines that stand before the text."""
    for part in sheet.parts:
        if isinstance(part, Rich):
            yield from _of_rich(part, before)
        else:
            yield Sentence(part.title, part.line)
            yield from _of_rich(part.body, before)


def _of_rich(rich: Rich, before: int) -> Iterator[Sentence]:
    for token in rich.tokens:
        if token.type == "inline":
            yield from _of_lines(token, before)


def _of_lines(token: Token, before: int) -> Iterator[Sentence]:
    line = (token.map[0] if token.map else 0) + before + 1
    waiting, began = "", line
    for written in _lines(token):
        found = [one.strip() for one in _END.split(written) if one.strip()]
        for rank, text in enumerate(found):
            waiting, began = (f"{waiting} {text}", began) if waiting else (text, line)
            if _ENDED.search(text):
                yield Sentence(waiting, began, alone=rank == 0)
                waiting = ""
        line += 1
    if waiting:
        yield Sentence(waiting, began)


def _lines(token: Token) -> list[str]:
    text = "".join(
        "\n" if one.type in ("softbreak", "hardbreak") else one.content
        for one in token.children or ()
        if one.type != "picture"
    )
    return text.split("\n")
