"""French around the names of territories: « de la Haute-Vienne », « du Havre », « à Limoges »."""

import re

from flask_babel import get_locale

# INSEE's code of the article that a name takes (TNCC), where the name itself does not begin with it.
_LINKS = {
    "0": "de ",
    "1": "d’",
    "2": "du ",
    "3": "de la ",
    "4": "des ",
    "5": "de l’",
    "6": "des ",
    "7": "de las ",
    "8": "de los ",
}
_CONTRACTED = {"Le ": "du ", "Les ": "des "}
_AT = {"Le ": "au ", "Les ": "aux "}
_OWN_ARTICLE = re.compile(r"^(Le |La |Les |L’|Los |Las )")
_VOWELS = "aeiouœæàâéèêëîïôöûüù"

_NATURES = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "METRO": "métropole",
    "MET69": "métropole",
}


def is_read_in_french() -> bool:
    """In another language a name stands alone: its catalogue holds the words around it."""
    locale = get_locale()
    return locale is None or locale.language == "fr"


def of(name: str, article: str | None = None) -> str:
    """The name after « de »; `article` is INSEE's code.

    >>> of("Haute-Vienne", "3"), of("Le Havre", "2"), of("Limoges"), of("Aixe-sur-Vienne")
    ('de la Haute-Vienne', 'du Havre', 'de Limoges', 'd’Aixe-sur-Vienne')
    """
    own = _OWN_ARTICLE.match(name)
    if own:
        found = own.group(1)
        return _CONTRACTED[found] + name[len(found) :] if found in _CONTRACTED else f"de {name}"
    if article is None:
        article = "1" if name[:1].lower() in _VOWELS else "0"
    return _LINKS.get(article, "de ") + name


def at(name: str) -> str:
    """The name of a commune after « à ».

    >>> at("Le Havre"), at("Limoges"), at("Les Abymes")
    ('au Havre', 'à Limoges', 'aux Abymes')
    """
    own = _OWN_ARTICLE.match(name)
    if own and own.group(1) in _AT:
        return _AT[own.group(1)] + name[len(own.group(1)) :]
    return f"à {name}"


def epci_name(name: str, nature: str) -> str:
    """The official name with its initials written out.

    >>> epci_name("CC du Pays de Mauriac", "CC"), epci_name("Limoges Métropole", "CU")
    ('Communauté de communes du Pays de Mauriac', 'Limoges Métropole')
    """
    kind = _NATURES.get(nature, "")
    if kind and name.startswith(f"{nature} "):
        rest = name[len(nature) + 1 :]
        return f"{kind[:1].upper()}{kind[1:]} {rest}"
    return name
