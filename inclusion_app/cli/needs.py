"""`inclusion import indicators`: need indicators of territories, loaded by the operator."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from inclusion_app.cli.running import FAILED, in_application, progress_bar
from inclusion_app.interop.account import Remark
from inclusion_app.interop.needs import NeedAccount, import_needs
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.territories.territory import Level
from inclusion_app.web.formats import number, plural

_MOST = 50
_REMARKS = (
    ("followed", "%(count)s ancien code de commune suivi", "%(count)s anciens codes de communes suivis"),
    ("merged", "%(count)s commune faite de plusieurs lignes", "%(count)s communes faites de plusieurs lignes"),
    ("districts", "%(count)s arrondissement laissé de côté", "%(count)s arrondissements laissés de côté"),
    ("padded", "%(count)s code complété d’un zéro", "%(count)s codes complétés d’un zéro"),
    ("empty", "%(count)s ligne sans aucun nombre", "%(count)s lignes sans aucun nombre"),
    ("gaps", "%(count)s case sans nombre", "%(count)s cases sans nombre"),
    ("unknown", "%(count)s code inconnu, laissé de côté", "%(count)s codes inconnus, laissés de côté"),
)


@click.command("indicators", help="Indicateurs de besoins\u00a0: fragilité numérique, recensement, débits (CSV).")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait, sans rien écrire.")
@click.option("--vintage", type=int, metavar="AAAA", help="Millésime, s’il n’est pas celui du format reconnu.")
@in_application
def indicators(file: Path, dry_run: bool, vintage: int | None) -> None:
    """Load a file whole, or refuse it whole."""
    with progress_bar("Lecture du fichier") as progress, unit_of_work():
        account = import_needs(file, progress=progress, dry_run=dry_run, vintage=vintage)
    for line in told(account, dry_run=dry_run):
        click.echo(line)
    if account.refused:
        raise click.exceptions.Exit(FAILED)


def told(account: NeedAccount, *, dry_run: bool) -> Iterator[str]:
    """The account, line by line."""
    territories = account.level.plural.lower()
    yield f"Reconnu\u00a0: {account.format.title}, millésime {account.vintage}, par territoire\u00a0: {territories}."
    if account.refused:
        lines = plural(account.refused, "%(count)s ligne refusée", "%(count)s lignes refusées")
        yield f"Le fichier est refusé\u00a0: {lines}, rien n’a été écrit."
        yield from _remarks(account.refusals, account.refused)
        return
    yield (
        f"{number(account.lines)} lignes lues\u00a0: {number(account.created)} territoires ajoutés,"
        f" {number(account.updated)} mis à jour, {number(account.unchanged)} déjà à jour,"
        f" {number(account.removed)} retirés."
    )
    for key, one, several in _REMARKS:
        if account.totals[key]:
            yield f"  {plural(account.totals[key], one, several)}"
    yield from _remarks(account.warnings, account.totals["unknown"])
    for level, count in account.means.items():
        name = level.label if count == 1 else level.plural
        where = "la France" if level is Level.FRANCE else f"{number(count)} {name.lower()}"
        yield f"  moyenne pondérée calculée pour {where}"
    if dry_run:
        yield "Essai à blanc\u00a0: rien n’a été écrit."


def _remarks(remarks: Sequence[Remark], count: int) -> Iterator[str]:
    for remark in remarks[:_MOST]:
        yield f"  ligne {remark.line}, {remark.column}\u00a0: {remark.message}"
    if count > _MOST:
        yield f"  … et {number(count - _MOST)} autres."
