"""The accounts that the demonstration prints: one a role, each with a password that only this instance can tell."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from inclusion_app.access import services as access
from inclusion_app.access.models import Account, email_index
from inclusion_app.access.permissions import Role
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.demo.geography import Ground
from inclusion_app.demo.team import DOMAIN, Team
from inclusion_app.kernel import crypto
from inclusion_app.kernel.db import db
from inclusion_app.network.models import Mediator

_TEXT = """
abeille amande ancre avoine balcon banjo bateau biscuit bougie brioche cabane cahier canal carotte castor cerise
chanson chemin citron coquille cuivre dauphin domino encrier escargot fanfare fenouil ficelle flocon fougère
galette girafe grenier guitare hamac horloge igloo jardin jonquille kayak lanterne lavande loupe mandarine
marmite mésange moulin mouton muguet noisette nuage olive orage oursin panier papillon pastel perle pinceau
pivoine plume pomme radis rivière ruban sable sapin sentier tambour tilleul toupie tournesol trèfle tulipe vague
vanille verger violon voilier
"""
_WORDS = _TEXT.split()


@dataclass(frozen=True)
class Shown:
    """An account to try: its address, what it is, for whom."""

    address: str
    name: str
    role: Role
    what: str


SHOWN = (
    Shown(f"mediatrice@{DOMAIN}", "Nadia Belkacem", Role.MEDIATOR, "Médiatrice"),
    Shown(f"mediateur@{DOMAIN}", "Karim Lefèvre", Role.MEDIATOR, "Médiateur, son collègue"),
    Shown(f"responsable@{DOMAIN}", "Paul Andrieu", Role.MANAGER, "Responsable de leur structure"),
    Shown(f"coordination@{DOMAIN}", "Claire Fontanel", Role.COORDINATOR, "Coordinatrice du département"),
    Shown(f"elue.departement@{DOMAIN}", "Élise Marchetti", Role.OFFICIAL, "Élue du département"),
    Shown(f"elu.interco@{DOMAIN}", "Jean Rouvier", Role.OFFICIAL, "Élu d’une intercommunalité"),
    Shown(f"elue.village@{DOMAIN}", "Odile Sauvage", Role.OFFICIAL, "Élue d’un village"),
    Shown(f"administration@{DOMAIN}", "Ahmed Kessler", Role.ADMINISTRATOR, "Administrateur"),
)


def password_of(address: str) -> str:
    """Four words and a number, drawn from the instance's own key: never stored, the same each time, unknown elsewhere.

    About 25 bits for the words and 13 for the number, behind a sign-in that slows guesses down.
    """
    mark = hmac.new(crypto.ring().index_key, f"demonstration:{address}".encode(), hashlib.sha256).digest()
    words = [_WORDS[mark[place] % len(_WORDS)] for place in range(4)]
    return "-".join([*words, f"{int.from_bytes(mark[4:8], 'big') % 9000 + 1000}"])


def open_accounts(ground: Ground, teams: Sequence[Team], *, created: datetime) -> None:
    """Give the first two mediators of the first structure the addresses to try, and open the other accounts."""
    first = teams[0]
    for shown, mediator in zip(SHOWN[:2], first.mediators, strict=False):
        mediator.name = shown.name
        _finish(_readdressed(mediator, shown), shown, created)
    for shown, territory in zip(SHOWN[2:], _limits(ground, teams), strict=True):
        account = access.create_account(email=shown.address, name=shown.name, by=None)
        structure_id = first.structure.id if shown.role is Role.MANAGER else None
        access.grant_role(account, shown.role, structure_id=structure_id, territory_key=territory, by=None)
        _finish(account, shown, created)


def _limits(ground: Ground, teams: Sequence[Team]) -> tuple[str | None, ...]:
    """The territory of each account after the mediators, in the order of SHOWN."""
    village = next((team.places[0].commune_code for team in teams if team.seat.rank < 0), ground.communes[-1].code)
    others = (one.epci_siren for one in ground.communes if one.epci_siren not in (None, ground.largest.epci_siren))
    epci = next(others, ground.largest.epci_siren)
    departement = ground.departement.key
    return None, departement, departement, f"EPCI-{epci}" if epci else departement, f"COM-{village}", None


def _readdressed(mediator: Mediator, shown: Shown) -> Account:
    """The account of a mediator under the name and the address to try."""
    account = db.session.get_one(Account, mediator.account_id)
    account.name, account.email, account.email_index = shown.name, shown.address, email_index(shown.address)
    return account


def _finish(account: Account, shown: Shown, created: datetime) -> None:
    account.created_at = account.activated_at = created
    access.set_password(account, password_of(shown.address), by=None)


def shown_accounts() -> list[tuple[Shown, str]]:
    """The accounts to print with their passwords; empty when this instance is no demonstration."""
    present = [shown for shown in SHOWN if find_account_by_email(shown.address)]
    return [(shown, password_of(shown.address)) for shown in present]
