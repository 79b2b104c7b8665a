"""The search of the list."""

from flask_babel import lazy_gettext as _l

from inclusion_app.web.fields import SearchField
from inclusion_app.web.forms import FilterForm


class SearchForm(FilterForm):
    """By name, telephone or e-mail."""

    q = SearchField(
        _l("Chercher une personne"),
        description=_l("Le début du nom ou du prénom, le téléphone ou l’adresse électronique."),
        render_kw={"dir": "auto", "spellcheck": "false"},
    )
