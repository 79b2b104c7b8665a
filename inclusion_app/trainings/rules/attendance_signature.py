"""What a signature may be: strokes in a box of 600 by 200, or a name typed that is the person's."""

import math
import re
from itertools import pairwise

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.trainings.lists import SigningMeans

WIDTH, HEIGHT = 600, 200
LONGEST_PATH = 6000
LONGEST_NAME = 200
_LEAST_INK = 40
_POINT = r"\d{1,3} \d{1,3}"
_PATH = re.compile(rf"(?:M{_POINT}(?:L{_POINT}(?: {_POINT})*)?)+")
_STROKE = re.compile(r"M([^M]+)")
_NUMBER = re.compile(r"\d+")


def check_signature(means: SigningMeans, text: str, name: str) -> str:
    """The signature as it is kept. Raises DomainError on `path` or `typed`."""
    return check_path(text) if means is SigningMeans.HAND else check_typed(text, name)


def check_path(text: str) -> str:
    """Strokes as SVG path data: absolute whole numbers, M and L only, inside the box, long enough to be a gesture."""
    if not text:
        raise DomainError(N_("Signez dans le cadre, ou tapez votre nom."), field="path")
    if len(text) > LONGEST_PATH or not _PATH.fullmatch(text):
        raise DomainError(N_("Cette signature n’a pas pu être lue. Effacez-la et recommencez."), field="path")
    strokes = [_points(stroke) for stroke in _STROKE.findall(text)]
    if any(x > WIDTH or y > HEIGHT for stroke in strokes for x, y in stroke):
        raise DomainError(N_("Cette signature n’a pas pu être lue. Effacez-la et recommencez."), field="path")
    if sum(_length(stroke) for stroke in strokes) < _LEAST_INK:
        raise DomainError(N_("Cette signature est trop courte. Recommencez d’un geste plus ample."), field="path")
    return text


def check_typed(text: str, name: str) -> str:
    """A typed name shares its first or last name, at least, with the line that is signed."""
    typed = " ".join(text.split())
    if not typed:
        raise DomainError(N_("Tapez votre nom."), field="typed")
    if len(typed) > LONGEST_NAME:
        raise DomainError(N_("Ce nom est trop long."), field="typed")
    if not _words(typed) & _words(name):
        raise DomainError(
            N_("Ce nom n’est pas celui de la ligne choisie. Vérifiez que c’est bien vous."), field="typed"
        )
    return typed


def _words(name: str) -> set[str]:
    """Its words; initials alone only when there is nothing else."""
    words = set(fold(name).split())
    return {word for word in words if len(word) > 1} or words or {name.strip()}


def _points(stroke: str) -> list[tuple[int, int]]:
    numbers = [int(number) for number in _NUMBER.findall(stroke)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _length(points: list[tuple[int, int]]) -> float:
    return sum(math.dist(a, b) for a, b in pairwise(points))
