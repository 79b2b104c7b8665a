"""From a WTForms field to its control: classes, hint and error bound by aria-describedby."""

from typing import Any

from markupsafe import Markup
from wtforms import Field

_KINDS = {
    "BooleanField": "checkbox",
    "TextAreaField": "textarea",
    "HiddenField": "hidden",
    "CSRFTokenField": "hidden",
    "FileField": "file",
    "MultipleFileField": "file",
    "SubmitField": "hidden",
}
_CLASSES = {"textarea": "govuk-textarea", "select": "govuk-select"}


def kind_of(field: Field) -> str:
    """Which macro draws the field: input, textarea, checkbox, radios, checkboxes, select, count, duration, lookup…"""
    return str(getattr(field, "kind", None) or _KINDS.get(field.type, "input"))


def described_by(field: Field, extra: str = "") -> str:
    """The ids of what explains the field: its hint, its error, anything given."""
    ids = [
        extra,
        f"{field.id}-hint" if field.description else "",
        f"{field.id}-error" if field.errors else "",
    ]
    return " ".join(part for part in ids if part)


def is_optional(field: Field) -> bool:
    """Whether the label says « (facultatif) »: nothing requires it, and the form does not mark otherwise."""
    form = getattr(field, "_form", None)
    if kind_of(field) in ("checkbox", "hidden", "count") or not getattr(form, "mark_optional", True):
        return False
    return not field.flags.required and not getattr(field, "none_label", "")


def control(field: Field, extra: str = "", **attributes: Any) -> Markup:
    """The input itself with its classes and aria attributes; `extra` is an id that also describes it."""
    base = _CLASSES.get(kind_of(field), "govuk-input")
    size = str(getattr(field, "size", "") or "")
    classes = [
        base,
        f"{base}--error" if field.errors else "",
        f"input--{size}" if size else "",
    ]
    given: dict[str, Any] = {"class_": " ".join(name for name in classes if name)}
    if ids := described_by(field, extra):
        given["aria-describedby"] = ids
    if field.errors:
        given["aria-invalid"] = "true"
    if getattr(field, "refused_text", False):
        given["type"] = "text"
    return Markup(field(**given | {key.replace("_", "-"): value for key, value in attributes.items()}))  # noqa: S704
