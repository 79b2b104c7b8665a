"""How a resource is given."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, Length, NumberRange

from inclusion_app.resources.services.giving import MOST_COPIES
from inclusion_app.web.choices import RadioField
from inclusion_app.web.fields import EmailField, HiddenField, InputRequired, IntegerField, Optional
from inclusion_app.web.forms import Form


class GiveForm(Form):
    """`accompagnement` and `citoyen` say to whom; `form_key`, made with the page, has it given once."""

    mark_optional = False

    form_key = HiddenField()
    accompagnement = HiddenField()
    citoyen = HiddenField()
    how = RadioField(_l("Comment"), [InputRequired(_l("Choisissez comment la donner."))], look="pills")
    layout = RadioField(_l("Présentation"), look="list")
    copies = IntegerField(
        _l("Nombre d’exemplaires"), [Optional(), NumberRange(1, MOST_COPIES)], minimum=1, maximum=MOST_COPIES
    )
    email = EmailField(
        _l("Adresse électronique"),
        [Optional(), Email(), Length(max=254)],
        description=_l("Elle sert à cet envoi, et n’est pas gardée."),
    )
