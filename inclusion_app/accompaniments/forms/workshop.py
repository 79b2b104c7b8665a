"""The workshop entry: the same order, participants by name and by small grids."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field

from inclusion_app.accompaniments.entry import AGE_BANDS, GENDERS, STATUSES, Entry, Group, Participant
from inclusion_app.accompaniments.forms.entry import EntryForm, as_uuid, common_data
from inclusion_app.accompaniments.forms.individual import CitizenField
from inclusion_app.accompaniments.models import MAX_PARTICIPANTS
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import RecordKind, WorkshopLevel
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.web.choices import CheckboxField, Choice, EnumRadioField
from inclusion_app.web.fields import CountField, InputRequired, TextField
from inclusion_app.web.forms import FormError

_GRIDS = {"genders": "gender-", "ages": "age-", "statuses": "status-"}
_LEGENDS = {"genders": _l("Genre"), "ages": _l("Âge"), "statuses": _l("Statut social")}


class WorkshopForm(EntryForm):
    """A group helped together. The counts of the grids are fields named by their values, see below."""

    first_fields = ("title", "level")

    title = TextField(_l("Titre de l’atelier"), [InputRequired(_l("Donnez un titre à l’atelier."))], size="wide")
    level = EnumRadioField(_l("Niveau"), enum=WorkshopLevel, none_label=N_("Ne pas préciser"), look="pills")
    people = CheckboxField(_l("Personnes suivies présentes"), look="tiles")
    citizen = CitizenField(
        _l("Ajouter une personne suivie"),
        endpoint="citizens.search",
        description=_l("Écrivez deux lettres de son prénom ou de son nom."),
    )
    total = CountField(_l("Nombre de personnes anonymes"), maximum=MAX_PARTICIPANTS)
    already_helped = CountField(_l("Dont déjà accompagnées"), maximum=MAX_PARTICIPANTS)

    def grid(self, name: str) -> list[Field]:
        """The counts of a grid: genders, ages or statuses."""
        return [field for field in self if field.name.startswith(_GRIDS[name])]

    def grid_prefix(self, name: str) -> str:
        return _GRIDS[name]

    def attach(self, error: DomainError) -> None:
        """A refused sum is told at the head of its grid."""
        if error.field in _GRIDS:
            first = next(name for name, field in self._fields.items() if field in self.grid(error.field))
            self.refused_sums[self[first].id] = str(_LEGENDS[error.field])
            error = DomainError(error.message, field=first, **error.values)
        super().attach(error)

    @cached_property
    def refused_sums(self) -> dict[str, str]:
        """The legend of each grid whose sum is refused, by the id of the field that tells it."""
        return {}

    def error_list(self) -> list[FormError]:
        """A refused sum is that of its grid, not of its first field."""
        found = super().error_list()
        return [error._replace(label=self.refused_sums.get(error.anchor or "", error.label)) for error in found]

    def validate_names(self) -> None:
        """Resolve the name typed, alone: its refusal is told at its field."""
        self.citizen.validate(self)

    def add_person(self, choice: Choice) -> None:
        """Someone joins the tiles of those present, and the field is free for another."""
        if choice.value not in {known.value for known in self.people.choices}:
            self.people.choices.append(choice)
        self.people.data = frozenset([*(self.people.data or ()), choice.value])
        self.citizen.data, self.citizen.text, self.citizen.key = None, "", ""

    def citizen_ids(self) -> list[str]:
        """The followed people present: those ticked, then the one just named."""
        named = [self.citizen.data] if self.citizen.data else []
        return list(dict.fromkeys([*sorted(self.people.data or ()), *named]))

    def entry(self) -> Entry:
        keys = (as_uuid(text) for text in self.citizen_ids())
        return Entry(
            kind=RecordKind.WORKSHOP,
            title=self.title.data,
            level=self.level.data,
            participants=tuple(Participant(citizen_id=key) for key in keys if key),
            group=Group(
                total=self.total.data or 0,
                already_helped=self.already_helped.data or 0,
                genders={value: self._count("gender", value) for value in GENDERS},
                ages={value: self._count("age", value) for value in AGE_BANDS if not value.retired},
                statuses={value: self._count("status", value) for value in STATUSES},
            ),
            **self.common_values(),
        )

    def _count(self, grid: str, value: Listed) -> int:
        return int(self[f"{grid}_{value}"].data or 0)


def _add_counts(grid: str, values: Iterable[Gender | AgeBand | SocialStatus]) -> None:
    for value in values:
        if not value.retired:
            count = CountField(_l(value.label), name=f"{grid}-{value}", maximum=MAX_PARTICIPANTS)
            setattr(WorkshopForm, f"{grid}_{value}", count)


_add_counts("gender", GENDERS)
_add_counts("age", AGE_BANDS)
_add_counts("status", STATUSES)


def workshop_data(entry: Entry) -> dict[str, Any]:
    """The form's data that shows a workshop entry."""
    group = entry.group or Group(total=0)
    counts = {f"gender_{value}": count for value, count in group.genders.items()}
    counts |= {f"age_{value}": count for value, count in group.ages.items()}
    counts |= {f"status_{value}": count for value, count in group.statuses.items()}
    return common_data(entry) | {
        "title": entry.title,
        "level": entry.level,
        "people": [str(one.citizen_id) for one in entry.participants if one.citizen_id],
        "total": group.total,
        "already_helped": group.already_helped,
        **counts,
    }
