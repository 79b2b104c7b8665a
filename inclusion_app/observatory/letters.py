"""The letter that says a report is ready: a link to it, a link to stop. No figure travels by mail."""

import uuid

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from inclusion_app.kernel import mail, site
from inclusion_app.kernel.errors import NotFound
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.subscribing import ReportSubscription
from inclusion_app.territories.territory import Territory

_SALT = "report-subscription"

_SUBJECT = "Votre rapport sur l’inclusion numérique : {name}, {period}"

_TEXT = """Bonjour {person},

Le rapport sur l’inclusion numérique est prêt : {name}, {period}.

Pour le lire, connectez-vous à cette adresse :

{address}

Vous pourrez aussi l’imprimer.

Vous ne voulez plus recevoir ce message ? Ouvrez cette adresse, puis confirmez :

{stop}

{operator}
"""


def tell_ready(subscription: ReportSubscription, territory: Territory, period: Period) -> None:
    """Queue the letter of a period."""
    words = {
        "person": str(subscription.account.name),
        "name": territory.name,
        "period": period.label,
        "address": site.address(f"/observatoire/{territory.key}/rapport?periode={period.key}"),
        "stop": site.address(f"/observatoire/rapports/arreter/{sign(subscription.id)}"),
        "operator": site.current().operator,
    }
    mail.queue(
        to=str(subscription.account.email),
        subject=_SUBJECT.format(**words).replace(" :", "\u00a0:")[:200],
        text=_TEXT.format(**words).replace(" :", "\u00a0:").replace(" ?", "\u00a0?"),
    )


def sign(subscription_id: uuid.UUID) -> str:
    """What stands in the link that stops a subscription."""
    return str(_signer().dumps(subscription_id.hex))


def unsign(token: str) -> uuid.UUID:
    """The subscription of a link. Raises NotFound when it was altered."""
    try:
        return uuid.UUID(str(_signer().loads(token)))
    except (BadSignature, ValueError) as error:
        raise NotFound from error


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=_SALT)
