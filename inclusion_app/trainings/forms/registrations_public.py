"""The form by which anybody registers, without an account."""

from typing import Any

from flask_babel import lazy_gettext as _l

from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.forms.registrations import ANY_SCRIPT, EMAIL, NAME, TEXT, a_phone
from inclusion_app.trainings.rules import registrations as rules
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.web.fields import (
    EmailField,
    HiddenField,
    InputRequired,
    Optional,
    PhoneField,
    TextArea,
    TextField,
)
from inclusion_app.web.forms import Form


class PublicForm(Form):
    """Register without an account. `company_site` is a trap: a person does not see it, a robot fills it."""

    mark_optional = False

    first_name = TextField(
        _l("Votre prénom"),
        [InputRequired(_l("Écrivez votre prénom.")), NAME],
        autocomplete="given-name",
        render_kw=ANY_SCRIPT,
    )
    last_name = TextField(
        _l("Votre nom"),
        [InputRequired(_l("Écrivez votre nom.")), NAME],
        autocomplete="family-name",
        render_kw=ANY_SCRIPT,
    )
    phone = PhoneField(_l("Votre téléphone"), [Optional(), a_phone], autocomplete="tel")
    email = EmailField(_l("Votre adresse électronique"), EMAIL, autocomplete="email")
    need = TextArea(
        _l("Ce que vous aimeriez apprendre"),
        [TEXT],
        rows=3,
        description=_l("Avec vos mots. Cela aide à préparer la séance."),
        render_kw={"dir": "auto"},
    )
    adaptations = TextArea(
        _l("Ce qui vous aiderait à être à l’aise"),
        [TEXT],
        rows=3,
        description=_l("Un accès sans marche, un texte en grand, une autre langue… Inutile de dire pourquoi."),
        render_kw={"dir": "auto"},
    )
    form_key = HiddenField()
    company_site = TextField(_l("Laissez cette case vide"))

    @property
    def trapped(self) -> bool:
        """A robot filled what nobody sees."""
        return bool(self.company_site.data)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if valid and not self.phone.data and not self.email.data:
            self.attach(DomainError(rules.CONTACT_NEEDED, field="phone"))
            return False
        return valid

    def person(self) -> Person:
        """What was typed."""
        return Person(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            phone=self.phone.data,
            email=self.email.data,
            need=self.need.data,
            adaptations=self.adaptations.data,
        )
