"""What proves each thing: one line a key of the reference, the function that writes its files."""

from collections.abc import Callable
from dataclasses import dataclass

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.jobs import proofs_people as people
from inclusion_app.trainings.jobs import proofs_register as register
from inclusion_app.trainings.jobs import proofs_sessions as sessions
from inclusion_app.trainings.jobs.proofs_archive import Archive
from inclusion_app.trainings.jobs.proofs_dossier import Dossier
from inclusion_app.trainings.lists import QualityKind

Write = Callable[[Dossier, Archive, str], int]
"""Writes the files of a proof in a folder of the archive; gives how many records they hold."""

_WITHOUT_NAMES = N_(
    "Les papiers signés portent des noms\u00a0: ils ne sont joints qu’avec l’option «\u00a0avec les noms\u00a0»."
)


@dataclass(frozen=True)
class Builder:
    """What a proof is called, what writes it, what to say of it when names are left out."""

    label: str
    write: Write
    without_names: str = ""

    def note(self, dossier: Dossier) -> str:
        return "" if dossier.names else self.without_names


BUILDERS: dict[str, Builder] = {
    "programmes": Builder(N_("Programmes des formations"), sessions.write_programmes),
    "body": Builder(N_("Organisme de formation"), sessions.write_body),
    "results": Builder(N_("Résultats par formation"), sessions.write_results),
    "needs": Builder(N_("Besoins exprimés à l’inscription"), people.write_needs),
    "sessions": Builder(N_("Sessions et demi-journées"), sessions.write_sessions),
    "positioning": Builder(N_("Positionnement avant la session"), people.write_positioning),
    "sendings": Builder(N_("Preuves d’envoi"), people.write_sendings),
    "adaptations": Builder(N_("Adaptations demandées"), people.write_adaptations),
    "evaluation": Builder(N_("Objectifs évalués à la fin"), people.write_evaluation),
    "certificates": Builder(N_("Attestations délivrées"), people.write_certificates),
    "attendance": Builder(N_("Présences"), people.write_attendance, _WITHOUT_NAMES),
    "absences": Builder(N_("Absences, relances et désinscriptions"), people.write_absences),
    "rooms": Builder(N_("Lieux, salles et matériel"), sessions.write_rooms),
    "team": Builder(N_("Équipe de chaque session"), sessions.write_team),
    "trainers": Builder(N_("Intervenantes et intervenants"), sessions.write_trainers),
    "staff_training": Builder(N_("Formations suivies par l’équipe"), people.write_staff_training),
    "opinions": Builder(N_("Avis et commentaires des personnes formées"), sessions.write_opinions),
    "not_held": Builder(N_("Sessions annulées et séances qui n’ont pas eu lieu"), sessions.write_not_held),
    **{kind.value: Builder(kind.label, register.writer_of(kind), register.note_of(kind)) for kind in QualityKind},
}

write_linked = register.write_linked
