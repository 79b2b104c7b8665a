"""Forms of trainers."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.network import contact
from inclusion_app.network.forms.reading import Read
from inclusion_app.web.choices import SelectField
from inclusion_app.web.fields import EmailField, InputRequired, TextArea, TextField
from inclusion_app.web.forms import Form
from inclusion_app.web.lookups import LookupField


class TrainerForm(Form):
    """What is written of any trainer."""

    structure = SelectField(_l("Pour qui intervient cette personne"))
    qualifications = TextArea(
        _l("Diplômes, expérience, habilitations"),
        [Length(max=2000)],
        rows=3,
        description=_l("Ce qui montre que la personne sait former. Le dossier qualité le demande."),
    )


class NetworkTrainerForm(TrainerForm):
    """Somebody of the network may teach."""

    person = LookupField(
        _l("Personne"),
        [InputRequired()],
        endpoint="trainings.trainer_people",
        description=_l("Tapez le début de son nom\u00a0: elle doit avoir un compte ici."),
    )


class OutsideTrainerForm(TrainerForm):
    """Somebody from outside."""

    name = TextField(_l("Nom de la personne"), [InputRequired(), Length(max=120)], description=_l("Prénom et nom."))
    email = EmailField(_l("Adresse électronique"), [Length(max=254), Read(contact.read_email)])
