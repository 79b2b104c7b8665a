"""A validator that reads what was typed into the form of the standard, and keeps what it read."""

from collections.abc import Callable
from typing import Any

import wtforms
from flask_babel import gettext
from wtforms.validators import ValidationError

from inclusion_app.kernel.errors import DomainError


class Read:
    """`Read(contact.read_phone)`: a refusal becomes the message of the field; `value_of(field)` is what was read."""

    def __init__(self, convert: Callable[[str], Any]) -> None:
        self.convert = convert

    def __call__(self, form: wtforms.Form, field: wtforms.Field) -> None:
        try:
            field.read_value = self.convert(field.data or "")  # type: ignore[attr-defined]
        except DomainError as error:
            raise ValidationError(gettext(error.message, **error.values)) from error


def version_of(field: wtforms.Field) -> int:
    """The version that a form carries; anything else than a number is no version at all."""
    text = str(field.data or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def value_of(field: wtforms.Field) -> Any:
    """What `Read` made of the field, else its text, None when it is empty."""
    return getattr(field, "read_value", None) if hasattr(field, "read_value") else (field.data or None)
