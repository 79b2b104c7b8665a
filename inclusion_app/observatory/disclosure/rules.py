"""The numbers of the rule, and the flag of a cell."""

from dataclasses import dataclass
from enum import StrEnum

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

ENOUGH_PERSONS = 11
FEWEST_PERSONS = 5


class Flag(StrEnum):
    """What is decided about a cell, in the letters of INSEE. Readers never learn which of A, B, D a hidden cell has."""

    V = "V"
    """Shown."""
    A = "A"
    """Hidden: too few persons, or too few structures."""
    B = "B"
    """Hidden: one structure makes nearly all of it, or it holds everyone and says so."""
    D = "D"
    """Hidden so that another cell cannot be computed."""
    C = "C"
    """Not offered: this row gives coarser values, or its bare total alone."""


@dataclass(frozen=True)
class Rules:
    """The thresholds; an operator may raise `n`, or lower it down to five."""

    n: int = ENOUGH_PERSONS
    structures: int = 3
    dominance: float = 0.85

    def __post_init__(self) -> None:
        if self.n < FEWEST_PERSONS:
            raise DomainError(
                N_("Le secret statistique demande au moins %(fewest)d personnes par case."),
                field="n",
                fewest=FEWEST_PERSONS,
            )
        if self.structures < 1 or not 0.5 <= self.dominance <= 1:
            raise ValueError("structures must be at least 1, dominance between a half and one")
