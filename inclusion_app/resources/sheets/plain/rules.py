"""The rules of « information for all », the European standard of easy-to-read texts, that a machine can look at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from inclusion_app.kernel.text import N_
from inclusion_app.resources.sheets.plain.sentences import Sentence
from inclusion_app.resources.sheets.plain.words import easier, easier_phrases, is_rare, stem

MOST_WORDS = 12
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)[’'](?=\w)", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:-(?:le|la|les|lui|leur|vous|nous|moi|y|en|ci|là))+$", re.IGNORECASE)
_CLAUSE = re.compile(r"^(?:si|s’il|quand|lorsque|pour|avant|après)\b[^,]*,\s*", re.IGNORECASE)
_EZ = re.compile(r"\b(?!(?:chez|assez|nez|rez)\b)[^\W\d_]+ez\b", re.IGNORECASE)
_LINK = re.compile(
    r"\b(?:puis|tandis que|bien que|afin que|dont|lequel|laquelle|lesquels|auquel|desquels)\b|;", re.IGNORECASE
)
_NUMBER = re.compile(
    r"\b(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante"
    r"|cinquante|soixante|cents?|mille|millions?)\b",
    re.IGNORECASE,
)
_SHORTENED = re.compile(
    r"\b(?:etc|ex|cf|p\.\s?ex|tél|tel|n°|env|max|min|rdv|svp|stp|mme|mlle|dr|st|ste|av|bd|c\.-?à\.-?d|càd|appli|ordi"
    r"|doc|info|perso|admin)\b\.?",
    re.IGNORECASE,
)
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
_KNOWN_CAPITALS = frozenset({"SMS", "TV", "OK", "QR", "PIN", "FALC", "USB"})
_PARTICIPLE = r"[^\W\d_]+(?:é|ée|és|ées|i|ie|is|ies|it|ite|its|ites|u|ue|us|ues|ert|erte|erts|ertes)"
_PASSIVE = re.compile(
    rf"\b(?:est|sont|était|étaient|sera|seront|êtes|serez|suis|sommes)\s+(?:\w+\s+)?{_PARTICIPLE}\s+(?:\w+\s+)?par\b"
    rf"|\b(?:a|ont|avez|avons|aura|auront|avait)\s+été\s+{_PARTICIPLE}\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:ne\b|n[’'])", re.IGNORECASE)
_UNDOING = re.compile(
    r"\b(?:sans|impossibles?|inutiles?|interdit\w*|oubli\w*|hésit\w*|évit\w*|empêch\w*|refus\w*|incapables?)\b",
    re.IGNORECASE,
)
_ON = re.compile(r"(?:^|\s)(?:on|l’on)\s", re.IGNORECASE)
_EXPLAINED = re.compile(
    r"^(?P<words>.{3,60}?),?\s(?:c’est|ce sont|cela veut dire|veut dire|sert à|s’appelle)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Doubt:
    """What a sentence may do better: a message and its values."""

    message: str
    values: dict[str, str | int] = field(default_factory=dict)


def explained_in(text: str) -> frozenset[str]:
    """The stems of the words that this sentence explains: « Un gestionnaire, c’est… »."""
    match = _EXPLAINED.match(text)
    names = [match["words"]] if match else re.findall(r"s’appellent? (.{3,40})", text)
    return frozenset(stem(_bare(word)) for name in names for word in _WORD.findall(name))


def doubts(sentence: Sentence, explained: frozenset[str]) -> Iterator[Doubt]:
    """What to look at in a sentence, the most useful first."""
    yield from _length(sentence)
    yield from _ideas(sentence.text)
    yield from _words(sentence.text, explained)
    yield from _shapes(sentence.text)


def _bare(word: str) -> str:
    """Without what is stuck to it: « l’authentification », « notez-les »."""
    return _PRONOUN.sub("", _ELISION.sub("", word))


def _length(sentence: Sentence) -> Iterator[Doubt]:
    count = len([word for word in sentence.text.split() if any(letter.isalnum() for letter in word)])
    if count > MOST_WORDS:
        message = N_("%(count)s mots\u00a0: coupez cette phrase en deux (%(most)s mots au plus).")
        yield Doubt(message, {"count": count, "most": MOST_WORDS})
    if not sentence.alone:
        yield Doubt(N_("Une phrase par ligne\u00a0: allez à la ligne avant celle-ci."))


def _ideas(text: str) -> Iterator[Doubt]:
    main = _CLAUSE.sub("", text)
    verbs = _EZ.findall(main)
    if len(verbs) > 1:
        message = N_("Deux actions («\u00a0%(first)s\u00a0», «\u00a0%(second)s\u00a0»)\u00a0: faites deux phrases.")
        yield Doubt(message, {"first": verbs[0], "second": verbs[1]})
    elif text.count(",") > 1:
        yield Doubt(N_("Plusieurs virgules\u00a0: faites plusieurs phrases, ou une liste."))
    elif link := _LINK.search(main):
        message = N_("«\u00a0%(word)s\u00a0» ajoute une idée\u00a0: écrivez-la dans une autre phrase.")
        yield Doubt(message, {"word": link[0]})


def _words(text: str, explained: frozenset[str]) -> Iterator[Doubt]:
    seen: set[str] = set()
    for pattern, said, instead in easier_phrases():
        if pattern.search(text):
            yield _difficult(said, instead)
    for match in _WORD.finditer(text):
        word = _bare(match[0])
        root = stem(word)
        name = (word[:1].isupper() and match.start() > 0) or word[1:] != word[1:].lower()
        if root in seen or root in explained or name:
            continue
        seen.add(root)
        if root in easier():
            yield _difficult(word, easier()[root])
        elif is_rare(word):
            message = N_("Mot peu courant\u00a0: «\u00a0%(word)s\u00a0». Prenez un mot plus simple, ou expliquez-le.")
            yield Doubt(message, {"word": word})


def _difficult(word: str, instead: str) -> Doubt:
    message = N_("Mot difficile\u00a0: «\u00a0%(word)s\u00a0». Par exemple «\u00a0%(instead)s\u00a0», ou expliquez-le.")
    return Doubt(message, {"word": word, "instead": instead})


def _shapes(text: str) -> Iterator[Doubt]:
    if number := _NUMBER.search(text):
        yield Doubt(N_("Écrivez ce nombre en chiffres\u00a0: «\u00a0%(word)s\u00a0»."), {"word": number[0]})
    if short := _SHORTENED.search(text):
        yield Doubt(N_("Abréviation\u00a0: écrivez «\u00a0%(word)s\u00a0» en entier."), {"word": short[0]})
    for capitals in dict.fromkeys(_CAPITALS.findall(text)):
        if capitals not in _KNOWN_CAPITALS and f"({capitals})" not in text:
            yield Doubt(N_("Sigle\u00a0: écrivez le nom entier avant «\u00a0%(word)s\u00a0»."), {"word": capitals})
    if passive := _PASSIVE.search(text):
        message = N_("Voix passive («\u00a0%(word)s\u00a0»)\u00a0: dites d’abord qui fait l’action.")
        yield Doubt(message, {"word": " ".join(passive[0].split())})
    if len(_NOT.findall(text)) > 1 or (_NOT.search(text) and _UNDOING.search(text)):
        yield Doubt(N_("Deux négations\u00a0: dites plutôt ce qu’il faut faire."))
    if _ON.search(text):
        yield Doubt(N_("«\u00a0on\u00a0» est flou\u00a0: dites «\u00a0vous\u00a0», ou qui."))
