"""`inclusion init`: an instance ready to be used."""

from contextlib import suppress

import alembic.command
import click
from alembic.config import Config
from flask import current_app

from inclusion_app.cli.running import in_application, progress_bar
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.network.organisations import seed_organisations
from inclusion_app.resources.library.loading import load_library
from inclusion_app.territories.services import load_reference


def migration_config() -> Config:
    """Alembic's settings for this application."""
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config


def upgrade_database() -> None:
    """Bring the database to the last migration."""
    db.session.remove()
    alembic.command.upgrade(migration_config(), "head")


@click.command()
@in_application
def init() -> None:
    """Prépare l’instance : dossier, clés, base de données, territoires. Sans risque si c’est déjà fait."""
    settings = current_app.extensions["settings"]
    with suppress(PermissionError):  # another account's folder, that it opened to this one
        settings.instance.chmod(0o700)
    upgrade_database()
    with progress_bar("Chargement des territoires") as progress, unit_of_work():
        counts = load_reference(progress)
        seed_organisations()
        load_library()
    click.echo(f"Instance prête dans {settings.instance}\u00a0: {counts['communes']} communes.")
    if not settings.encryption_keys:
        click.echo(f"Clés de chiffrement\u00a0: {settings.keyring_file}. Gardez-en une copie ailleurs, à l’abri.")
