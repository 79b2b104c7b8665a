"""Tokens of a text made safe: links that lead somewhere harmless, pictures called by their names, French spaces."""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from inclusion_app.kernel.text import N_
from inclusion_app.resources.sheets.blocks import Picture, Remark, Rich

SCHEMES = ("https://", "http://", "mailto:", "tel:")
_PICTURE = re.compile(r"^(dessin|image):([a-z0-9][a-z0-9-]{0,59})$")
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_BEFORE = re.compile(r" (?=[:;?!»%€])")
_AFTER = re.compile(r"« ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]")


def typographic(text: str, language: str) -> str:
    """The text with the spaces that French keeps with their signs; no character that turns the line around."""
    text = _INVISIBLE.sub("", text)
    if language.partition("-")[0] != "fr":
        return text
    text = _APOSTROPHE.sub("’", _BEFORE.sub("\u00a0", _AFTER.sub("«\u00a0", text)))
    return _THOUSANDS.sub("\u00a0", text)


class Cleaner:
    """Reads tokens of a sheet and keeps the remarks they deserve."""

    def __init__(self, language: str, offset: int) -> None:
        self.language = language
        self.offset = offset
        self.remarks: list[Remark] = []

    def line_of(self, token: Token) -> int:
        """The line in the whole text, from 1."""
        return (token.map[0] if token.map else 0) + self.offset + 1

    def rich(self, tokens: Sequence[Token], line: int) -> Rich:
        """The safe text of these tokens; their pictures stay in place."""
        pictures: list[Picture] = []
        kept = [self._clean(token, pictures) if token.type == "inline" else token for token in tokens]
        return Rich(tuple(kept), plain_of(kept), line, tuple(pictures))

    def title(self, inline: Token) -> str:
        """The words of a title."""
        return typographic(_words(inline.children or ()), self.language).strip()

    def _clean(self, inline: Token, pictures: list[Picture]) -> Token:
        line, kept = self.line_of(inline), []
        refused = 0
        for child in inline.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            if child.type == "text":
                child = self._text(child, line)
            elif child.type == "image":
                child = self._picture(child, line, pictures)
            elif child.type == "link_open" and not str(child.attrs.get("href", "")).lower().startswith(SCHEMES):
                refused += 1
                self.remarks.append(Remark(line, N_("Ce lien est refusé\u00a0: il commence par https, mailto ou tel.")))
                continue
            elif child.type == "link_close" and refused:
                refused -= 1
                continue
            kept.append(child)
        return inline.copy(children=kept)

    def _text(self, token: Token, line: int) -> Token:
        if _HTML.search(token.content):
            self.remarks.append(
                Remark(line, N_("Le HTML n’est pas interprété\u00a0: il s’affiche tel qu’il est écrit."))
            )
        return token.copy(content=typographic(token.content, self.language))

    def _picture(self, token: Token, line: int, pictures: list[Picture]) -> Token:
        source, alt = str(token.attrs.get("src", "")), _words(token.children or ()).strip()
        if not _PICTURE.match(source):
            self.remarks.append(
                Remark(
                    line, N_("Cette image est refusée\u00a0: écrivez dessin:nom, ou image:nom après l’avoir envoyée.")
                )
            )
            return Token("text", "", 0, content=alt)
        picture = Picture(source, typographic(alt, self.language), line)
        pictures.append(picture)
        return Token("picture", "img", 0, meta={"picture": picture})


def plain_of(tokens: Iterable[Token]) -> str:
    """The words, a line for each line."""
    return "\n".join(_words(token.children or ()) for token in tokens if token.type == "inline").strip()


def _words(children: Iterable[Token]) -> str:
    breaks = ("softbreak", "hardbreak")
    return "".join("\n" if one.type in breaks else one.content for one in children if one.type != "picture")
