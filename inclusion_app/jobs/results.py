"""What a job counted, in words."""

from collections.abc import Mapping
from typing import Any

from inclusion_app.kernel.text import N_

COUNTED = {
    "drafts": N_("brouillons"),
    "links": N_("liens"),
    "attempts": N_("essais de connexion"),
    "sessions": N_("connexions"),
    "letters": N_("messages"),
    "runs": N_("anciens travaux"),
    "tasks": N_("tâches"),
    "reports": N_("rapports"),
    "proofs": N_("dossiers de preuves"),
    "years": N_("années résumées"),
    "certificate_prints": N_("impressions d’attestations"),
    "prints": N_("impressions de fiches"),
    "expiry_reminders": N_("rappels de fin de validité"),
    "settled": N_("envois constatés"),
    "reminders": N_("rappels"),
    "convocations": N_("convocations"),
    "surveys": N_("questionnaires"),
    "told": N_("personnes prévenues"),
    "lapsed": N_("inscriptions restées sans réponse"),
}


def counted(result: Mapping[str, Any] | None) -> list[tuple[str, int]]:
    """The counts above zero, with what they count."""
    numbers = {name: value for name, value in (result or {}).items() if isinstance(value, int) and value > 0}
    return [(COUNTED.get(name, name), value) for name, value in numbers.items()]
