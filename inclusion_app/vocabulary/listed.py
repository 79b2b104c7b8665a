"""What a closed list is: codes that are stored, French labels that are shown, values that were retired."""

from enum import StrEnum
from typing import Self


class Listed(StrEnum):
    """A value of a closed list: `Theme.EMAIL = "email", N_("E-mail")`.

    The code is stored for ever; the label is translated when shown. A retired value stays readable in history and
    vanishes from forms. `bit` is the rank in the class: new values are added at the end, none is ever moved.
    """

    label: str
    retired: bool
    bit: int

    def __new__(cls, code: str, label: str, retired: bool = False) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.retired = retired
        member.bit = len(cls.__members__)
        return member

    @classmethod
    def current(cls) -> list[Self]:
        """The values that a form offers, in the order of the list."""
        return [member for member in cls if not member.retired]
