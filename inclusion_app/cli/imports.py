"""`inclusion import`: files of other systems, read through or not at all, with an account line by line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

import click

from inclusion_app.cli.needs import indicators
from inclusion_app.cli.running import FAILED, in_application, progress_bar
from inclusion_app.interop.account import SHOWN, ImportAccount, Remark
from inclusion_app.interop.cra_v1 import import_reports
from inclusion_app.interop.places import import_places
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.kernel.tasks import Progress
from inclusion_app.web.formats import number

File = click.Path(dir_okay=False, path_type=Path)


class Importer(Protocol):
    """What reads a file into the current transaction."""

    def __call__(self, path: Path, *, progress: Progress, dry_run: bool) -> ImportAccount: ...


@click.group("import")
def import_group() -> None:
    """Importe un fichier. Ce qui est refusé est dit ligne par ligne ; un fichier illisible ne change rien."""


def _command(name: str, help_text: str, importer: Importer, tell: Callable[[ImportAccount], None]) -> None:
    @import_group.command(name, help=help_text)
    @click.argument("file", type=File)
    @click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait, sans rien écrire.")
    @in_application
    def run(file: Path, dry_run: bool) -> None:
        with progress_bar("Lecture du fichier") as progress, unit_of_work():
            account = importer(file, progress=progress, dry_run=dry_run)
        tell(account)
        _tell_remarks("refusée", account.refusals, account.refused)
        _tell_remarks("gardée sans cette information", account.warnings, len(account.warnings))
        if dry_run:
            click.echo("Essai à blanc\u00a0: rien n’a été écrit.")
        if account.wrote_nothing:
            raise click.exceptions.Exit(FAILED)


def _tell_places(account: ImportAccount) -> None:
    click.echo(
        f"{number(account.read)} lignes lues\u00a0: {number(account.created)} lieux créés,"
        f" {number(account.updated)} mis à jour, {number(account.unchanged)} déjà à jour,"
        f" {number(account.refused)} refusés."
    )
    _tell_deduced(account)


def _tell_reports(account: ImportAccount) -> None:
    totals = account.totals
    click.echo(
        f"{number(account.read)} lignes lues\u00a0: {number(account.created)} comptes rendus importés"
        f" ({number(totals['individual'])} individuels, {number(totals['workshops'])} ateliers,"
        f" {number(totals['accompaniments'])} accompagnements), {number(account.unchanged)} déjà présents,"
        f" {number(account.refused)} refusés\u00a0; {number(totals['mediators'])} médiatrices ou médiateurs créés."
    )
    _tell_deduced(account)


def _tell_deduced(account: ImportAccount) -> None:
    for how, count in account.deduced.most_common():
        click.echo(f"  commune {how}\u00a0: {number(count)}")


def _tell_remarks(what: str, remarks: Sequence[Remark], count: int) -> None:
    for remark in remarks:
        click.echo(f"  ligne {remark.line}, {remark.column}\u00a0: {what}. {remark.message}")
    if count > len(remarks):
        click.echo(f"  … et {number(count - SHOWN)} autres lignes.")


_command("places", "Lieux au format du standard national (CSV v1.0.2).", import_places, _tell_places)
_command("cra-v1", "Anciens comptes rendus d’activité (CRA v1).", import_reports, _tell_reports)
import_group.add_command(indicators)
