"""From a text to the words that the search compares: folded, without stop words, brought to their stem. Pure.

Accents are taken off before stemming, in texts and in questions alike: most people type without them.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import snowballstemmer  # type: ignore[import-untyped]

MAX_LENGTH = 40
"""Letters of a word in the index; a longer one is cut."""
MIN_PREFIX = 3
"""Letters of a last word that may be unfinished."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_STEMMERS = {
    "fr": "french", "en": "english", "ar": "arabic", "es": "spanish", "pt": "portuguese", "it": "italian",
    "de": "german", "tr": "turkish", "ru": "russian", "ro": "romanian", "pl": "polish", "ta": "tamil", "eu": "basque",
}  # fmt: skip
_IRREGULAR = {"travail": "traval", "yeux": "oeil"}
_STOP_WORDS = (
    "a afin ai ainsi alors apres as au aucun aucune aussi autre autres aux avant avec avoir beaucoup bien bon c ca car"
    " ce ceci cela celle celles celui ces cet cette ceux chaque chez ci comme comment d dans de depuis des deux doit"
    " donc dont du elle elles en encore entre es est et ete etes etre eu eux faire fait faut font ici il ils j je jusqu"
    " l la le les leur leurs lors lui m ma mais me meme memes mes mettre mien moi moins mon n ne ni non nos notre nous"
    " on ont or ou par parce pas pendant peu peut peuvent plus plusieurs pour pourquoi pouvez pouvoir puis qu quand que"
    " quel quelle quelles quels quelqu quelque quelques qui quoi quoique s sa sans se sera ses si sien soi soient son"
    " sont sous soyez suis sur t ta tandis te tels tes toi ton tous tout toute toutes tres trop tu un une va vais veut"
    " veux vers voici voila vont vos votre vous vouloir vers y the of and to in for is with how your you"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
SYNONYMS = (
    ("email", "mail", "courriel", "mel", "messagerie"),
    ("smartphone", "telephone", "portable", "mobile"),
    ("arnaque", "escroquerie", "hameconnage", "phishing", "fraude"),
    ("ordinateur", "pc"),
    ("mdp", "passe"),
    ("ia", "intelligence", "chatgpt"),
    ("impot", "impots", "fiscal"),
    ("secu", "ameli"),
    ("connexion", "connecter"),
)


def fold(text: str) -> str:
    """Lower case, without accents, in any script."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> Iterator[str]:
    """The words worth finding, folded, in order.

    >>> list(words_of("L’e-mail d’Élodie, au wi-fi"))
    ['email', 'elodie', 'wifi']
    """
    for match in _WORD.finditer(fold(text)):
        yield from _of_compound(re.split("[-\u2010\u2011]", match[0]))


def _of_compound(parts: list[str]) -> Iterator[str]:
    """A short part is glued to its neighbours: « e-mail » is found under « email »."""
    if len(parts) > 1 and any(len(part) <= 2 for part in parts) and not any(part in STOP_WORDS for part in parts[1:]):
        yield "".join(parts)[:MAX_LENGTH]
        parts = [part for part in parts if len(part) > 2]
        if len(parts) < 2:
            return
    for part in parts:
        if _CHINESE.search(part):
            yield from (part[at : at + 2] for at in range(max(1, len(part) - 1)))
        elif part not in STOP_WORDS and (len(part) > 1):
            yield part[:MAX_LENGTH]


@lru_cache(maxsize=65_536)
def stem(word: str, language: str = "fr") -> str:
    """The part of a folded word that its singular and its plural share; the word itself in a language unknown here.

    >>> stem("ordinateurs"), stem("reseaux"), stem("photos")
    ('ordin', 'reseau', 'photo')
    """
    name = _STEMMERS.get(language)
    if name is None:
        return word
    singular = _singular(word) if language == "fr" else word
    return str(_stemmer(name).stemWord(singular))[:MAX_LENGTH] or word


def stems(word: str, languages: frozenset[str]) -> frozenset[str]:
    """The stems under which a word that was typed may be written, in any of these languages."""
    return frozenset(stem(word, language) for language in languages | {"fr"})


def synonyms(word: str) -> frozenset[str]:
    """Words that people type for the same thing, this one left out."""
    return _synonyms().get(stem(word), frozenset())


@cache
def _synonyms() -> dict[str, frozenset[str]]:
    return {
        stem(word): frozenset(other for other in group if stem(other) != stem(word))
        for group in SYNONYMS
        for word in group
    }


@cache
def _stemmer(name: str) -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer(name)


def _singular(word: str) -> str:
    """Before the stemmer, which leaves « photos » and « jeux » as they are."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 4:
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-3] + "al"
    if word.endswith(("eux", "oux", "eaux")) or (word.endswith("s") and not word.endswith("ss")):
        return word[:-1]
    return word
