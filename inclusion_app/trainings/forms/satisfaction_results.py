"""What narrows the results."""

from flask_babel import lazy_gettext as _l

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Moment
from inclusion_app.web.choices import EnumRadioField, SelectField
from inclusion_app.web.fields import DateField
from inclusion_app.web.forms import FilterForm


class ResultsForm(FilterForm):
    """Dates, course, trainer, place, moment; the view gives the menus their choices."""

    since = DateField(_l("Du"), name="du")
    until = DateField(_l("Au"), name="au")
    course = SelectField(_l("Formation"), name="cours", none_label=N_("Toutes"))
    trainer = SelectField(_l("Intervenante ou intervenant"), name="intervenant", none_label=N_("Tout le monde"))
    place = SelectField(_l("Lieu"), name="lieu", none_label=N_("Tous"))
    moment = EnumRadioField(_l("Avis donnés"), enum=(Moment.HOT, Moment.COLD), look="pills", default=Moment.HOT)
