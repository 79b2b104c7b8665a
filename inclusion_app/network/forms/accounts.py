"""Forms of accounts, for administrators."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, Length

from inclusion_app.access.permissions import Role
from inclusion_app.access.rules import AccountState
from inclusion_app.web.choices import EnumRadioField, EnumSelectField, SelectField
from inclusion_app.web.fields import EmailField, HiddenField, InputRequired, SearchField, TextField
from inclusion_app.web.forms import FilterForm, Form
from inclusion_app.web.lookups import LookupField

_HINTS = {
    Role.MEDIATOR: _l("Enregistre des accompagnements et suit des personnes."),
    Role.MANAGER: _l("Gère une structure, ses lieux et son équipe."),
    Role.COORDINATOR: _l("Anime les structures et les équipes d’un territoire."),
    Role.OFFICIAL: _l("Consulte l’observatoire de son territoire, rien d’autre."),
    Role.ADMINISTRATOR: _l("Gère les comptes et les réglages, sans voir les personnes suivies."),
}


class AccountFilterForm(FilterForm):
    """Which accounts are listed."""

    q = SearchField(_l("Nom, ou adresse complète"))
    role = EnumSelectField(_l("Rôle"), enum=Role, none_label=_l("Tous les rôles"))
    state = EnumSelectField(_l("État"), enum=AccountState, none_label=_l("Tous les états"))


class GrantForm(Form):
    """A role, and where it holds."""

    mark_optional = False

    role = EnumRadioField(_l("Rôle"), [InputRequired()], enum=Role, hints=_HINTS, look="list")
    structure = SelectField(_l("Dans quelle structure"), none_label=_l("Aucune"))
    territory = LookupField(
        _l("Sur quel territoire"),
        endpoint="territories.search",
        description=_l("Une commune, une intercommunalité, un département ou une région."),
    )


class InviteAccountForm(GrantForm):
    """Somebody, with a first role."""

    name = TextField(_l("Prénom et nom"), [InputRequired(), Length(max=200)])
    email = EmailField(
        _l("Adresse électronique"),
        [InputRequired(), Email(), Length(max=254)],
        description=_l("Un lien y sera envoyé, valable sept jours."),
    )


class EditAccountForm(Form):
    """Name and address of somebody's account."""

    version = HiddenField()
    name = TextField(_l("Prénom et nom"), [InputRequired(), Length(max=200)])
    email = EmailField(_l("Adresse électronique"), [InputRequired(), Email(), Length(max=254)])
