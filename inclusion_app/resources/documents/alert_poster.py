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
_SIZES = (("large", 18), ("medium", 33), ("small", 62))
"""The sizes, each with the lines of the largest that the page then holds."""
_LONG_WORD = 22
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
    sizes = _SIZES[1:] if longest > _LONG_WORD else _SIZES
    return next((name for name, most in sizes if rows <= most), "tiny")


def _rows(text: str, width: int) -> int:
    return sum(ceil(sum(map(_breadth, line)) / width) for line in lines_of(text))


def _breadth(letter: str) -> float:
    return 1.7 if letter in _BROAD else 1.3 if letter.isupper() else 1
