"""The letters that accounts receive: plain French, one link, who to write to in case of doubt."""

from inclusion_app.access.models import Account, LinkPurpose
from inclusion_app.kernel import mail, site

LINK_PATHS = {
    LinkPurpose.SIGN_IN: "/connexion/lien/",
    LinkPurpose.INVITATION: "/invitation/",
    LinkPurpose.PASSWORD: "/mot-de-passe/",
}
"""Where the link of each purpose leads; the token follows."""

_SUBJECTS = {
    LinkPurpose.SIGN_IN: "Votre lien de connexion",
    LinkPurpose.INVITATION: "Votre invitation",
    LinkPurpose.PASSWORD: "Choisir un nouveau mot de passe",
}

_SIGN_IN_TEXT = """Bonjour {name},

Pour vous connecter, ouvrez cette adresse :

{address}

Elle fonctionne une seule fois, pendant 15 minutes.

Vous n’avez rien demandé ? Ne faites rien : personne ne peut entrer sans cette adresse. Ne la transmettez pas.
"""

_INVITATION_TEXT = """Bonjour {name},

{inviter} vous ouvre un accès à {operator}.

Pour l’accepter, ouvrez cette adresse :

{address}

Vous choisirez un mot de passe, ou aucun : vous pourrez alors vous connecter avec un lien reçu par e-mail.
L’adresse fonctionne une seule fois, pendant 7 jours.

Vous n’attendiez pas ce message ? Ne faites rien : aucun accès ne sera ouvert.
"""

_RESET_TEXT = """Bonjour {name},

Pour choisir un nouveau mot de passe, ouvrez cette adresse :

{address}

Elle fonctionne une seule fois, pendant une heure.

Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même.
"""

_TEXTS = {
    LinkPurpose.SIGN_IN: _SIGN_IN_TEXT,
    LinkPurpose.INVITATION: _INVITATION_TEXT,
    LinkPurpose.PASSWORD: _RESET_TEXT,
}

_CHANGED = """Bonjour {name},

Le mot de passe de votre compte vient de changer. Les autres appareils connectés ont été déconnectés.

Ce n’était pas vous ? Choisissez tout de suite un autre mot de passe :

{address}
"""

_NEW_ADDRESS = """Bonjour {name},

L’adresse de votre compte est désormais une autre : celle-ci ne permet plus de se connecter.

Vous ne l’avez pas demandé ? Écrivez-nous sans attendre.
"""


def send_link(account: Account, purpose: LinkPurpose, token: str, *, by: Account | None) -> None:
    """Queue the letter that carries a one-use link."""
    text = _TEXTS[purpose].format(
        name=account.name,
        address=site.address(LINK_PATHS[purpose] + token),
        operator=site.current().operator,
        inviter=by.name if by else "L’équipe",
    )
    _queue(str(account.email), _SUBJECTS[purpose], text)


def tell_password_changed(account: Account) -> None:
    """Queue the letter that warns the owner of the account."""
    text = _CHANGED.format(name=account.name, address=site.address("/mot-de-passe-oublie"))
    _queue(str(account.email), "Votre mot de passe a changé", text)


def tell_new_address(account: Account, former: str) -> None:
    """Queue the letter to the address that the account no longer has."""
    _queue(former, "Votre adresse de connexion a changé", _NEW_ADDRESS.format(name=account.name))


def _queue(recipient: str, subject: str, text: str) -> None:
    place = site.current()
    contact = f"\nUne question : {place.contact}" if place.contact else ""
    signature = f"\n-- \n{place.operator}\n{place.public_url}{contact}\n"
    mail.queue(to=recipient, subject=f"{subject} – {place.operator}", text=_spaced(text) + signature)


def _spaced(text: str) -> str:
    """No-break spaces before the high punctuation."""
    for mark in ":?!":
        text = text.replace(f" {mark}", f"\u00a0{mark}")
    return text
