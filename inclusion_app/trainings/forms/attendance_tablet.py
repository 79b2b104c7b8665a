"""The form that somebody signs on a shared tablet."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.rules.attendance_signature import LONGEST_NAME
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.web.choices import EnumRadioField
from inclusion_app.web.fields import BooleanField, HiddenField, TextField, TimeField
from inclusion_app.web.forms import Form


class Since(Listed):
    """Since when the person who signs is there."""

    START = "start", N_("Depuis le début")
    LATER = "later", N_("Depuis plus tard")


class SigningForm(Form):
    """A drawing (`path`), or a name typed and confirmed."""

    mark_optional = False

    path = HiddenField(_l("Signature"))
    typed = TextField(_l("Votre prénom et votre nom"), [Length(max=LONGEST_NAME)])
    confirmed = BooleanField(_l("Je confirme que c’est moi et que je suis là"))
    since = EnumRadioField(_l("Je suis là"), enum=Since, look="pills", default=Since.START)
    arrived_at = TimeField(_l("Heure d’arrivée"))
    form_key = HiddenField()
    seconds_ago = HiddenField()
