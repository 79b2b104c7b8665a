"""The check of an easy-to-read text."""

from inclusion_app.resources.sheets.blocks import Remark
from inclusion_app.resources.sheets.front_matter import split
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.plain.rules import doubts, explained_in
from inclusion_app.resources.sheets.plain.sentences import sentences

MOST_REMARKS = 200


def check_plain(text: str, *, language: str = "fr") -> list[Remark]:
    """What to look at in a French text, by line, each with the sentence and a suggestion; two hundred at most."""
    sheet = parse(text, language=language, plain=True)
    if sheet.language.partition("-")[0] != "fr":
        return []
    found = list(sentences(sheet, split(text)[2]))
    explained = frozenset[str]().union(*(explained_in(one.text) for one in found))
    remarks = [
        Remark(one.line, doubt.message, doubt.values, excerpt=one.text)
        for one in found
        for doubt in doubts(one, explained)
    ]
    return remarks[:MOST_REMARKS]
