"""`inclusion resources`: the search index written again."""

import uuid

import click

from inclusion_app.cli.running import in_application
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.resources.services import index
from inclusion_app.web.formats import number

_BATCH = 200


@click.group(subcommand_metavar="COMMANDE [ARGUMENTS]…")
def resources() -> None:
    """Le centre de ressources."""


@resources.command()
@in_application
def reindex() -> None:
    """Écrit à nouveau l’index de la recherche, sans rien changer aux ressources. Utile après une mise à jour."""
    with unit_of_work():
        index.forget_words()
        last: uuid.UUID | None = None
        while last := index.reindex_batch(last, _BATCH):
            pass
        count, words = index.count_indexed()
    click.echo(f"Index écrit\u00a0: {number(count)} ressources, {number(words)} mots.")
