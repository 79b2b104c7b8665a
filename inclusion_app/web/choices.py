"""Fields that choose in a list: a closed list (enum) or one given by the view; as tiles, pills or a menu."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

import wtforms
from flask_babel import gettext
from markupsafe import Markup
from wtforms.form import BaseForm
from wtforms.validators import ValidationError


class Listed(Protocol):
    """What a member of a closed list offers."""

    value: str
    label: str
    retired: bool


class Choice(NamedTuple):
    """One proposition, ready to be shown."""

    value: str
    label: str
    hint: str = ""
    checked: bool = False


class ChoiceField(wtforms.Field):
    """`look`: "tiles" (large, in columns), "list" (one under another), "pills" (short, in a row), "menu"."""

    kind = "radios"
    look = "tiles"

    def __init__(self, *args: Any, look: str = "", **kwargs: Any) -> None:
        self.look = look or self.look
        super().__init__(*args, **kwargs)

    def propositions(self) -> list[Choice]:
        """What is offered, in order, each knowing whether it is chosen."""
        raise NotImplementedError

    def __call__(self, **kwargs: Any) -> Markup:
        raise TypeError("render this field with the macro web/forms.html: field")


class _EnumField(ChoiceField):
    """Offers the current members of an enum; a retired one is offered only where the object already has it."""

    def __init__(
        self,
        *args: Any,
        enum: Iterable[Any],
        none_label: str = "",
        hints: dict[Any, str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.enum = list(enum)
        self.none_label = none_label
        self.hints = hints or {}
        self.first: list[Any] = []
        super().__init__(*args, **kwargs)

    def prefer(self, members: Iterable[Any]) -> None:
        """Offer these members first (the most used), the others after in their own order."""
        self.first = [member for member in dict.fromkeys(members) if member in self.enum]

    def offered(self) -> list[Any]:
        """The members offered, in the order shown."""
        held = self._held()
        ordered = [
            *self.first,
            *(member for member in self.enum if member not in self.first),
        ]
        return [member for member in ordered if not getattr(member, "retired", False) or member in held]

    def propositions(self) -> list[Choice]:
        chosen = self._chosen()
        choices = [
            Choice(
                m.value,
                gettext(m.label),
                gettext(self.hints[m]) if m in self.hints else "",
                m in chosen,
            )
            for m in self.offered()
        ]
        if self.none_label and self.kind == "radios":
            choices.append(Choice("", gettext(self.none_label), "", not chosen))
        return choices

    def _read(self, text: str) -> Any:
        for member in self.offered():
            if member.value == text:
                return member
        raise ValueError(gettext("Choisissez une proposition de la liste."))

    def _held(self) -> frozenset[Any]:
        return _as_set(self.object_data)

    def _chosen(self) -> frozenset[Any]:
        return _as_set(self.data)


class EnumRadioField(_EnumField):
    """One member of a closed list; `data` is the member or None. `none_label` adds a way to choose nothing."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = self._read(valuelist[0]) if valuelist and valuelist[0] else None


class EnumSelectField(EnumRadioField):
    """The same as a menu, for lists too long for tiles; `none_label` is its first, empty line."""

    kind = "select"
    look = "menu"


class EnumCheckboxField(_EnumField):
    """Any number of members of a closed list; `data` is a frozenset of members."""

    kind = "checkboxes"

    def process_data(self, value: Iterable[Any] | None) -> None:
        self.data = frozenset(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = frozenset()
        self.data = frozenset(self._read(text) for text in valuelist if text)


class RadioField(ChoiceField):
    """One of the choices given by the view (`form.place.choices = [Choice(str(id), name), …]`); `data` is its value."""

    def __init__(
        self,
        *args: Any,
        choices: Sequence[Choice] = (),
        none_label: str = "",
        **kwargs: Any,
    ) -> None:
        self.choices = list(choices)
        self.none_label = none_label
        super().__init__(*args, **kwargs)

    def propositions(self) -> list[Choice]:
        chosen = self._values()
        shown = [choice._replace(checked=choice.value in chosen) for choice in self.choices]
        if self.none_label and self.kind == "radios":
            shown.append(Choice("", gettext(self.none_label), "", not chosen))
        return shown

    def process_data(self, value: Any) -> None:
        self.data = None if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = (valuelist[0] or None) if valuelist else None

    def pre_validate(self, form: BaseForm) -> None:
        offered = {choice.value for choice in self.choices}
        if any(value not in offered for value in self._values()):
            raise ValidationError(gettext("Choisissez une proposition de la liste."))

    def _values(self) -> frozenset[str]:
        return _as_set(self.data)


class SelectField(RadioField):
    """The same as a menu; `none_label` is its first, empty line."""

    kind = "select"
    look = "menu"


class CheckboxField(RadioField):
    """Any number of the choices given by the view; `data` is a frozenset of values."""

    kind = "checkboxes"

    def process_data(self, value: Iterable[Any] | None) -> None:
        self.data = frozenset(str(item) for item in value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = frozenset(text for text in valuelist if text)


def _as_set(value: Any) -> frozenset[Any]:
    if value is None or value == "":
        return frozenset()
    if isinstance(value, (frozenset, set, list, tuple)):
        return frozenset(value)
    return frozenset((value,))


def choices_of(objects: Iterable[Any], *, value: str = "id", label: str = "name") -> Iterator[Choice]:
    """Choices from objects, by the names of the attributes that give value and label."""
    return (Choice(str(getattr(item, value)), str(getattr(item, label))) for item in objects)
