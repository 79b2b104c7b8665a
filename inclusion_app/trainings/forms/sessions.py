"""The forms of a session: open or change it, postpone, cancel, copy."""

import uuid
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.validators import Length, ValidationError

from inclusion_app.kernel.text import N_
from inclusion_app.network.contact import read_website
from inclusion_app.network.forms.reading import Read, value_of, version_of
from inclusion_app.trainings.forms.sessions_days import HalfDaysField
from inclusion_app.trainings.models.sessions import MAX_HALF_DAYS, MAX_SEATS
from inclusion_app.trainings.rules.sessions import MOST_TIMES, SessionPlan
from inclusion_app.web.choices import CheckboxField, Choice, RadioField, SelectField
from inclusion_app.web.fields import (
    BooleanField,
    DateField,
    HiddenField,
    InputRequired,
    IntegerField,
    TextArea,
    TextField,
    UrlField,
)
from inclusion_app.web.forms import Form, FormError
from inclusion_app.web.lookups import CommuneField, LookupField

ON_SITE, ONLINE, BOTH = "lieu", "distance", "deux"
_WHERE = ((ON_SITE, N_("Dans un lieu")), (ONLINE, N_("À distance")), (BOTH, N_("Les deux")))
_DELAYS = ((12, N_("12\u00a0heures")), (24, N_("1\u00a0jour")), (48, N_("2\u00a0jours")), (72, N_("3\u00a0jours")))
_LONGER = ((168, N_("1\u00a0semaine")), (336, N_("2\u00a0semaines")))


class Asked:
    """Marks a field required where it is shown: its label does not say « facultatif »."""

    field_flags = {"required": True}

    def __call__(self, form: Form, field: Field) -> None:
        """The form decides, once it knows where the session takes place."""


class PlaceField(LookupField):
    """A place of the caller's reach; `data` is its key."""

    not_found = _l("Aucun lieu ne correspond à «\u00a0%(text)s\u00a0» parmi ceux où vous organisez des sessions.")


class _DaysForm(Form):
    """A form with rows of half-days: its summary leads to the cell that is wrong."""

    half_days = HalfDaysField(_l("Dates et heures"))

    def error_list(self) -> list[FormError]:
        cells = [cell for row in self.half_days.rows for cell in row.cells]
        told = [FormError(cell.id, str(cell.label.text), str(text)) for cell in cells for text in cell.errors]
        found: list[FormError] = super().error_list()
        own = [rank for rank, error in enumerate(found) if error.anchor == self.half_days.id]
        before = own[-1] + 1 if own else len([error for error in found if error.anchor is None])
        return [*found[:before], *told, *found[before:]]


class SessionForm(_DaysForm):
    """Open or change a session. `form_key` makes it once; `sure` says which warnings were already shown."""

    form_key = HiddenField()
    version = HiddenField()
    sure = HiddenField()
    course = SelectField(_l("Formation ou atelier"), [InputRequired(_l("Choisissez la formation ou l’atelier."))])
    structure = SelectField(_l("Organisé par"), none_label=N_("Tout le service"))
    half_days = HalfDaysField(_l("Dates et heures"))
    weeks = IntegerField(_l("Nombre de semaines"), minimum=2, maximum=MAX_HALF_DAYS)
    where = RadioField(_l("Où"), [InputRequired(_l("Dites où la session se passe."))], look="pills")
    place = PlaceField(_l("Lieu"), [Asked()], endpoint="trainings.session_places")
    room = SelectField(_l("Salle"), none_label=N_("Sans salle précise"))
    online_url = UrlField(
        _l("Adresse de la visioconférence"), [Asked(), Length(max=500), Read(read_website)], size="wide"
    )
    commune = CommuneField(
        _l("Commune"), [Asked()], description=_l("Celle des personnes attendues, ou de la structure.")
    )
    trainers = CheckboxField(_l("Qui anime"), look="pills")
    capacity = IntegerField(
        _l("Nombre de places"), [InputRequired(_l("Indiquez le nombre de places."))], minimum=1, maximum=MAX_SEATS
    )
    listed = BooleanField(
        _l("Montrer cette session au public"),
        description=_l("Elle paraît dans le calendrier public et chacun peut s’y inscrire."),
    )
    answer_hours = SelectField(
        _l("Délai pour répondre à une place proposée"),
        [InputRequired()],
        description=_l("Quand une place se libère, la première personne en attente a ce temps pour l’accepter."),
    )
    materials = TextArea(
        _l("Matériel"), [Length(max=500)], rows=2, description=_l("Ce que l’on apporte, ce qui est prêté sur place.")
    )
    reference = TextField(_l("Référence"), [Length(max=120)], description=_l("Numéro de convention ou de commande."))

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.where.choices = [Choice(value, gettext(label)) for value, label in _WHERE]
        hours = {value: gettext(label) for value, label in (*_DELAYS, *_LONGER)}
        held = self.answer_hours.object_data
        if held and str(held).isdecimal() and int(held) not in hours:
            hours[int(held)] = gettext("%(count)s\u00a0heures", count=held)
        self.answer_hours.choices = [Choice(str(value), hours[value]) for value in sorted(hours)]

    @property
    def key(self) -> uuid.UUID | None:
        """The form's own key, None when it was tampered with."""
        return as_uuid(self.form_key.data)

    @property
    def opened_version(self) -> int:
        """The version of the session that this form shows."""
        return version_of(self.version)

    @property
    def on_site(self) -> bool:
        return self.where.data in (ON_SITE, BOTH)

    @property
    def online(self) -> bool:
        return self.where.data in (ONLINE, BOTH)

    def validate_place(self, field: Field) -> None:
        if self.on_site and not field.data and not self.room.data:
            raise ValidationError(gettext("Choisissez le lieu, ou sa salle."))

    def validate_online_url(self, field: Field) -> None:
        if self.online and not field.data:
            raise ValidationError(gettext("Donnez l’adresse de la visioconférence."))

    def validate_commune(self, field: Field) -> None:
        if self.where.data == ONLINE and not field.data:
            raise ValidationError(gettext("Choisissez une commune\u00a0: elle dit qui verra la session."))

    def plan(self, *, place_id: uuid.UUID | None, commune_code: str) -> SessionPlan:
        """What was typed; the view knows the commune of the place."""
        return SessionPlan(
            course_version_id=uuid.UUID(self.course.data),
            structure_id=as_uuid(self.structure.data),
            commune_code=commune_code,
            half_days=tuple(self.half_days.stretches),
            capacity=self.capacity.data or 0,
            place_id=place_id,
            room_id=as_uuid(self.room.data) if self.on_site else None,
            online_url=value_of(self.online_url) if self.online else None,
            trainer_ids=tuple(sorted(uuid.UUID(key) for key in self.trainers.data)),
            listed=bool(self.listed.data),
            answer_hours=int(self.answer_hours.data),
            materials=self.materials.data or "",
            reference=self.reference.data or "",
        )


class PostponeForm(_DaysForm):
    """Give a session new dates."""

    version = HiddenField()
    half_days = HalfDaysField(_l("Nouvelles dates"))
    reason = TextArea(
        _l("Raison du report"),
        [InputRequired(_l("Dites pourquoi\u00a0: les personnes inscrites le liront.")), Length(max=300)],
        rows=3,
        description=_l("Les personnes inscrites la liront. Aucun nom."),
    )


class CancelForm(Form):
    """Cancel a session."""

    version = HiddenField()
    reason = TextArea(
        _l("Raison de l’annulation"),
        [InputRequired(_l("Dites pourquoi\u00a0: les personnes inscrites le liront.")), Length(max=300)],
        rows=3,
        description=_l("Les personnes inscrites la liront. Aucun nom."),
    )


class DuplicateForm(Form):
    """Open the same session again, once or several times."""

    form_key = HiddenField()
    day = DateField(_l("Premier jour de la nouvelle session"), [InputRequired(_l("Indiquez la date."))])
    times = IntegerField(
        _l("Combien de fois"),
        [InputRequired(_l("Indiquez un nombre."))],
        minimum=1,
        maximum=MOST_TIMES,
        description=_l("1 pour une seule nouvelle session. Chaque session aura ses propres inscriptions."),
    )
    every = SelectField(_l("À quel rythme"), [InputRequired()])

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        rhythms = (
            (1, N_("Chaque semaine")),
            (2, N_("Toutes les deux semaines")),
            (4, N_("Toutes les quatre semaines")),
        )
        self.every.choices = [Choice(str(weeks), gettext(label)) for weeks, label in rhythms]

    @property
    def key(self) -> uuid.UUID | None:
        """The form's own key, None when it was tampered with."""
        return as_uuid(self.form_key.data)


def as_uuid(text: str | None) -> uuid.UUID | None:
    """The key that a text holds, or None."""
    try:
        return uuid.UUID(text) if text else None
    except ValueError:
        return None
