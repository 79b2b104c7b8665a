"""Fields for what people type: texts with their autocomplete token, dates, times, whole numbers, counts."""

from datetime import date, datetime, time
from typing import Any

import wtforms
from flask_babel import gettext
from wtforms import widgets
from wtforms.validators import InputRequired, Optional

from inclusion_app.kernel.text import one_line

__all__ = (
    "BooleanField",
    "CountField",
    "DateField",
    "EmailField",
    "FileField",
    "HiddenField",
    "InputRequired",
    "IntegerField",
    "Optional",
    "PasswordField",
    "PhoneField",
    "SearchField",
    "TextArea",
    "TextField",
    "TimeField",
    "UrlField",
)

_DATE_FORMATS = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%d %m %Y",
    "%d/%m/%y",
    "%d%m%Y",
)
_TIME_FORMATS = ("%H:%M", "%H:%M:%S", "%Hh%M", "%Hh", "%H h %M", "%H h", "%H")

HiddenField = wtforms.HiddenField
FileField = wtforms.FileField


class TextField(wtforms.StringField):
    """One line of text. `autocomplete` is the HTML token (given-name, tel, …), "off" for somebody else's data."""

    kind = "input"
    size = ""

    def __init__(self, *args: Any, autocomplete: str = "off", size: str = "", **kwargs: Any) -> None:
        kwargs["render_kw"] = {"autocomplete": autocomplete} | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)
        self.size = size or self.size

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = one_line(str(valuelist[0])) if valuelist else ""
        if not self.data:
            self.raw_data = [""]  # what shows nothing is nothing, also to what requires a text


class EmailField(TextField):
    """An e-mail address."""

    widget = widgets.EmailInput()


class PhoneField(TextField):
    """A telephone number, kept as typed but for doubled blanks."""

    widget = widgets.TelInput()
    size = "medium"


class UrlField(TextField):
    """The address of a site."""

    widget = widgets.URLInput()


class SearchField(TextField):
    """What is searched in a listing."""

    widget = widgets.SearchInput()


class PasswordField(wtforms.PasswordField):
    """A password, never sent back in the page; `autocomplete`: current-password or new-password."""

    kind = "input"
    size = ""

    def __init__(self, *args: Any, autocomplete: str = "current-password", **kwargs: Any) -> None:
        kwargs["render_kw"] = {"autocomplete": autocomplete, "spellcheck": "false"} | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)


class TextArea(wtforms.TextAreaField):
    """Several lines of text."""

    kind = "textarea"

    def __init__(self, *args: Any, rows: int = 4, **kwargs: Any) -> None:
        kwargs["render_kw"] = {"rows": rows, "autocomplete": "off"} | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)


class BooleanField(wtforms.BooleanField):
    """A single box to tick."""

    kind = "checkbox"


class DateField(wtforms.DateField):
    """A day: the browser's own picker, and « 24/11/2026 » typed by hand is understood too."""

    kind = "input"
    size = "date"

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            self.raw_data = [text]  # spaces alone are nothing, also to what requires a date
            return
        self.data = _read_date(text)
        if self.data is None:
            raise ValueError(gettext("Écrivez une date comme 24/11/2026."))

    def _value(self) -> str:
        if self.data is not None:
            return str(self.data.isoformat())
        return str(self.raw_data[0]) if self.raw_data else ""

    @property
    def refused_text(self) -> bool:
        """What was typed is no date: a plain field shows it again, the date picker would lose it."""
        return bool(self.data is None and self._value())


class TimeField(wtforms.TimeField):
    """A time of day; « 14h30 » is understood too."""

    kind = "input"
    size = "short"

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip().lower() if valuelist else ""
        self.data = None
        if not text:
            self.raw_data = [text]
            return
        self.data = _read_time(text)
        if self.data is None:
            raise ValueError(gettext("Écrivez une heure comme 14:30."))


class IntegerField(wtforms.IntegerField):
    """A whole number; « 1 234 » is understood too."""

    kind = "input"
    size = "short"

    def __init__(
        self,
        *args: Any,
        minimum: int | None = None,
        maximum: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.minimum, self.maximum = minimum, maximum
        limits = {"min": minimum, "max": maximum}
        attributes = {"inputmode": "numeric"} | {name: limit for name, limit in limits.items() if limit is not None}
        kwargs["render_kw"] = attributes | (kwargs.get("render_kw") or {})
        super().__init__(*args, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        text = "".join(str(valuelist[0]).split()) if valuelist else ""
        self.data = None
        if not text:
            return
        if not text.lstrip("-").isascii() or not text.lstrip("-").isdecimal() or len(text) > 12:
            raise ValueError(gettext("Écrivez un nombre entier, sans virgule."))
        self.data = int(text)
        if self.minimum is not None and self.data < self.minimum:
            raise ValueError(gettext("Le nombre doit être au moins %(min)s.", min=self.minimum))
        if self.maximum is not None and self.data > self.maximum:
            raise ValueError(gettext("Le nombre doit être au plus %(max)s.", max=self.maximum))


class CountField(IntegerField):
    """How many: a number from 0 with large − and + buttons. Nothing typed is 0."""

    kind = "count"

    def __init__(self, *args: Any, minimum: int = 0, maximum: int = 999, **kwargs: Any) -> None:
        kwargs.setdefault("default", 0)
        super().__init__(*args, minimum=minimum, maximum=maximum, **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        super().process_formdata(valuelist)
        if self.data is None:
            self.data = 0


def _read_date(text: str) -> date | None:
    for pattern in _DATE_FORMATS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 — a day has no zone
        except ValueError:
            continue
    return None


def _read_time(text: str) -> time | None:
    for pattern in _TIME_FORMATS:
        try:
            return datetime.strptime(text, pattern).time()  # noqa: DTZ007 — a time typed has no zone
        except ValueError:
            continue
    return None
