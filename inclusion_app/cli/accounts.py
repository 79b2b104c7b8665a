"""`inclusion create-account`: the first administrator, or anyone when no mail leaves the machine."""

import sys
import uuid

import click
from sqlalchemy import select

from inclusion_app.access import services as access
from inclusion_app.access.permissions import Limit, Role
from inclusion_app.cli.running import in_application
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network.models import Structure
from inclusion_app.territories.queries import get_territory

_MEANINGS = "".join(f" {role.value} ({role.label.lower()})," for role in Role).rstrip(",")


_ROLES = {role.value: role for role in Role}


@click.command("create-account")
@click.argument("email", metavar="ADRESSE")
@click.option("--name", required=True, metavar="NOM", help="Le nom de la personne.")
@click.option(
    "--role", required=True, type=click.Choice([role.value for role in Role]), help=f"Le rôle\u00a0:{_MEANINGS}."
)
@click.option("--territory", metavar="TERRITOIRE", help="Limite le rôle à un territoire, comme DEP-87 ou COM-87085.")
@click.option("--structure", metavar="SIRET", help="Limite le rôle à une structure, par son SIRET ou son identifiant.")
@click.option(
    "--password-stdin",
    is_flag=True,
    help="Lit le mot de passe sur l’entrée standard.",
)
@in_application
def create_account(
    email: str, name: str, role: str, territory: str | None, structure: str | None, password_stdin: bool
) -> None:
    """Crée un compte avec son rôle. Sans mot de passe, la connexion se fait par un lien reçu par e-mail."""
    given = _ROLES[role]
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with unit_of_work():
        _check_limit(given, territory, structure)
        account = access.create_account(email=email, name=name, by=None)
        account.activated_at = clock.now()
        access.grant_role(
            account,
            given,
            structure_id=_find_structure(structure).id if structure else None,
            territory_key=get_territory(territory).key if territory else None,
            by=None,
        )
        if password is not None:
            access.set_password(account, password, by=None)
    how = "avec son mot de passe" if password is not None else "par un lien reçu par e-mail"
    click.echo(f"Compte créé pour {email}. Connexion {how}.")


def _check_limit(role: Role, territory: str | None, structure: str | None) -> None:
    if territory and structure:
        raise DomainError("Un rôle se limite à un territoire ou à une structure, pas aux deux.")
    limit = Limit.TERRITORY if territory else Limit.STRUCTURE if structure else Limit.NOTHING
    if limit not in role.limits:
        words = {Limit.TERRITORY: "--territory", Limit.STRUCTURE: "--structure", Limit.NOTHING: "aucune limite"}
        expected = " ou ".join(words[one] for one in Limit if one in role.limits)
        raise DomainError(f"Le rôle «\u00a0{role.label}\u00a0» demande\u00a0: {expected}.")


def _find_structure(text: str) -> Structure:
    found: Structure | None = db.session.scalar(select(Structure).where(Structure.siret == text.replace(" ", "")))
    if found is None:
        try:
            found = db.session.get(Structure, uuid.UUID(text))
        except ValueError:
            found = None
    if found is None:
        raise DomainError("Aucune structure n’a ce SIRET ou cet identifiant.")
    return found
