"""What narrows the figures: dates, course, place, trainer; the year of the annual summary."""

from flask_babel import lazy_gettext as _l

from inclusion_app.kernel.text import N_
from inclusion_app.web.choices import SelectField
from inclusion_app.web.fields import DateField, IntegerField
from inclusion_app.web.forms import FilterForm


class FiguresForm(FilterForm):
    """From one day to another, both included; then what is counted."""

    since = DateField(_l("Du"), name="du")
    until = DateField(_l("Au"), name="au")
    course = SelectField(_l("Cours"), name="cours", none_label=N_("Tous les cours"))
    place = SelectField(_l("Lieu"), name="lieu", none_label=N_("Tous les lieux"))
    trainer = SelectField(_l("Intervenante ou intervenant"), name="intervenant", none_label=N_("Toute l’équipe"))


class YearForm(FilterForm):
    """The year of the annual summary."""

    year = IntegerField(_l("Année"), name="annee", minimum=2000, maximum=2100)
