"""Forms of registrations for the team, one an action; the public one is in `registrations_public`."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, ValidationError

from inclusion_app.citizens.rules import EMAIL_TOO_LONG, LONGEST_EMAIL, LONGEST_NAME, NAME_TOO_LONG
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import display_phone, normalise_phone
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import Funder, TraineeKind, Withdrawal
from inclusion_app.trainings.rules import registrations as rules
from inclusion_app.trainings.rules.registrations import Person
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.web.choices import EnumRadioField, EnumSelectField, RadioField
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
from inclusion_app.web.lookups import LookupField

ANY_SCRIPT = {"dir": "auto", "spellcheck": "false", "autocapitalize": "words"}


def at_most(length: int, message: str) -> Callable[[Any, Any], None]:
    """A validator without the browser's own limit, which would cut a pasted text silently."""

    def validate(form: Any, field: Any) -> None:
        if len(field.data or "") > length:
            raise ValidationError(gettext(message))

    return validate


def a_phone(form: Any, field: Any) -> None:
    """A number that can be dialled."""
    try:
        normalise_phone(field.data)
    except DomainError as error:
        raise ValidationError(gettext(error.message, **error.values)) from error


NAME = at_most(LONGEST_NAME, NAME_TOO_LONG)
TEXT = at_most(rules.LONGEST_TEXT, rules.TEXT_TOO_LONG)
EMAIL = [Optional(), Email(), at_most(LONGEST_EMAIL, EMAIL_TOO_LONG)]


def key_of(field: Any) -> uuid.UUID | None:
    """A key that travelled in the form; None for anything else."""
    try:
        return uuid.UUID(str(field.data))
    except ValueError:
        return None


class Who(Listed):
    """Whom the team registers."""

    NEW = "new", N_("Une nouvelle personne")
    CITIZEN = "citizen", N_("Une personne que je suis")
    COLLEAGUE = "colleague", N_("Une ou un collègue")


class PersonForm(Form):
    """What the team writes of somebody registered."""

    mark_optional = False

    first_name = TextField(_l("Prénom"), [NAME], render_kw=ANY_SCRIPT)
    last_name = TextField(_l("Nom"), [NAME], render_kw=ANY_SCRIPT)
    phone = PhoneField(_l("Téléphone"), [Optional(), a_phone])
    email = EmailField(_l("Adresse électronique"), EMAIL)
    address = TextArea(
        _l("Adresse postale"),
        [TEXT],
        rows=2,
        description=_l("Pour envoyer une convocation imprimée."),
        render_kw={"dir": "auto"},
    )
    organisation = TextField(
        _l("Employeur ou structure"), [at_most(rules.LONGEST_ORGANISATION, rules.ORGANISATION_TOO_LONG)]
    )
    need = TextArea(_l("Ce que la personne veut apprendre"), [TEXT], rows=3, render_kw={"dir": "auto"})
    adaptations = TextArea(
        _l("Adaptations demandées"),
        [TEXT],
        rows=3,
        description=_l("Accès, matériel, langue… Notez ce qu’il faut prévoir, jamais un diagnostic."),
        render_kw={"dir": "auto"},
    )
    trainee_kind = EnumSelectField(_l("Situation"), enum=TraineeKind, default=TraineeKind.OTHER)
    funder = EnumSelectField(_l("Qui paie"), enum=Funder, default=Funder.NONE)
    price = TextField(
        _l("Prix pour cette personne"), size="short", description=_l("En euros\u00a0; 0 si c’est gratuit.")
    )

    def validate_price(self, field: TextField) -> None:
        if field.data and _cents(field.data) is None:
            raise ValidationError(gettext("Écrivez un prix comme 120 ou 45,50."))

    def person(self) -> Person:
        """What was typed."""
        return Person(
            first_name=self.first_name.data or "",
            last_name=self.last_name.data or "",
            phone=self.phone.data,
            email=self.email.data,
            address=self.address.data,
            organisation=self.organisation.data,
            need=self.need.data,
            adaptations=self.adaptations.data,
            trainee_kind=self.trainee_kind.data or TraineeKind.OTHER,
            funder=self.funder.data,
            price_cents=_cents(self.price.data),
        )


class AddForm(PersonForm):
    """The team registers somebody; `anyway` says that it is not the person who already is there."""

    who = EnumRadioField(_l("Qui inscrire"), enum=Who, default=Who.NEW, look="pills")
    citizen = LookupField(
        _l("Nom de la personne suivie"),
        endpoint="citizens.search",
        description=_l("Écrivez deux lettres de son prénom ou de son nom."),
    )
    colleague = LookupField(
        _l("Nom de la ou du collègue"),
        endpoint="trainings.colleagues",
        description=_l("Écrivez deux lettres de son prénom ou de son nom."),
    )
    form_key = HiddenField()
    anyway = HiddenField()

    def wants(self, who: Who) -> bool:
        """This kind of person is chosen."""
        return self.who.data is who

    def person_from(self, known: Person) -> Person:
        """Somebody whom the house knows, with what was typed of need, adaptations and money."""
        typed = self.person()
        return replace(
            known,
            phone=typed.phone or known.phone,
            email=typed.email or known.email,
            address=typed.address,
            organisation=typed.organisation or known.organisation,
            need=typed.need,
            adaptations=typed.adaptations,
            trainee_kind=typed.trainee_kind,
            funder=typed.funder,
            price_cents=typed.price_cents,
        )


class WithdrawForm(Form):
    """Why the team ends a registration."""

    reason = EnumRadioField(
        _l("Pourquoi"),
        [InputRequired(_l("Choisissez une raison."))],
        enum=(Withdrawal.PERSON, Withdrawal.STAFF),
        hints={
            Withdrawal.PERSON: N_("Elle l’a dit elle-même."),
            Withdrawal.STAFF: N_("C’est nous qui l’enlevons\u00a0: elle sera prévenue."),
        },
        look="list",
    )


class MoveForm(Form):
    """To which other date."""

    to = RadioField(_l("Nouvelle date"), [InputRequired(_l("Choisissez une date."))], look="list")


def person_data(person: Person) -> dict[str, Any]:
    """The form's data that shows somebody registered."""
    names = ("first_name", "last_name", "email", "address", "organisation", "need", "adaptations", "trainee_kind")
    return {name: getattr(person, name) for name in names} | {
        "phone": display_phone(person.phone),
        "funder": person.funder,
        "price": euros(person.price_cents or 0),
    }


def euros(cents: int) -> str:
    """« 45,50 », « 120 »."""
    whole, rest = divmod(cents, 100)
    return f"{whole},{rest:02d}" if rest else str(whole)


def _cents(text: str | None) -> int | None:
    """None when nothing was typed, or no price."""
    plain = "".join(str(text or "").replace("€", "").split()).replace(",", ".")
    whole, _, rest = plain.partition(".")
    if (
        not whole.isascii()
        or not whole.isdecimal()
        or len(whole) > 7
        or len(rest) > 2
        or (rest and not rest.isdecimal())
    ):
        return None
    return int(whole) * 100 + int(rest.ljust(2, "0") or 0)
