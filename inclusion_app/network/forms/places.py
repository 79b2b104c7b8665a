"""Forms of places."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length, Regexp

from inclusion_app.network import contact
from inclusion_app.network.forms.hours import HoursField
from inclusion_app.network.forms.reading import Read, value_of
from inclusion_app.network.rules import SUMMARY_LENGTH
from inclusion_app.network.sheets import PlaceSheet
from inclusion_app.network.standard import (
    AccessMode,
    Audience,
    Fee,
    Label,
    Mobility,
    NationalProgramme,
    Service,
    SpecialCare,
    SupportMode,
)
from inclusion_app.web.choices import EnumCheckboxField, EnumSelectField, SelectField
from inclusion_app.web.fields import HiddenField, InputRequired, Optional, PhoneField, TextArea, TextField, UrlField
from inclusion_app.web.forms import FilterForm, Form
from inclusion_app.web.lookups import CommuneField


class PlaceForm(Form):
    """Create or change a place: the fields of the national standard, in the words of those who know it."""

    name = TextField(
        _l("Nom du lieu"), [InputRequired(), Length(max=255)], description=_l("Comme il est écrit sur la porte.")
    )
    structure = SelectField(_l("Structure qui fait vivre ce lieu"), none_label=_l("Aucune structure"))
    typology = SelectField(_l("Sorte de lieu"), none_label=_l("Non renseigné"))
    mobility = EnumCheckboxField(_l("Fixe ou itinérant"), enum=Mobility, look="pills")

    commune_code = CommuneField(
        _l("Commune"), [InputRequired()], description=_l("Son nom ou son code postal, comme 87000 Limoges.")
    )
    postal_code = TextField(
        _l("Code postal"),
        [Optional(), Regexp(r"\d{5}$", message=_l("Un code postal compte 5\u00a0chiffres."))],
        description=_l("Laissez vide pour celui de la commune."),
        size="short",
        render_kw={"inputmode": "numeric"},
    )
    address = TextField(_l("Adresse"), [InputRequired(), Length(max=255)], description=_l("Numéro et rue."))
    address_complement = TextField(
        _l("Complément d’adresse"), [Length(max=255)], description=_l("Étage, bâtiment, entrée…")
    )
    coordinates = TextField(
        _l("Position sur la carte"),
        [Read(contact.read_coordinates)],
        description=_l(
            "Latitude et longitude copiées depuis une carte, comme 45.8336, 1.2611."
            " Sans elles, le lieu est placé à la mairie."
        ),
        size="wide",
    )

    opening_hours = HoursField(_l("Horaires d’ouverture"))
    access_modes = EnumCheckboxField(_l("Comment venir"), enum=AccessMode)
    phone = PhoneField(_l("Téléphone"), [Read(contact.read_phone)])
    emails = TextField(
        _l("Adresses électroniques"),
        [Length(max=500), Read(contact.read_emails)],
        description=_l("Séparez-les par une virgule."),
        render_kw={"inputmode": "email"},
    )
    websites = TextField(_l("Sites internet"), [Length(max=2000), Read(contact.read_websites)])
    booking_url = UrlField(
        _l("Page de prise de rendez-vous"),
        [Length(max=2000), Read(contact.read_website)],
    )

    services = EnumCheckboxField(
        _l("Services proposés"),
        [InputRequired(message=_l("Cochez au moins un service\u00a0: c’est ce que cherchent les gens."))],
        enum=Service,
    )
    support_modes = EnumCheckboxField(_l("Façons d’accompagner"), enum=SupportMode)

    audiences = EnumCheckboxField(
        _l("Publics spécifiquement accueillis"),
        enum=Audience,
        description=_l("Ne cochez rien si le lieu est ouvert à tout le monde."),
    )
    special_care = EnumCheckboxField(_l("Prises en charge particulières"), enum=SpecialCare)
    fees = EnumCheckboxField(_l("Frais à charge"), enum=Fee, look="pills")
    accessibility_url = UrlField(
        _l("Fiche Acceslibre"),
        [Length(max=2000), Read(contact.read_website)],
        description=_l("L’adresse de la fiche sur acceslibre.beta.gouv.fr\u00a0: marches, stationnement, sanitaires…"),
    )

    programmes = EnumCheckboxField(_l("Dispositifs et programmes nationaux"), enum=NationalProgramme)
    labels = EnumCheckboxField(_l("Formations et labels"), enum=Label)
    other_labels = TextField(_l("Autres formations ou labels"), [Length(max=500)])

    summary = TextArea(
        _l("Présentation courte"), [Length(max=SUMMARY_LENGTH)], rows=3, description=_l("280\u00a0caractères au plus.")
    )
    details = TextArea(_l("Présentation détaillée"), [Length(max=10_000)], rows=6)
    version = HiddenField()

    def sheet(self, known: PlaceSheet | None, *, postal_code: str) -> PlaceSheet:
        """What the form says, over what is known; `postal_code` is the commune's, taken when none was typed."""
        where = value_of(self.coordinates) or (None, None)
        sheet = PlaceSheet(
            name=self.name.data or "",
            commune_code=self.commune_code.data or "",
            postal_code=self.postal_code.data or postal_code,
            address=self.address.data or "",
            services=self.services.data,
            address_complement=self.address_complement.data or None,
            latitude=where[0],
            longitude=where[1],
            typologies=self.typology.data or None,
            phone=value_of(self.phone),
            emails=value_of(self.emails),
            websites=value_of(self.websites),
            opening_hours=self.opening_hours.data,
            summary=self.summary.data or None,
            details=self.details.data or None,
            mobility=self.mobility.data,
            audiences=self.audiences.data,
            special_care=self.special_care.data,
            fees=self.fees.data,
            programmes=self.programmes.data,
            labels=self.labels.data,
            other_labels=self.other_labels.data or None,
            access_modes=self.access_modes.data,
            support_modes=self.support_modes.data,
            accessibility_url=value_of(self.accessibility_url),
            booking_url=value_of(self.booking_url),
        )
        return replace(sheet, pivot=known.pivot) if known else sheet


class DirectoryForm(FilterForm):
    """Find a place near a commune (public)."""

    commune = CommuneField(_l("Votre commune"), description=_l("Son nom ou son code postal, comme 87000 Limoges."))
    service = EnumSelectField(_l("Pour quoi faire"), enum=Service, none_label=_l("Tous les services"))
