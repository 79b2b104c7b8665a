"""Forms of attendance, one an action."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FormField, MultipleFileField
from wtforms.validators import Length

from inclusion_app.trainings.lists import AbsenceReason, NotHeld, Presence
from inclusion_app.web.choices import CheckboxField, EnumRadioField, EnumSelectField, SelectField
from inclusion_app.web.fields import BooleanField, InputRequired, TextArea, TextField, TimeField
from inclusion_app.web.forms import Form


class PersonForm(Form):
    """What is said of one person at a half-day; part of a larger form."""

    mark_optional = False

    presence = EnumRadioField(_l("Présence"), enum=Presence, look="pills")
    reason = EnumSelectField(_l("Pourquoi"), enum=AbsenceReason)
    arrived_at = TimeField(_l("Arrivée à"))
    left_at = TimeField(_l("Départ à"))

    class Meta(Form.Meta):
        csrf = False


class PersonField(FormField):  # type: ignore[type-arg]
    """A person's part: its own fields are tidied, not the part as a whole."""

    def __init__(self, *args: Any, **values: Any) -> None:
        values.pop("filters", None)
        super().__init__(*args, **values)


class HalfDayForm(Form):
    """One `PersonForm` a person, under the name that `name_of` gives to her key."""

    mark_optional = False

    def person(self, key: uuid.UUID) -> PersonForm:
        """The part of this person."""
        part: PersonForm = self._fields[name_of(key)].form
        return part


def name_of(key: uuid.UUID) -> str:
    """The name of a person's part."""
    return f"p{key.hex}"


def half_day_form(keys: Iterable[uuid.UUID]) -> HalfDayForm:
    """The form of a half-day for these people."""
    parts = {name_of(key): PersonField(PersonForm, separator="-") for key in keys}
    return type("HalfDayFormOfPeople", (HalfDayForm,), parts)()  # type: ignore[no-any-return]


class CorrectionForm(Form):
    """Another line in the place of one that was wrong."""

    presence = EnumRadioField(_l("Présence"), [InputRequired()], enum=Presence, look="pills")
    reason = EnumSelectField(_l("Pourquoi cette absence"), enum=AbsenceReason)
    arrived_at = TimeField(_l("Arrivée à"), description=_l("Si la personne est venue en retard."))
    left_at = TimeField(_l("Départ à"), description=_l("Si elle est partie avant la fin."))
    paper = BooleanField(_l("Elle a signé la feuille papier"))
    correction = TextArea(
        _l("Pourquoi corrigez-vous cette ligne\u00a0?"),
        [InputRequired(), Length(max=300)],
        rows=2,
        description=_l("Ce motif est gardé avec votre nom. N’y écrivez rien sur la santé de la personne."),
    )


class NotHeldForm(Form):
    """A half-day that did not take place."""

    reason = EnumRadioField(_l("Pourquoi"), [InputRequired()], enum=NotHeld, look="list")
    note = TextField(_l("Précision"), [Length(max=300)], size="wide")


class PaperForm(Form):
    """Who signed the paper sheet."""

    people = CheckboxField(_l("Qui a signé la feuille\u00a0?"), look="list")


class ScanForm(Form):
    """The pages of a signed sheet."""

    files = MultipleFileField(
        _l("Feuille scannée ou photographiée"),
        description=_l("Un ou plusieurs fichiers PDF, PNG ou JPEG, 10\u00a0Mo chacun au plus."),
    )
    half_day = SelectField(_l("Pour"), none_label=_l("Toute la session"))
