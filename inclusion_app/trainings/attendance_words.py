"""What a line of attendance says, in words: for pages and papers alike."""

from datetime import time

from flask_babel import gettext as _

from inclusion_app.trainings.lists import Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.web.formats import time_fr


def presence(line: AttendanceLine) -> str:
    """« présent·e », « présent·e, arrivée à 10:15 », « absent·e, maladie »."""
    if line.presence is Presence.ABSENT:
        return str(_("absent·e, %(reason)s", reason=_lower(_(line.reason.label) if line.reason else "")))
    parts = [str(_("présent·e"))]
    if line.arrived_at:
        parts.append(str(_("arrivée à %(time)s", time=hour(line.arrived_at))))
    if line.left_at:
        parts.append(str(_("départ à %(time)s", time=hour(line.left_at))))
    return ", ".join(parts)


def mark(line: AttendanceLine | None) -> str:
    """A sign that doubles the words."""
    if line is None:
        return ""
    if line.presence is Presence.ABSENT:
        return "✕"
    return "◔" if line.arrived_at or line.left_at else "✓"


def signature(line: AttendanceLine) -> str:
    """How and when it was signed; nothing for an absence."""
    if line.presence is Presence.ABSENT:
        return ""
    if line.signed_at and line.means is SigningMeans.TYPED:
        return str(_("signé au clavier à %(time)s", time=time_fr(line.signed_at)))
    if line.signed_at:
        return str(_("signé à l’écran à %(time)s", time=time_fr(line.signed_at)))
    return str(_("signé sur la feuille papier") if line.means is SigningMeans.PAPER else _("sans signature"))


def hour(value: time) -> str:
    """« 10:15 »."""
    return f"{value:%H:%M}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
