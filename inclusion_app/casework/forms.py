"""The search of the list; what is asked before a session becomes records."""

from flask_babel import lazy_gettext as _l

from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme
from inclusion_app.web.choices import CheckboxField, EnumCheckboxField
from inclusion_app.web.fields import InputRequired, SearchField
from inclusion_app.web.forms import FilterForm, Form


class SearchForm(FilterForm):
    """By name, telephone or e-mail."""

    q = SearchField(
        _l("Chercher une personne"),
        description=_l("Le début du nom ou du prénom, le téléphone ou l’adresse électronique."),
        render_kw={"dir": "auto", "spellcheck": "false"},
    )


class SessionRecordForm(Form):
    """Which half-days, and what they were about: all that the session does not know."""

    halves = CheckboxField(
        _l("Demi-journées"), [InputRequired(_l("Choisissez au moins une demi-journée."))], look="list"
    )
    themes = EnumCheckboxField(
        _l("Thématiques"), [InputRequired(_l("Choisissez au moins une thématique."))], enum=Theme
    )
    procedures = EnumCheckboxField(_l("Quelles démarches administratives"), enum=AdministrativeTheme)
