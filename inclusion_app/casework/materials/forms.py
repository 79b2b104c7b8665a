"""The forms of what a session hands out."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from inclusion_app.web.choices import CheckboxField
from inclusion_app.web.fields import BooleanField, InputRequired, IntegerField
from inclusion_app.web.forms import Form

MOST_PEOPLE = 40


class ChooseForm(Form):
    """Sheets to hand out."""

    sheets = CheckboxField(_l("Fiches à distribuer"), [InputRequired(_l("Choisissez une fiche."))], look="list")


class PrintForm(Form):
    """For how many people; on both sides, each sheet begins on a new leaf."""

    people = IntegerField(
        _l("Nombre de personnes"), [InputRequired(), NumberRange(1, MOST_PEOPLE)], minimum=1, maximum=MOST_PEOPLE
    )
    both_sides = BooleanField(_l("Impression recto verso"))
