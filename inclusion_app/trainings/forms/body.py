"""Forms of the training organisation."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.network import contact
from inclusion_app.network.forms.reading import Read, value_of
from inclusion_app.network.rules import check_siret
from inclusion_app.trainings.rules.body import BodySheet, check_declaration
from inclusion_app.web.fields import (
    EmailField,
    FileField,
    HiddenField,
    InputRequired,
    PhoneField,
    TextArea,
    TextField,
    UrlField,
)
from inclusion_app.web.forms import Form


class BodyForm(Form):
    """Describe the organisation."""

    name = TextField(
        _l("Nom de l’organisme"),
        [InputRequired(), Length(max=200)],
        description=_l("Celui qui est déclaré, tel qu’il doit être écrit sur les attestations."),
    )
    address = TextArea(_l("Adresse"), [Length(max=300)], rows=2)
    siret = TextField(
        _l("Numéro SIRET"),
        [Read(lambda text: check_siret(text) if text else None)],
        description=_l("14\u00a0chiffres, avec ou sans espaces."),
        size="medium",
        render_kw={"inputmode": "numeric"},
    )
    declaration_number = TextField(
        _l("Numéro de déclaration d’activité (NDA)"),
        [Read(lambda text: check_declaration(text) if text else None)],
        description=_l("11\u00a0chiffres, donnés par la DREETS."),
        size="medium",
        render_kw={"inputmode": "numeric"},
    )
    declaration_region = TextField(
        _l("Enregistré auprès du préfet de la région"), [Length(max=80)], description=_l("Comme Nouvelle-Aquitaine.")
    )
    quality_certificate = TextField(
        _l("Numéro du certificat Qualiopi"), [Length(max=80)], description=_l("Pour les actions de formation.")
    )
    phone = PhoneField(_l("Téléphone"), [Read(contact.read_phone)])
    email = EmailField(_l("Adresse électronique"), [Length(max=254), Read(contact.read_email)])
    disability_contact = TextArea(
        _l("Référente ou référent handicap"),
        [Length(max=300)],
        rows=2,
        description=_l("Nom, téléphone, courriel\u00a0: la personne à qui dire ce dont on a besoin."),
    )
    complaints_contact = TextArea(_l("À qui adresser une réclamation"), [Length(max=300)], rows=2)
    rules_url = UrlField(_l("Adresse du règlement intérieur"), [Length(max=500), Read(contact.read_website)])
    signatory_name = TextField(_l("Nom de qui signe les attestations"), [Length(max=120)])
    signatory_title = TextField(
        _l("Sa fonction"), [Length(max=120)], description=_l("Comme «\u00a0directrice\u00a0» ou «\u00a0maire\u00a0».")
    )
    version = HiddenField()

    def sheet(self) -> BodySheet:
        """What the form says, once it is valid."""
        return BodySheet(
            name=self.name.data or "",
            address=self.address.data or "",
            siret=value_of(self.siret),
            declaration_number=value_of(self.declaration_number),
            declaration_region=self.declaration_region.data or None,
            quality_certificate=self.quality_certificate.data or None,
            phone=value_of(self.phone),
            email=value_of(self.email),
            disability_contact=self.disability_contact.data or "",
            complaints_contact=self.complaints_contact.data or "",
            rules_url=value_of(self.rules_url),
            signatory_name=self.signatory_name.data or "",
            signatory_title=self.signatory_title.data or "",
        )


class SignatureForm(Form):
    """Send the picture of the signature."""

    signature = FileField(
        _l("Image de la signature"),
        [InputRequired()],
        description=_l("PNG ou JPEG, sur fond blanc ou transparent, 4\u00a0000\u00a0pixels de côté au plus."),
    )
