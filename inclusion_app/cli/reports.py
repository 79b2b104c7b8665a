"""`inclusion reports`: the report of every commune of a département, in parallel processes, resumed after a stop."""

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import click

from inclusion_app.app import create_app
from inclusion_app.cli.running import in_application, progress_bar
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db, read_only, release
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.periods import Period, parse_period, year_of
from inclusion_app.observatory.report import write_report
from inclusion_app.observatory.reports import readable_name
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.queries import get_territory, list_territories
from inclusion_app.territories.territory import Level, Territory, make_key
from inclusion_app.web.formats import number

FOLDER = click.Path(file_okay=False, writable=True, path_type=Path)


@dataclass(frozen=True)
class Order:
    """A report to write: where, over which period, in which file."""

    territory: str
    period: str
    path: Path


@click.command()
@click.option("--departement", required=True, metavar="CODE", help="Le code du département, comme 87 ou 2A.")
@click.option("--period", "key", metavar="PÉRIODE", help="2025, 2025-T3 ou 2025-09 ; la dernière année entière, sinon.")
@click.option("-o", "--output", type=FOLDER, required=True, metavar="DOSSIER", help="Le dossier où écrire les PDF.")
@click.option("--processes", type=click.IntRange(1, 64), help="Combien de rapports à la fois ; un par cœur, sinon.")
@click.option("--again", is_flag=True, help="Écrit aussi ceux qui sont déjà dans le dossier.")
@in_application
def reports(departement: str, key: str | None, output: Path, processes: int | None, again: bool) -> None:
    """Écrit le rapport PDF de chaque commune d’un département.

    Interrompue, la même commande reprend où elle s’était arrêtée. Les rapports ne contiennent que les chiffres publiés.
    """
    period = parse_period(key) if key else year_of(clock.today().year - 1)
    if not period.official:
        raise DomainError("Choisissez un mois, un trimestre ou une année\u00a0: 2025-09, 2025-T3 ou 2025.")
    communes = list_territories(get_territory(make_key(Level.DEPARTEMENT, departement.upper())), Level.COMMUNE)
    orders = [order for order in _orders(communes, period, output) if again or not order.path.exists()]
    output.mkdir(parents=True, exist_ok=True)
    release()
    with progress_bar("Rapports") as progress:
        for done, _ in enumerate(write_all(orders, processes or os.cpu_count() or 1), 1):
            progress(done, len(orders))
    kept = len(communes) - len(orders)
    click.echo(f"Rapports écrits dans {output}\u00a0: {number(len(orders))}\u00a0; déjà là\u00a0: {number(kept)}.")


def _orders(communes: Sequence[Territory], period: Period, folder: Path) -> Iterator[Order]:
    """Two communes of one name have their codes to tell them apart."""
    for commune in communes:
        name = readable_name(commune.name, period).removeprefix("rapport-")
        yield Order(commune.key, period.key, folder / f"rapport-{commune.code.lower()}-{name}")


def write_all(orders: Sequence[Order], processes: int) -> Iterator[Path]:
    """Write them, giving each file as soon as it is whole; the first failure stops the others."""
    if not orders:
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(min(processes, len(orders)), mp_context=context, initializer=_open) as pool:
        waiting = [pool.submit(_write, order) for order in orders]
        try:
            for written in as_completed(waiting):
                yield written.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _open() -> None:
    """What a process does once: build the application, import what prints, keep all that out of garbage collection."""
    create_app().app_context().push()
    warm_up()
    gc.collect()
    gc.freeze()


def _write(order: Order) -> Path:
    read_only()
    try:
        write_report(get_territory(order.territory), parse_period(order.period), order.path)
    finally:
        db.session.remove()
    return order.path
