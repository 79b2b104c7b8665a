"""Whether two names are those of the same person: other order, other accents, a letter wrong."""

from difflib import SequenceMatcher

from inclusion_app.kernel.text import fold

NEAR = 0.85
"""How alike two folded names must be, from 0 to 1."""


def same_name(one: str, other: str) -> bool:
    """The same words, whatever their order, accents, hyphens and case.

    >>> same_name("Dupont Jean", "Jean DUPONT")
    True
    """
    return sorted(fold(one).split()) == sorted(fold(other).split())


def near_name(one: str, other: str) -> bool:
    """The same name but for a letter or two.

    >>> near_name("Dupond Jean", "Jean Dupont")
    True
    >>> near_name("Jean Dupont", "Jean Martin")
    False
    """
    typed, known = fold(one).split(), fold(other).split()
    if not typed or not known:
        return False
    orders = [(sorted(typed), sorted(known)), (typed, known), ([*typed[1:], typed[0]], known)]
    return any(_alike(" ".join(left), " ".join(right)) for left, right in orders)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
