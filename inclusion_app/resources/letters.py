"""The letters about resources: plain French, one link. A subject holds no personal data, nor a title."""

from inclusion_app.access.models import Account
from inclusion_app.kernel import mail, site
from inclusion_app.resources.models.resources import Resource, ResourceReport

_REPORTED = """Bonjour {name},

Quelqu’un signale votre ressource « {title} » : {kind}.
{said}
Pour lire le signalement et y répondre :

{address}
"""

_ANSWERED = """Bonjour {name},

Vous aviez signalé la ressource « {title} ». Voici la réponse :

{answer}

La ressource : {address}
"""

_REVIEW_SOON = """Bonjour {name},

Le {day}, il sera temps de relire votre ressource « {title} » : est-elle encore juste ?

Si rien n’a changé, un clic suffit :

{address}
"""

_REVIEW_TODAY = """Bonjour {name},

C’est aujourd’hui qu’il faut relire votre ressource « {title} » : est-elle encore juste ?

Si rien n’a changé, un clic suffit. Sinon, corrigez-la, ou retirez-la :

{address}
"""

_FOR_YOU = """Bonjour,

{name} vous envoie une ressource pour apprendre à votre rythme :

« {title} »
{summary}
{address}

Elle s’ouvre sur un téléphone ou un ordinateur, gratuitement, sans compte ni mot de passe.
Un doute, une question : parlez-en à {name} la prochaine fois que vous vous verrez.
"""

_DEAD_LINK = """Bonjour {name},

Le lien de votre ressource « {title} » ne répond plus : nous l’avons essayé trois fois, à plusieurs jours d’écart.

{url}

Sa page le signale déjà. Pour corriger l’adresse ou retirer la ressource :

{address}
"""


def tell_reported(report: ResourceReport, resource: Resource, owner: Account) -> None:
    """To the owner: somebody says that something is wrong."""
    said = f"\n« {report.text} »\n" if report.text else ""
    address = site.address(f"/ressources/signalements/{report.id}")
    text = _REPORTED.format(
        name=owner.name, title=resource.title, kind=str(report.kind.label).lower(), said=said, address=address
    )
    _queue(owner, "Une de vos ressources est signalée", text)


def tell_answered(report: ResourceReport, resource: Resource, reporter: Account) -> None:
    """To whoever reported: the answer."""
    text = _ANSWERED.format(name=reporter.name, title=resource.title, answer=report.answer, address=_page_of(resource))
    _queue(reporter, "Réponse à votre signalement", text)


def tell_review(resource: Resource, owner: Account, *, today: bool) -> None:
    """To the owner: it is to be read again, in thirty days or today."""
    day = f"{resource.review_on:%d/%m/%Y}" if resource.review_on else ""
    text = (_REVIEW_TODAY if today else _REVIEW_SOON).format(
        name=owner.name, title=resource.title, day=day, address=site.address("/ressources/miennes")
    )
    _queue(owner, "Une ressource à relire", text)


def tell_dead_link(resource: Resource, url: str, owner: Account) -> None:
    """To the owner: the link answers no more."""
    address = site.address(f"/ressources/{resource.id}/modifier")
    text = _DEAD_LINK.format(name=owner.name, title=resource.title, url=url, address=address)
    _queue(owner, "Un lien ne répond plus", text)


def send_resource(resource: Resource, to: str, by: Account) -> None:
    """To somebody whom a mediator helped: the short address of a public resource. Nobody's name but the sender's."""
    text = _FOR_YOU.format(
        name=by.name or site.current().operator,
        title=resource.title,
        summary=f"{resource.summary}\n" if resource.summary else "",
        address=site.address(f"/r/{resource.code}"),
    )
    subject = f"Une ressource pour vous – {site.current().operator}"
    mail.queue(to=to, subject=subject, text=_spaced(text + _signature()))


def _page_of(resource: Resource) -> str:
    return site.address(f"/ressources/{resource.id}")


def _queue(account: Account, subject: str, text: str) -> None:
    """Nothing is sent to an account that is closed, or that nobody opened yet."""
    if account.deactivated_at or not account.activated_at:
        return
    subject = f"{subject} – {site.current().operator}"
    mail.queue(to=str(account.email), subject=subject, text=_spaced(text + _signature()))


def _signature() -> str:
    place = site.current()
    contact = f"\nUne question : {place.contact}" if place.contact else ""
    return f"\n-- \n{place.operator}\n{place.public_url}{contact}\n"


def _spaced(text: str) -> str:
    """No-break spaces before the high punctuation and inside quotes."""
    for mark in ":?!»":
        text = text.replace(f" {mark}", f"\u00a0{mark}")
    return text.replace("« ", "«\u00a0")
