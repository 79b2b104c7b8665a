"""The rules of signing in, without database nor clock: passwords, waits between guesses, who may lose a role."""

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from inclusion_app.access.permissions import Limit, Role
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_, fold
from inclusion_app.vocabulary.listed import Listed


class AccountState(Listed):
    """Where an account stands."""

    ACTIVE = "active", N_("Ouvert")
    INVITED = "invited", N_("Invitation envoyée")
    CLOSED = "closed", N_("Désactivé")


PASSWORD_LENGTH = 12
PASSWORD_LONGEST = 200
FAILURE_WINDOW = timedelta(hours=24)
LONGEST_WAIT = timedelta(minutes=15)

# Stems of the passwords met most often in French; digits and signs around them change nothing.
# fmt: off
_COMMON = frozenset((
    "admin", "administrateur", "administrator", "azerty", "azertyuiop", "azertyuiopqsdfghjklm", "bienvenue",
    "bonjour", "camille", "changeme", "chocolat", "chouchou", "conseiller", "conseillernumerique", "coucou",
    "doudou", "football", "france", "iloveyou", "inclusion", "inclusionnumerique", "jetaime", "letmein", "loulou",
    "mairie", "marseille", "mediateur", "mediateurnumerique", "mediation", "mediationnumerique", "mediatrice",
    "monmotdepasse", "motdepasse", "nicolas", "numerique", "password", "princesse", "qwerty", "qwertyuiop",
    "qwertz", "secret", "soleil", "welcome",
))
# fmt: on
_FEWEST_LETTERS = 5


def state_of(activated_at: datetime | None, deactivated_at: datetime | None) -> AccountState:
    """Closed, else open once the invitation was accepted."""
    if deactivated_at:
        return AccountState.CLOSED
    return AccountState.ACTIVE if activated_at else AccountState.INVITED


def check_password(password: str, *, email: str, field: str = "password") -> None:
    """Refuse a password that is short, common, or made from the address."""
    if len(password) < PASSWORD_LENGTH:
        raise DomainError(N_("Choisissez au moins 12 caractères. Trois ou quatre mots conviennent bien."), field=field)
    if len(password) > PASSWORD_LONGEST:
        raise DomainError(N_("Choisissez au plus 200 caractères."), field=field)
    if is_common(password):
        raise DomainError(
            N_("Ce mot de passe est trop courant\u00a0: on le devinerait. Choisissez-en un autre."), field=field
        )
    if any(part in fold(password) for part in _parts_of(email)):
        raise DomainError(N_("Le mot de passe ne doit pas contenir votre adresse électronique."), field=field)


def is_common(password: str) -> bool:
    """A common word with digits or signs around it, the same word twice, or hardly any different characters."""
    letters = "".join(letter for letter in fold(password) if letter.isalpha())
    stems = {letters, letters[: len(letters) // 2] if letters[: len(letters) // 2] * 2 == letters else letters}
    return len(set(password)) < _FEWEST_LETTERS or bool(stems & _COMMON) or password.isdecimal()


def wait_after(failures: int, last: datetime | None, *, free: int) -> datetime | None:
    """When the next guess is heard: `free` failures cost nothing, then 1, 2, 4… minutes, 15 at most."""
    if last is None or failures < free:
        return None
    doublings = min(failures - free, 10)
    return last + min(timedelta(minutes=2**doublings), LONGEST_WAIT)


def network_of(address: str | None) -> str:
    """What stands for a caller's network address: IPv4 whole, IPv6 by its /64, which one home or office holds."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def local_path(text: str | None) -> str:
    """The text when it is a path of this site, else the home page."""
    path = text or "/"
    try:
        parts = urlsplit(path)
    except ValueError:  # brackets where a host would stand
        return "/"
    plain = path.isprintable() and "\\" not in path and not path.startswith("//")
    return path if plain and path.startswith("/") and not parts.scheme and not parts.netloc else "/"


def check_limit(role: Role, *, structure: bool, territory: bool) -> None:
    """A grant carries exactly one of the limits of its role."""
    limit = Limit.STRUCTURE if structure else Limit.TERRITORY if territory else Limit.NOTHING
    if structure and territory:
        raise DomainError(N_("Choisissez une structure ou un territoire, pas les deux."), field="territory")
    if limit in role.limits:
        return
    if role.limits == {Limit.NOTHING}:
        raise DomainError(N_("Ce rôle vaut partout\u00a0: laissez la structure et le territoire vides."), field="role")
    if Limit.TERRITORY in role.limits and not territory:
        raise DomainError(N_("Dites sur quel territoire ce rôle est donné."), field="territory")
    raise DomainError(N_("Dites dans quelle structure ce rôle est donné."), field="structure")


def check_not_oneself(own: bool) -> None:
    """Nobody closes the door on herself by mistake."""
    if own:
        raise DomainError(N_("C’est votre propre accès\u00a0: demandez-le à une autre personne qui administre."))


def check_not_last(role: Role, others: Sequence[object]) -> None:
    """Somebody must remain to administer."""
    if role is Role.ADMINISTRATOR and not others:
        raise DomainError(
            N_("C’est le dernier compte d’administration\u00a0: donnez d’abord ce rôle à quelqu’un d’autre.")
        )


def _parts_of(email: str) -> list[str]:
    local, _, domain = email.partition("@")
    whole = [fold(email), fold(local)]
    return [part for part in [*whole, fold(domain.partition(".")[0])] if len(part.replace(" ", "")) > 3]
