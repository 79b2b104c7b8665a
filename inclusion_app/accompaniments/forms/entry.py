"""What both entries ask: when, where, about what, tags and notes."""

import uuid
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import Field

from inclusion_app.accompaniments.entry import Entry
from inclusion_app.accompaniments.rules import read_tags
from inclusion_app.vocabulary.activity import Equipment, PlaceKind
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from inclusion_app.web.choices import EnumCheckboxField, EnumRadioField, SelectField
from inclusion_app.web.durations import DurationField
from inclusion_app.web.fields import DateField, HiddenField, InputRequired, TextArea, TextField
from inclusion_app.web.forms import Form
from inclusion_app.web.lookups import CommuneField


class Asked:
    """Marks a field that the rules require, at least where it is shown: its label does not say « facultatif »."""

    field_flags: ClassVar[dict[str, bool]] = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        """The rules decide, once the whole entry is known."""


class EntryForm(Form):
    """Fields are declared in the order of the errors' summary; `first_fields` come before those of this class.

    `form_key` is made with the page: sent twice, the entry is kept once. `version` is that of the record opened.
    """

    first_fields: tuple[str, ...] = ()

    form_key = HiddenField()
    version = HiddenField()
    held_on = DateField(_l("Date"), [InputRequired(_l("Indiquez la date."))])
    minutes = DurationField(_l("Durée"), [InputRequired(_l("Indiquez la durée."))])
    structure = SelectField(_l("Pour quelle structure"), [Asked()])
    place_kind = EnumRadioField(
        _l("Type de lieu"), [InputRequired(_l("Choisissez le type de lieu."))], enum=PlaceKind, look="pills"
    )
    place = SelectField(_l("Lieu d’activité"), [Asked()])
    commune = CommuneField(_l("Commune où cela s’est passé"), [Asked()], description=_l("Son nom ou son code postal."))
    themes = EnumCheckboxField(_l("Thématiques"), [Asked()], enum=Theme)
    procedures = EnumCheckboxField(_l("Quelles démarches administratives"), enum=AdministrativeTheme)
    equipment = EnumCheckboxField(_l("Matériel utilisé"), enum=Equipment, look="pills")
    tags = TextField(
        _l("Étiquettes"),
        size="wide",
        description=_l("Des mots pour retrouver cet accompagnement, séparés par des virgules."),
    )
    notes = TextArea(
        _l("Notes"),
        description=_l(
            "N’écrivez aucun nom, numéro ni mot de passe\u00a0: dites «\u00a0la personne\u00a0»."
            " Elle peut demander à lire ces notes."
        ),
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        declared: dict[str, Field] = self._fields
        ordered = {name: declared[name] for name in self.first_fields}
        self._fields: dict[str, Field] = ordered | {n: field for n, field in declared.items() if n not in ordered}

    @property
    def opened_version(self) -> int:
        """The version of the record that this form shows; 0 when it was tampered with."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0

    @property
    def key(self) -> uuid.UUID | None:
        """The form's own key, None when it was tampered with."""
        return as_uuid(self.form_key.data)

    def common_values(self) -> dict[str, Any]:
        """The values of an Entry that both kinds have."""
        kind = self.place_kind.data
        structure = self.structure.data if "structure" in self else None
        return {
            "held_on": self.held_on.data,
            "minutes": self.minutes.data,
            "structure_id": as_uuid(structure),
            "place_kind": kind,
            "place_id": as_uuid(self.place.data) if kind is PlaceKind.PLACE else None,
            "commune_code": self.commune.data if kind in (PlaceKind.HOME, PlaceKind.OTHER) else None,
            "themes": self.themes.data,
            "procedures": self.procedures.data,
            "equipment": self.equipment.data,
            "tags": read_tags(self.tags.data or ""),
            "notes": self.notes.data or None,
        }

    def entry(self) -> Entry:
        """What was typed, as an entry."""
        raise NotImplementedError


def common_data(entry: Entry) -> dict[str, Any]:
    """The form's data that shows an entry."""
    return {
        "held_on": entry.held_on,
        "minutes": entry.minutes,
        "structure": str(entry.structure_id or ""),
        "place_kind": entry.place_kind,
        "place": str(entry.place_id or ""),
        "commune": entry.commune_code,
        "themes": entry.themes,
        "procedures": entry.procedures,
        "equipment": entry.equipment,
        "tags": ", ".join(entry.tags),
        "notes": entry.notes or "",
    }


def as_uuid(text: str | None) -> uuid.UUID | None:
    """The key that a text holds, or None."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
