"""Forms of mediators."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.network import contact
from inclusion_app.network.forms.reading import Read, value_of
from inclusion_app.web.choices import SelectField
from inclusion_app.web.fields import DateField, EmailField, InputRequired, TextField
from inclusion_app.web.forms import Form


class InviteForm(Form):
    """Invite someone to work in a structure."""

    first_name = TextField(_l("Prénom"), [InputRequired(), Length(max=100)])
    last_name = TextField(_l("Nom"), [InputRequired(), Length(max=100)])
    email = EmailField(
        _l("Adresse électronique"),
        [InputRequired(), Length(max=254), Read(contact.read_email)],
        description=_l("Elle y recevra un lien, valable sept jours, pour ouvrir son compte."),
    )
    structure = SelectField(_l("Structure"), [InputRequired()])
    place = SelectField(
        _l("Lieu habituel"),
        none_label=_l("Pas de lieu habituel"),
        description=_l("Il sera proposé d’office dans ses formulaires\u00a0; elle ou il pourra en choisir un autre."),
    )

    def full_name(self) -> str:
        """First name then last name."""
        return f"{self.first_name.data} {self.last_name.data}"

    def address(self) -> str:
        """The e-mail address, tidied."""
        return str(value_of(self.email))


class EndForm(Form):
    """Say when someone stopped working for a structure."""

    ended_on = DateField(
        _l("Dernier jour"), [InputRequired()], description=_l("Aujourd’hui ou un jour passé, comme 24/11/2026.")
    )


class UsualPlaceForm(Form):
    """Choose where someone usually works."""

    place = SelectField(_l("Lieu habituel"), none_label=_l("Pas de lieu habituel"))
