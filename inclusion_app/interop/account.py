"""What an import did, line by line: the account that is shown to who asked for it."""

from collections import Counter
from dataclasses import dataclass, field

SHOWN = 1000


@dataclass(frozen=True)
class Remark:
    """What is said of one line: refused, or kept with something left out or deduced."""

    line: int
    column: str
    message: str


class Refused(Exception):
    """This line cannot be kept; the message says why and what to do."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.message = message


@dataclass
class ImportAccount:
    """Lines read and what became of each. Every line is counted; the first thousand remarks of a kind are kept."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    refusals: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    deduced: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)

    @property
    def read(self) -> int:
        """The lines of data that were read."""
        return self.created + self.updated + self.unchanged + self.refused

    @property
    def wrote_nothing(self) -> bool:
        """No line of the file is in the database after this import."""
        return self.created + self.updated + self.unchanged == 0

    def refuse(self, line: int, refusal: Refused) -> None:
        self.refused += 1
        if len(self.refusals) < SHOWN:
            self.refusals.append(Remark(line, refusal.column, refusal.message))

    def warn(self, line: int, column: str, message: str) -> None:
        if len(self.warnings) < SHOWN:
            self.warnings.append(Remark(line, column, message))
