"""The individual entry, in the order of a conversation."""

from typing import Any

from flask_babel import lazy_gettext as _l

from inclusion_app.accompaniments.entry import Entry, Participant
from inclusion_app.accompaniments.forms.entry import Asked, EntryForm, as_uuid, common_data
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import Autonomy, BlockedCause, NextStep, Orientation, RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus
from inclusion_app.vocabulary.themes import AdministrativeTheme
from inclusion_app.web.choices import EnumRadioField, EnumSelectField, SelectField
from inclusion_app.web.fields import BooleanField, DateField, TimeField
from inclusion_app.web.lookups import CommuneField, LookupField


class Who(Listed):
    """Whether the person is followed."""

    ANONYMOUS = "anonymous", N_("Une personne anonyme")
    FOLLOWED = "followed", N_("Une personne que je suis")


SENTENCES = {
    Autonomy.GUIDED: N_("Je l’ai guidée pas à pas."),
    Autonomy.PARTLY_GUIDED: N_("Elle a fait elle-même, je l’ai aidée quand elle hésitait."),
    Autonomy.AUTONOMOUS: N_("Elle a fait toute seule."),
}


class CitizenField(LookupField):
    """Someone followed; `data` is the key."""

    not_found = _l("Personne parmi celles que vous suivez ne correspond à «\u00a0%(text)s\u00a0».")
    several = _l("Plusieurs personnes correspondent\u00a0: %(labels)s. Écrivez le nom en entier.")


class IndividualForm(EntryForm):
    """One person helped once."""

    first_fields = ("who", "citizen", "gender", "age_band", "social_status", "residence", "already_helped")

    who = EnumRadioField(_l("Avec qui"), enum=Who, default=Who.ANONYMOUS, look="pills")
    citizen = CitizenField(
        _l("Nom de la personne suivie"),
        [Asked()],
        endpoint="citizens.search",
        description=_l("Écrivez deux lettres de son prénom ou de son nom."),
    )
    gender = EnumRadioField(_l("Genre"), enum=Gender, default=Gender.UNKNOWN, look="pills")
    age_band = EnumRadioField(_l("Tranche d’âge"), enum=AgeBand, default=AgeBand.UNKNOWN, look="pills")
    social_status = EnumRadioField(_l("Statut social"), enum=SocialStatus, default=SocialStatus.UNKNOWN, look="pills")
    residence = CommuneField(_l("Commune où elle habite"), description=_l("Son nom ou son code postal."))
    already_helped = BooleanField(_l("Cette personne a déjà été accompagnée"))
    autonomy = EnumRadioField(
        _l("Comment la personne s’en est-elle sortie\u00a0?"),
        enum=Autonomy,
        hints=SENTENCES,
        none_label=N_("Ne pas préciser"),
        look="list",
    )
    orientation = EnumSelectField(
        _l("La personne est orientée vers"), enum=Orientation, none_label=N_("Pas d’orientation")
    )
    blocked_procedure = EnumSelectField(
        _l("La démarche qui a bloqué"), enum=AdministrativeTheme, none_label=N_("Rien n’a bloqué, ou ne pas préciser")
    )
    blocked_organisation = SelectField(_l("Chez quel organisme"), none_label=N_("Ne pas préciser"))
    blocked_cause = EnumSelectField(_l("Pourquoi"), enum=BlockedCause, none_label=N_("Ne pas préciser"))
    next_step = EnumRadioField(
        _l("Se revoir, se rappeler"), enum=NextStep, none_label=N_("Rien de prévu"), look="pills"
    )
    next_on = DateField(_l("Quel jour"), [Asked()])
    next_at = TimeField(_l("À quelle heure"))

    @property
    def is_blocked(self) -> bool:
        """Something blocked, or was wrongly filled there: the block is shown unfolded."""
        fields = (self.blocked_procedure, self.blocked_organisation, self.blocked_cause)
        return any(field.data or field.errors for field in fields)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        chose = self.who.data is Who.FOLLOWED and not self.citizen.data and not self.citizen.errors
        if chose:
            self.attach(
                DomainError(N_("Écrivez le nom de la personne, ou choisissez «\u00a0anonyme\u00a0»."), field="citizen")
            )
        return bool(valid and not chose)

    def entry(self) -> Entry:
        return Entry(
            kind=RecordKind.INDIVIDUAL,
            participants=(self._participant(),),
            autonomy=self.autonomy.data,
            orientation=self.orientation.data,
            blocked_procedure=self.blocked_procedure.data,
            blocked_organisation_id=as_uuid(self.blocked_organisation.data),
            blocked_cause=self.blocked_cause.data,
            next_step=self.next_step.data,
            next_on=self.next_on.data,
            next_at=self.next_at.data,
            **self.common_values(),
        )

    def _participant(self) -> Participant:
        """A name that was found is meant, even if « anonyme » stayed ticked in a browser without JavaScript."""
        citizen_id = as_uuid(self.citizen.data)
        if citizen_id:
            return Participant(citizen_id=citizen_id)
        return Participant(
            gender=self.gender.data or Gender.UNKNOWN,
            age_band=self.age_band.data or AgeBand.UNKNOWN,
            social_status=self.social_status.data or SocialStatus.UNKNOWN,
            residence_code=self.residence.data,
            already_helped=bool(self.already_helped.data),
        )


def individual_data(entry: Entry) -> dict[str, Any]:
    """The form's data that shows an individual entry."""
    person = entry.participants[0] if entry.participants else Participant()
    return common_data(entry) | {
        "who": Who.FOLLOWED if person.citizen_id else Who.ANONYMOUS,
        "citizen": str(person.citizen_id or "") or None,
        "gender": person.gender,
        "age_band": person.age_band,
        "social_status": person.social_status,
        "residence": person.residence_code,
        "already_helped": person.already_helped,
        "autonomy": entry.autonomy,
        "orientation": entry.orientation,
        "blocked_procedure": entry.blocked_procedure,
        "blocked_organisation": str(entry.blocked_organisation_id or ""),
        "blocked_cause": entry.blocked_cause,
        "next_step": entry.next_step,
        "next_on": entry.next_on,
        "next_at": entry.next_at,
    }
