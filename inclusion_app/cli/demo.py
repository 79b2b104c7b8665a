"""`inclusion demo`: fill an empty instance with believable data."""

import click

from inclusion_app.cli.running import in_application, progress_bar
from inclusion_app.demo.accounts import shown_accounts
from inclusion_app.demo.generate import DEFAULT_ACCOMPANIMENTS, DEFAULT_DEPARTEMENT, Summary, fill
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.releasing.services import release_stale
from inclusion_app.observatory.rollups.services import refresh_marked
from inclusion_app.web.formats import date_fr, number

_DEFAULT_SEED = 87


@click.command()
@click.option("--departement", default=DEFAULT_DEPARTEMENT, show_default=True, metavar="CODE", help="Le département.")
@click.option(
    "--accompaniments",
    default=DEFAULT_ACCOMPANIMENTS,
    show_default=True,
    metavar="N",
    type=click.IntRange(0, 20_000_000),
    help="Le nombre exact d’enregistrements (individuels ou ateliers).",
)
@click.option(
    "--seed",
    default=_DEFAULT_SEED,
    show_default=True,
    metavar="S",
    type=int,
    help="Le tirage : les mêmes données pour une même graine.",
)
@click.option("--if-empty", is_flag=True, help="Ne fait rien, sans erreur, si l’instance contient déjà des données.")
@in_application
def demo(departement: str, accompaniments: int, seed: int, if_empty: bool) -> None:
    """Remplit une instance vide de données de démonstration, sur les 36 mois qui précèdent aujourd’hui."""
    try:
        with progress_bar("Création de la démonstration") as progress, unit_of_work():
            summary = fill(
                departement=departement.upper(),
                accompaniments=accompaniments,
                seed=seed,
                today=clock.today(),
                progress=progress,
            )
    except DomainError as error:
        if not if_empty:
            raise
        click.echo(str(error), err=True)
        tell_accounts()
        return
    with progress_bar("Comptes de l’observatoire") as progress:
        refresh_marked(progress)
    with progress_bar("Chiffres publiés") as progress:
        release_stale(progress)
    _tell(summary)


def _tell(summary: Summary) -> None:
    click.echo(
        f"Démonstration prête\u00a0: {summary.departement}, {number(summary.records)} enregistrements"
        f" du {date_fr(summary.first)} au {date_fr(summary.last)},"
        f" {number(summary.citizens)} personnes suivies, {summary.mediators} médiatrices et médiateurs,"
        f" {summary.structures} structures, {summary.places} lieux."
    )
    tell_accounts()


def tell_accounts() -> None:
    """Print the accounts to try, with their passwords."""
    shown = shown_accounts()
    if not shown:
        return
    click.echo("\nComptes pour essayer (adresse, mot de passe)\u00a0:")
    for account, password in shown:
        click.echo(f"  {account.what:32} {account.address:42} {password}")
