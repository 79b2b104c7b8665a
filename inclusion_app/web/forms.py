"""The base of every form: protected against forgery, tidied text, French messages, errors gathered for the summary."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FormField, PasswordField

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import shown
from inclusion_app.web.messages import FormMessages, form_messages


class FormError(NamedTuple):
    """One line of the error summary; `anchor` is the id of the control that takes the focus, if any."""

    anchor: str | None
    label: str
    text: str


def tidy(value: Any) -> Any:
    """A typed text without surrounding blanks, hidden characters or Windows line ends; other values untouched."""
    return shown(value) if type(value) is str else value


class Form(FlaskForm):  # type: ignore[misc]
    """Base of all forms that change something (POST)."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        locales = ("fr",)

        def get_translations(self, form: FlaskForm) -> FormMessages:
            return form_messages

        def bind_field(self, form: FlaskForm, unbound_field: Any, options: dict[str, Any]) -> Field:
            if not issubclass(unbound_field.field_class, PasswordField):
                options["filters"] = (tidy, *unbound_field.kwargs.pop("filters", ()))
            return super().bind_field(form, unbound_field, options)  # type: ignore[no-any-return]

    def attach(self, error: DomainError) -> None:
        """Show a refusal of the domain at its field, or at the top of the form when it has none."""
        text = str(gettext(error.message, **error.values))
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(text)
        else:
            field.errors = [*field.errors, text]

    def error_list(self) -> list[FormError]:
        """Every error, in the order of the fields, for the summary that takes the focus."""
        return [
            *(FormError(None, "", text) for text in self.form_errors),
            *_errors_of(self),
        ]


class FilterForm(Form):
    """Base of the filters of a listing (GET): nothing to protect, read from the address."""

    mark_optional = False

    class Meta(Form.Meta):
        csrf = False

    def __init__(self, formdata: MultiDict[str, str] | None = None, **values: Any) -> None:
        super().__init__(formdata=request.args if formdata is None else formdata, **values)

    def active(self) -> list[Field]:
        """The fields that narrow the listing at this moment."""
        return [field for field in self if field.data not in (None, "", False, [], frozenset())]


def _errors_of(fields: Iterable[Field]) -> Iterator[FormError]:
    for field in fields:
        if isinstance(field, FormField):
            yield from _errors_of(field.form)
        elif isinstance(field, FieldList):
            yield from (
                FormError(field.id, str(field.label.text), text) for text in field.errors if isinstance(text, str)
            )
            yield from _errors_of(field.entries)
        else:
            errors: Sequence[str] = field.errors
            yield from (FormError(field.id, str(field.label.text), str(text)) for text in errors)
