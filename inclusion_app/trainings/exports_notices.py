"""The proof of what people were told, as a table."""

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import NoticeResult, NoticeWay
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.rules.notices import result_of, sent_at_of
from inclusion_app.web.downloads import Column

PROOF: tuple[Column[Notice], ...] = (
    Column(N_("Personne"), lambda notice: notice.registration.full_name, 28),
    Column(N_("Message"), lambda notice: notice.kind, 24),
    Column(N_("Moyen"), lambda notice: notice.way),
    Column(N_("Adresse ou numéro"), lambda notice: notice.recipient, 32),
    Column(N_("Demandé le"), lambda notice: notice.created_at),
    Column(N_("Parti le"), sent_at_of),
    Column(N_("Résultat"), result_of, 20),
)


def is_failure(notice: Notice) -> bool:
    """It did not arrive by e-mail or post."""
    return notice.way is not NoticeWay.PHONE and result_of(notice) is NoticeResult.FAILED
