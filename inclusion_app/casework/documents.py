"""Everything held about a person, as a document: the same sections make the page to read and the file to take away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Participation, Record
from inclusion_app.casework import queries
from inclusion_app.casework.assessing.held import list_skills
from inclusion_app.casework.giving.citizens import list_given_items
from inclusion_app.casework.queries import Trace
from inclusion_app.casework.safety.held import list_checks
from inclusion_app.casework.trainings_held import list_trainings
from inclusion_app.citizens.models import Citizen
from inclusion_app.citizens.notice import NOTICES
from inclusion_app.citizens.queries.reading import list_follow_ups
from inclusion_app.kernel.phone import display_phone
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind

_ALL = 100_000

ACTIONS = {
    "citizen.create": N_("Fiche créée"),
    "citizen.read": N_("Fiche consultée"),
    "citizen.export": N_("Toutes les données consultées"),
    "citizen.update": N_("Fiche corrigée"),
    "citizen.share": N_("Fiche partagée avec l’équipe"),
    "citizen.unshare": N_("Partage arrêté"),
    "citizen.follow": N_("Suivi commencé"),
    "citizen.unfollow": N_("Suivi arrêté"),
    "citizen.delete": N_("Fiche supprimée"),
    "citizen.restore": N_("Suppression annulée"),
    "assessment.start": N_("Questionnaire commencé"),
    "assessment.finish": N_("Questionnaire terminé"),
    "assessment.refuse": N_("Évaluation refusée"),
    "assessment.note": N_("Ce que la personne sait faire, noté"),
    "assessment.delete": N_("Évaluation effacée"),
    "checklist.create": N_("Point sécurité noté"),
    "checklist.update": N_("Point sécurité corrigé"),
    "checklist.delete": N_("Point sécurité effacé"),
}

Value = str | int | date | datetime | None
Item = dict[str, Value]


@dataclass(frozen=True)
class Section:
    """One part of the document: each item is a set of labels with their values."""

    title: str
    items: list[Item]


@dataclass(frozen=True)
class Held:
    """The whole document."""

    made_at: datetime
    sections: list[Section]

    def as_json(self) -> dict[str, Any]:
        """The same, in plain JSON; days and instants in ISO 8601."""
        parts = {section.title: [_plain(item) for item in section.items] for section in self.sections}
        return {_("Fait le"): self.made_at.isoformat(), **parts}


def everything_held(scope: Scope, citizen: Citizen, made_at: datetime) -> Held:
    """All that is kept about a citizen whom the caller sees: who, what was told, what was done, who looked."""
    parts, _parts = queries.list_timeline(scope, citizen, offset=0, limit=_ALL, deleted=True)
    traces, _traces = queries.list_traces(scope, citizen, offset=0, limit=_ALL)
    follow_ups = list_follow_ups(scope, citizen)
    return Held(
        made_at,
        [
            Section(_("Identité"), [_identity(citizen)]),
            Section(_("Information donnée"), [_information(citizen)]),
            Section(
                _("Suivi par"),
                [{_("Nom"): row.mediator.name, _("Depuis le"): row.started_on} for row in follow_ups],
            ),
            Section(_("Accompagnements"), [_accompaniment(part) for part in parts]),
            Section(_("Formations et ateliers"), list_trainings(citizen)),
            Section(_("Ce que la personne sait faire"), list_skills(scope, citizen)),
            Section(_("Sécurité en ligne"), list_checks(scope, citizen)),
            Section(_("Ressources données"), list_given_items(scope, citizen, parts)),
            Section(_("Consultations et modifications"), list(_looks(traces))),
        ],
    )


def action_label(action: str) -> str:
    """An act on the page, in words."""
    return str(_(ACTIONS.get(action, action)))


def _identity(citizen: Citizen) -> Item:
    return {
        _("Prénom"): citizen.first_name,
        _("Nom"): citizen.last_name,
        _("Année de naissance"): citizen.birth_year,
        _("Commune"): citizen.commune.label if citizen.commune else None,
        _("Genre"): _(citizen.gender.label),
        _("Situation"): _(citizen.social_status.label),
        _("Téléphone"): display_phone(citizen.phone),
        _("Adresse électronique"): citizen.email,
        _("Notes"): citizen.notes,
        _("Structure"): citizen.structure.name if citizen.structure else None,
        _("Partagée avec l’équipe"): _("oui") if citizen.shared_with_team else _("non"),
        _("Fiche créée le"): citizen.created_at,
    }


def _information(citizen: Citizen) -> Item:
    notice = NOTICES.get(citizen.notice_version)
    return {
        _("Le"): citizen.informed_on,
        _("Comment"): _(citizen.informed_how.label),
        _("Texte"): citizen.notice_version,
        _("Ce qui a été dit"): " ".join(_(sentence) for sentence in notice.sentences) if notice else None,
    }


def _accompaniment(part: Participation) -> Item:
    record = part.record
    return {
        _("Date"): record.held_on,
        _("Type d’activité"): _(record.kind.label),
        _("Titre"): record.title,
        _("Durée en minutes"): record.minutes,
        _("Lieu"): where(record),
        _("Avec"): record.mediator.name,
        _("Thématiques"): labels(record.themes),
        _("Démarches"): labels(record.procedures),
        _("Matériel"): labels(record.equipment),
        _("Autonomie"): labels([record.autonomy]),
        _("Orientation"): labels([record.orientation]),
        _("Ce qui a bloqué"): blocked(record),
        _("La suite"): labels([record.next_step]),
        _("Date de la suite"): record.next_on,
        _("Étiquettes"): ", ".join(tag.tag for tag in record.tags),
        # The notes of a workshop are about a group: they would reveal other people.
        _("Notes"): record.notes if record.kind is not RecordKind.WORKSHOP else None,
        _("Tranche d’âge ce jour-là"): _(part.age_band.label),
        _("Genre ce jour-là"): _(part.gender.label),
        _("Situation ce jour-là"): _(part.social_status.label),
        _("Commune ce jour-là"): part.residence.name if part.residence else None,
        _("Supprimé le"): record.deleted_at,
    }


def where(record: Record) -> str:
    """The place of a record, or its kind of place, and the commune; from afar there is none."""
    if record.place_kind is PlaceKind.REMOTE:
        return str(_(record.place_kind.label))
    name = record.place.name if record.place else _(record.place_kind.label)
    return f"{name}, {record.held_commune.name}"


def blocked(record: Record) -> str:
    """What blocked, in words."""
    organisation = record.blocked_organisation.name if record.blocked_organisation else ""
    parts = [labels([record.blocked_procedure]), organisation, labels([record.blocked_cause])]
    return ", ".join(part for part in parts if part)


def labels(values: Iterable[Any]) -> str:
    """The labels of members of a closed list, in its order."""
    members = sorted((value for value in values if value is not None), key=lambda member: int(member.bit))
    return ", ".join(_(member.label) for member in members)


def _looks(traces: Iterable[Trace]) -> Iterable[Item]:
    for trace in traces:
        yield {_("Quand"): trace.at, _("Qui"): trace.who or _("Le service"), _("Quoi"): action_label(trace.action)}


def _plain(item: Item) -> dict[str, str | int | None]:
    return {
        label: value.isoformat() if isinstance(value, date) else value for label, value in item.items() if value != ""
    }
