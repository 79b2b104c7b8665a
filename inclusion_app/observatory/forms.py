"""Forms of the observatory: choose a territory, free dates, ask for a report."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

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


class DatesForm(FilterForm):
    """Free dates, for those who see exact figures."""

    start = DateField(_l("Du"), [InputRequired()], name="du")
    end = DateField(_l("Au"), [InputRequired()], name="au")


class ReportForm(Form):
    """The report of the territory of the page, over its period."""

    period = HiddenField(name="periode")
