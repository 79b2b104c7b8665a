"""Forms of structures."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.network import contact, rules
from inclusion_app.network.forms.reading import Read, value_of
from inclusion_app.network.sheets import StructureSheet
from inclusion_app.web.fields import (
    EmailField,
    HiddenField,
    InputRequired,
    PhoneField,
    SearchField,
    TextField,
    UrlField,
)
from inclusion_app.web.forms import FilterForm, Form
from inclusion_app.web.lookups import CommuneField


class StructureForm(Form):
    """Create or change a structure."""

    name = TextField(_l("Nom de la structure"), [InputRequired(), Length(max=200)], autocomplete="organization")
    siret = TextField(
        _l("Numéro SIRET"),
        [Read(lambda text: rules.check_siret(text) if text else None)],
        description=_l(
            "14\u00a0chiffres, avec ou sans espaces."
            " Il est écrit sur les factures et sur annuaire-entreprises.data.gouv.fr."
        ),
        size="medium",
        render_kw={"inputmode": "numeric"},
    )
    address = TextField(_l("Adresse"), [Length(max=200)], description=_l("Numéro et rue."))
    commune_code = CommuneField(
        _l("Commune"), [InputRequired()], description=_l("Son nom ou son code postal, comme 87000 Limoges.")
    )
    phone = PhoneField(_l("Téléphone"), [Read(contact.read_phone)])
    email = EmailField(_l("Adresse électronique"), [Length(max=254), Read(contact.read_email)])
    website = UrlField(_l("Site internet"), [Length(max=500), Read(contact.read_website)])
    version = HiddenField()

    def sheet(self) -> StructureSheet:
        """What the form says, once it is valid."""
        return StructureSheet(
            name=self.name.data or "",
            commune_code=self.commune_code.data or "",
            siret=value_of(self.siret),
            address=self.address.data or None,
            phone=value_of(self.phone),
            email=value_of(self.email),
            website=value_of(self.website),
        )


class SearchForm(FilterForm):
    """Find in a list of structures, places or mediators."""

    q = SearchField(_l("Rechercher par le nom ou la commune"), [Length(max=100)])
