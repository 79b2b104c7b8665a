"""Forms about a citizen: one an action. They check what is typed; services check again what may be kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, ValidationError

from inclusion_app.citizens import rules
from inclusion_app.citizens.models import InformedHow
from inclusion_app.citizens.rules import Identity, Information
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import normalise_phone
from inclusion_app.vocabulary.people import Gender, SocialStatus
from inclusion_app.web.choices import EnumRadioField, RadioField
from inclusion_app.web.fields import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    InputRequired,
    IntegerField,
    Optional,
    PhoneField,
    TextArea,
    TextField,
)
from inclusion_app.web.forms import Form
from inclusion_app.web.lookups import CommuneField

_ANY_SCRIPT = {"dir": "auto", "spellcheck": "false", "autocapitalize": "words"}


def obeys(check: Callable[[Any], object]) -> Callable[[Any, Any], None]:
    """A validator from a rule that raises DomainError."""

    def validate(form: Any, field: Any) -> None:
        try:
            check(field.data)
        except DomainError as error:
            raise ValidationError(gettext(error.message, **error.values)) from error

    return validate


def at_most(length: int, message: str) -> Callable[[Any, Any], None]:
    """A validator without the browser's own limit, which would cut a pasted text silently."""

    def validate(form: Any, field: Any) -> None:
        if len(field.data or "") > length:
            raise ValidationError(gettext(message))

    return validate


_NAME_LENGTH = at_most(rules.LONGEST_NAME, rules.NAME_TOO_LONG)


class IdentityForm(Form):
    """Who someone is, how to reach them, what they were told."""

    informed_how = EnumRadioField(
        _l("Comment la personne a été informée"),
        enum=InformedHow,
        look="pills",
        validators=[InputRequired(_l("Choisissez une réponse."))],
    )
    informed_on = DateField(
        _l("Jour où elle a été informée"), validators=[InputRequired(_l("Écrivez une date comme 24/11/2026."))]
    )
    first_name = TextField(
        _l("Prénom"),
        description=_l("Celui que la personne utilise."),
        render_kw=_ANY_SCRIPT,
        validators=[InputRequired(_l("Écrivez un prénom.")), _NAME_LENGTH],
    )
    last_name = TextField(
        _l("Nom"),
        description=_l("Une initiale suffit."),
        render_kw=_ANY_SCRIPT,
        validators=[InputRequired(_l("Écrivez un nom, ou au moins son initiale.")), _NAME_LENGTH],
    )
    birth_year = IntegerField(
        _l("Année de naissance"),
        description=_l("Approximative si besoin\u00a0: elle ne sert qu’à la tranche d’âge."),
        validators=[Optional(), obeys(lambda year: rules.check_birth_year(year, clock.today()))],
    )
    commune_code = CommuneField(_l("Commune où vit la personne"), description=_l("Nom ou code postal."))
    gender = EnumRadioField(_l("Genre"), enum=Gender, look="pills", default=Gender.UNKNOWN)
    social_status = EnumRadioField(_l("Situation"), enum=SocialStatus, look="pills", default=SocialStatus.UNKNOWN)
    phone = PhoneField(_l("Téléphone"), validators=[Optional(), obeys(normalise_phone)])
    email = EmailField(_l("Adresse électronique"), validators=[Optional(), Email(), at_most(254, rules.EMAIL_TOO_LONG)])
    notes = TextArea(
        _l("Notes utiles à l’accompagnement"),
        description=_l(
            "N’écrivez ni mot de passe, ni numéro de sécurité sociale, ni santé, ni nom d’une autre personne\u00a0:"
            " la personne peut demander à lire ces notes."
        ),
        render_kw={"dir": "auto"},
        validators=[at_most(rules.LONGEST_NOTES, rules.NOTES_TOO_LONG)],
    )

    def identity(self) -> Identity:
        """What was typed about the person."""
        return Identity(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            birth_year=self.birth_year.data,
            commune_code=self.commune_code.data or None,
            gender=self.gender.data or Gender.UNKNOWN,
            social_status=self.social_status.data or SocialStatus.UNKNOWN,
            phone=self.phone.data or None,
            email=self.email.data or None,
            notes=self.notes.data or None,
        )

    def information(self, version: str) -> Information:
        """What was typed about what the person was told, by the text of this version."""
        return Information(on=self.informed_on.data or clock.today(), how=self.informed_how.data, version=version)

    def validate_informed_on(self, field: DateField) -> None:
        day: date | None = field.data
        if day is not None and day > clock.today():
            raise ValidationError(gettext(rules.INFORMED_LATER))


class NewCitizenForm(IdentityForm):
    """Opens the follow-up of someone. `form_key` has it kept once; `confirmed` says it is no namesake's page again."""

    structure = RadioField(_l("Structure"))
    shared = BooleanField(_l("Partager cette fiche avec mon équipe"))
    form_key = HiddenField()
    notice_version = HiddenField()
    confirmed = HiddenField()


class EditCitizenForm(IdentityForm):
    """Corrects what is kept; `version` is that of the page when it was opened."""

    version = HiddenField()

    @property
    def read_version(self) -> int:
        """The version that was shown; -1, never a real one, for anything else."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


class ConfirmForm(Form):
    """A button alone."""
