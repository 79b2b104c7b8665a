"""Forms of publications: choose what to publish, say why a correction is made."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.web.choices import SelectField
from inclusion_app.web.fields import InputRequired, TextArea
from inclusion_app.web.forms import Form

LONGEST_REASON = 1000


class PublicationForm(Form):
    """What to publish: a territory, a year, all of it or a part."""

    territory = SelectField(_l("Territoire"), [InputRequired()], description=_l("Avec tout ce qu’il contient."))
    year = SelectField(_l("Année"), [InputRequired()])
    part = SelectField(
        _l("Période"),
        [InputRequired()],
        description=_l("L’année entière contient ses trimestres et ses mois."),
    )


class CorrectionForm(Form):
    """Why a correction is made: everyone will read it."""

    reason = TextArea(
        _l("Pourquoi cette correction\u00a0?"),
        [InputRequired(), Length(min=10, max=LONGEST_REASON)],
        description=_l("Tout le monde la lira, sans nom de personne. Par exemple\u00a0: saisies tardives d’un lieu."),
    )
