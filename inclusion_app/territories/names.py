"""Names of communes as people and files write them, brought to one form."""

import re

from inclusion_app.kernel.text import fold

_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_CEDEX = re.compile(r" cedex( \d+)?$")
_ARRONDISSEMENT = re.compile(r"^(paris|lyon|marseille) (?:\d{1,2} ?(?:er|e|eme|ieme)?)(?: arrondissement| arr| ardt)?$")


def fold_name(text: str) -> str:
    """The name without accents, hyphens, apostrophes; « St » is « Saint ».

    >>> fold_name("St-Étienne")
    'saint etienne'
    """
    return " ".join(_SHORT.get(word, word) for word in fold(text).split())


def fold_written(text: str) -> str:
    """`fold_name` without what an address adds: « Cedex 9 », « 8e arrondissement ».

    >>> fold_written("MARSEILLE 08")
    'marseille'
    """
    name = _CEDEX.sub("", fold_name(text))
    city = _ARRONDISSEMENT.match(name)
    return city.group(1) if city else name


def search_text(name: str) -> str:
    """What a table keeps to be searched: the folded name between two spaces."""
    return f" {fold_name(name)} "


def typographic(name: str) -> str:
    """The official name with the French apostrophe."""
    return name.replace("'", "’")
