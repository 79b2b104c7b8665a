"""Numbers and Latin words in a text that reads from right to left."""

import re

from markupsafe import Markup

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NUMBER = re.compile("[+(]?\\d[\\d \u00a0.,:/()+-]*\\d[\u00a0]?%?|\\d%")


def isolated(text: str) -> Markup:
    """The text escaped; in a right-to-left one, each number of several groups keeps its own order."""
    if not _RIGHT_TO_LEFT.search(text):
        return Markup("{}").format(text)
    written, at = Markup(""), 0
    for match in _NUMBER.finditer(text):
        written += Markup("{}<bdi dir='ltr'>{}</bdi>").format(text[at : match.start()], match[0])
        at = match.end()
    return written + text[at:]
