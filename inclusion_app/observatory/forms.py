"""Forms of the observatory: choose a territory, free dates, ask for a report."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from inclusion_app.observatory.rhythm import Rhythm
from inclusion_app.web.choices import CheckboxField, EnumRadioField, SelectField
from inclusion_app.web.fields import DateField, HiddenField
from inclusion_app.web.forms import FilterForm, Form
from inclusion_app.web.lookups import LookupField


class TerritoryForm(FilterForm):
    """Any territory, by its name."""

    territory = LookupField(
        _l("Commune, intercommunalité, département ou région"),
        [InputRequired()],
        name="territoire",
        endpoint="territories.search",
    )


class CompareForm(FilterForm):
    """Two territories, by their names, over a period."""

    first = LookupField(_l("Premier territoire"), [InputRequired()], name="a", endpoint="territories.search")
    second = LookupField(_l("Second territoire"), [InputRequired()], name="b", endpoint="territories.search")
    period = HiddenField(name="periode")


class CrossForm(FilterForm):
    """Two lists to cross."""

    rows = SelectField(_l("En lignes"), name="lignes")
    columns = SelectField(_l("En colonnes"), name="colonnes")
    period = HiddenField(name="periode")


class TeamForm(FilterForm):
    """The mediators whose figures are read together."""

    members = CheckboxField(_l("Qui compter ensemble"), [InputRequired()], look="list", name="m")
    period = HiddenField(name="periode")


class DatesForm(FilterForm):
    """Free dates, for those who see exact figures."""

    start = DateField(_l("Du"), [InputRequired()], name="du")
    end = DateField(_l("Au"), [InputRequired()], name="au")


class SubscriptionForm(Form):
    """How often the link of a report is sent."""

    rhythm = EnumRadioField(
        _l("À quel rythme\u00a0?"), [InputRequired()], enum=Rhythm, default=Rhythm.YEAR, look="list", name="rythme"
    )


class ReportForm(Form):
    """The report of the territory of the page, over its period."""

    period = HiddenField(name="periode")
