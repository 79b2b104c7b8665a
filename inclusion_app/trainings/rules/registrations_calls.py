"""Why somebody must be called, and what may be answered."""

from enum import StrEnum

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import NoticeKind

_K = NoticeKind

REASONS = {
    _K.CONFIRM: N_("Confirmer son inscription"),
    _K.OFFER: N_("Lui proposer une place"),
    _K.REGISTERED: N_("Dire que son inscription est faite"),
    _K.WAITING: N_("Dire qu’elle ou il est sur la liste d’attente"),
    _K.CONVOCATION: N_("Donner la date, l’heure et le lieu"),
    _K.CHANGE: N_("Prévenir d’un changement"),
    _K.REMINDER_7: N_("Rappeler la date, l’heure et le lieu"),
    _K.REMINDER_1: N_("Rappeler que c’est demain"),
    _K.CANCELLATION: N_("Prévenir que la session est annulée"),
    _K.WITHDRAWN: N_("Prévenir que son inscription a pris fin"),
    _K.MISSED: N_("Prendre des nouvelles après une absence"),
    _K.SURVEY: N_("Demander son avis"),
    _K.CERTIFICATE: N_("Dire que son attestation est prête"),
    _K.EXPIRY_12: N_("Prévenir que son attestation prend fin dans un an"),
    _K.EXPIRY_6: N_("Prévenir que son attestation prend fin dans six mois"),
}

ASKS = frozenset({_K.CONFIRM, _K.OFFER})
"""What waits for a yes or a no."""
BEFORE = frozenset({*ASKS, _K.REGISTERED, _K.WAITING, _K.CONVOCATION, _K.CHANGE, _K.REMINDER_7, _K.REMINDER_1})
"""What is told of a session to come: the person may answer that she cannot come."""


class CallAnswer(StrEnum):
    """What a call gave."""

    REACHED = "reached"
    NOT_COMING = "not_coming"
    NOT_REACHED = "not_reached"
