"""The schedule: one line a job. Hours are UTC; what runs every two seconds (mail, tasks) is in `runner`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inclusion_app.jobs.cleaning import forget_old_rows
from inclusion_app.jobs.rules import Daily, Due, Every
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.jobs import fold_changes, forget_old_reports, spread_needs, survey_territories
from inclusion_app.observatory.releasing.jobs import release_years
from inclusion_app.observatory.telling import tell_subscribers
from inclusion_app.resources.jobs import booklets
from inclusion_app.resources.jobs.links import check_links
from inclusion_app.resources.jobs.reviews import remind_reviews
from inclusion_app.trainings.jobs.certificates import forget_old_prints, remind_expiries
from inclusion_app.trainings.jobs.notices import send_notices
from inclusion_app.trainings.jobs.proofs import forget_old_proofs
from inclusion_app.trainings.jobs.seats import lapse_unanswered


@dataclass(frozen=True)
class Job:
    """A job without user: it commits its own work and returns counts."""

    name: str
    title: str
    due: Due
    run: Callable[[], dict[str, Any]]


SCHEDULE = (
    Job(
        "cleaning",
        N_("Effacer les brouillons, liens, connexions et messages trop anciens"),
        Daily(2, 10),
        forget_old_rows,
    ),
    Job("reports", N_("Effacer les rapports de plus de sept jours"), Daily(2, 40), forget_old_reports),
    Job(
        "sheet_prints",
        N_("Effacer les impressions de fiches de plus de sept jours"),
        Daily(2, 55),
        booklets.forget_old_prints,
    ),
    Job("prints", N_("Effacer les impressions d’attestations de plus de sept jours"), Daily(2, 50), forget_old_prints),
    Job("expiries", N_("Rappeler la fin de validité des attestations"), Daily(7, 20), remind_expiries),
    Job("seats", N_("Proposer aux suivants les places restées sans réponse"), Every(5), lapse_unanswered),
    Job("notices", N_("Envoyer les rappels et les convocations des formations"), Every(10), send_notices),
    Job("proofs", N_("Effacer les dossiers de preuves de plus de sept jours"), Daily(2, 50), forget_old_proofs),
    Job("reviews", N_("Rappeler les ressources à relire"), Daily(7, 30), remind_reviews),
    Job("links", N_("Vérifier les liens des ressources"), Every(30), check_links),
    Job("surroundings", N_("Mesurer la distance des communes aux lieux"), Every(30), survey_territories),
    Job("needs", N_("Suivre les communes fusionnées dans les indicateurs de besoins"), Daily(3, 20), spread_needs),
    Job("report_letters", N_("Envoyer le lien des rapports à qui s’y est abonné"), Daily(6, 30), tell_subscribers),
    Job("changes", N_("Résumer les changements comptés par l’observatoire"), Daily(3, 10), fold_changes),
    Job("release", N_("Arrêter les chiffres publiés de l’observatoire"), Daily(3, 30), release_years),
)


def get_job(name: str) -> Job:
    """The job of this name. Raises NotFound, in words."""
    for job in SCHEDULE:
        if job.name == name:
            return job
    known = ", ".join(job.name for job in SCHEDULE)
    raise NotFound(f"Il n’y a pas de travail de ce nom. Il y a\u00a0: {known}.")
