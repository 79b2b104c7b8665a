"""The number of persons below which a cell is secret, and what is said when an operator lowered it."""

from inclusion_app.observatory.disclosure.rules import ENOUGH_PERSONS

ADVISED = ENOUGH_PERSONS
"""INSEE's for tables crossed with a territory."""


def is_lowered(threshold: int) -> bool:
    """The administrator is told, and the publication says so."""
    return threshold < ADVISED
