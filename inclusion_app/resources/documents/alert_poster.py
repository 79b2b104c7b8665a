"""The poster of an alert, for a counter or a door: read from two metres, its code leads to the alerts of the day."""

from math import ceil

from flask import url_for

from inclusion_app.kernel import site
from inclusion_app.printing.pdf import Document
from inclusion_app.resources.models.given import SafetyAlert
from inclusion_app.resources.papers import render_paper
from inclusion_app.resources.rules.alerts import lines_of

_WIDE, _NARROW = 60, 26
"""Letters on a line of the page and of a column, at the largest size."""
_SIZES = (("huge", 8, 15), ("large", 18, 22), ("medium", 33, 80), ("small", 62, 800))
"""The sizes, each with the lines of the large one that the page then holds, and the longest word."""
_BROAD = frozenset("mwMW@%—…œæ")


def make_poster(alert: SafetyAlert) -> Document:
    """One A4 page."""
    return render_paper(
        "resources/papers/alert.html",
        title=alert.title,
        alert=alert,
        paragraphs=lines_of(alert.text),
        signs=lines_of(alert.signs),
        advice=lines_of(alert.advice),
        size=_size(alert),
        path=url_for("resources.safety"),
        address=site.address(url_for("resources.safety")).partition("://")[2],
    )


def _size(alert: SafetyAlert) -> str:
    """How large it may be written for everything to hold on the page."""
    columns = max(_rows(alert.signs, _NARROW), _rows(alert.advice, _NARROW))
    rows = _rows(alert.text, _WIDE) + columns + 3 * _rows(alert.title, _NARROW) - 6
    longest = max(len(word) for word in f"{alert.title} {alert.signs} {alert.advice}".split())
    return next((name for name, most, word in _SIZES if rows <= most and longest <= word), "tiny")


def _rows(text: str, width: int) -> int:
    return sum(ceil(sum(map(_breadth, line)) / width) for line in lines_of(text))


def _breadth(letter: str) -> float:
    return 1.7 if letter in _BROAD else 1.3 if letter.isupper() else 1
