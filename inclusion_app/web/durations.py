"""The field of a duration: the usual ones as pills, any other typed by hand."""

import re
from typing import Any

import wtforms
from flask_babel import gettext

from inclusion_app.web.choices import Choice, ChoiceField
from inclusion_app.web.formats import duration

_OTHER = "autre"
_HOURS = re.compile(r"(\d{1,3})\s*(?:h|:)\s*(\d{1,2})?\s*(?:m|mn|min)?")
_MINUTES = re.compile(r"(\d{1,5})\s*(?:m|mn|min|minutes?)?")


class DurationField(ChoiceField):
    """A number of minutes, from `minimum` to `maximum` (a day at most)."""

    kind = "duration"
    look = "pills"

    def __init__(
        self,
        *args: Any,
        proposed: tuple[int, ...] = (15, 30, 45, 60, 90, 120),
        minimum: int = 1,
        maximum: int = 1440,
        **kwargs: Any,
    ) -> None:
        self.proposed = proposed
        self.minimum, self.maximum = minimum, maximum
        self.other_text = ""
        super().__init__(*args, **kwargs)

    @property
    def other_name(self) -> str:
        return f"{self.name}-{_OTHER}"

    @property
    def other_id(self) -> str:
        return f"{self.id}-{_OTHER}"

    def propositions(self) -> list[Choice]:
        free = bool(self.other_text) or (self.data is not None and self.data not in self.proposed)
        usual = [Choice(str(m), duration(m), "", not free and m == self.data) for m in self.proposed]
        return [*usual, Choice(_OTHER, gettext("Autre durée"), "", free)]

    def process(
        self,
        formdata: Any,
        data: Any = wtforms.utils.unset_value,
        extra_filters: Any = None,
    ) -> None:
        self.other_text = str(formdata.get(self.other_name, "")).strip() if formdata else ""
        super().process(formdata, data, extra_filters)
        if self.data is not None and self.data not in self.proposed and not self.other_text:
            self.other_text = duration(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        chosen = str(valuelist[0]).strip() if valuelist else ""
        free = chosen == _OTHER or (not chosen and bool(self.other_text))
        if not free:
            self.other_text = ""
        text = self.other_text if free else chosen
        self.raw_data = [text] if text else []
        self.data = None
        if text:
            self.data = self._read(text)

    def _read(self, text: str) -> int:
        minutes = read_duration(text)
        if minutes is None:
            raise ValueError(gettext("Écrivez une durée comme 50 min ou 1 h 30."))
        if minutes < self.minimum:
            raise ValueError(
                gettext(
                    "La durée doit être d’au moins %(least)s.",
                    least=duration(self.minimum),
                )
            )
        if minutes > self.maximum:
            raise ValueError(
                gettext(
                    "La durée doit être de %(most)s au plus.",
                    most=duration(self.maximum),
                )
            )
        return minutes


def read_duration(text: str) -> int | None:
    """Minutes of « 50 », « 50 min », « 1h30 », « 1 h », « 1:30 »; None when it cannot be read."""
    text = text.lower().replace("\u00a0", " ").replace("\u202f", " ").strip()
    if match := _HOURS.fullmatch(text):
        return int(match[1]) * 60 + int(match[2] or 0)
    if match := _MINUTES.fullmatch(text):
        return int(match[1])
    return None
