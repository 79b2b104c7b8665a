"""`inclusion report`: the PDF of a territory, as an elected official downloads it."""

from datetime import datetime
from pathlib import Path

import click

from inclusion_app.cli.running import in_application, progress_bar
from inclusion_app.observatory.periods import asked
from inclusion_app.observatory.report import write_report
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.queries import get_territory
from inclusion_app.web.formats import file_size

DAY = click.DateTime(["%Y-%m-%d"])
OUTPUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("territory", metavar="TERRITOIRE")
@click.option("--from", "start", type=DAY, required=True, metavar="JOUR", help="Premier jour, comme 2025-01-01.")
@click.option("--to", "end", type=DAY, required=True, metavar="JOUR", help="Dernier jour, comme 2025-12-31.")
@click.option("-o", "--output", type=OUTPUT, required=True, metavar="FICHIER", help="Le fichier PDF à écrire.")
@in_application
def report(territory: str, start: datetime, end: datetime, output: Path) -> None:
    """Écrit le rapport PDF d’un TERRITOIRE : FR, REG-84, DEP-87, EPCI-200069193 ou COM-87085.

    Il ne contient que les chiffres publiés, dans le respect du secret statistique.
    """
    found, period = get_territory(territory), asked(start.date(), end.date())
    with progress_bar("Rapport") as progress:
        warm_up()
        write_report(found, period, output, progress)
    click.echo(f"{found.name}, {period.label}\u00a0: {output} ({file_size(output.stat().st_size)}).")
