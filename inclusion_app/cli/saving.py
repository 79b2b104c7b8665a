"""`inclusion backup`, `restore`, `rotate-keys`: keep the data, put them back, change their keys."""

from pathlib import Path

import alembic.command
import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app

from inclusion_app.cli.instance import migration_config, upgrade_database
from inclusion_app.cli.running import in_application, progress_bar
from inclusion_app.config import Settings
from inclusion_app.kernel import crypto
from inclusion_app.kernel.backup import Manifest, write_backup
from inclusion_app.kernel.db import db, unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.restoring import check_keys, is_filled, put_back, read_manifest
from inclusion_app.kernel.rotation import count_by_key, rotate
from inclusion_app.web.formats import file_size, number

REFERENCE = frozenset(
    [
        "commune", "commune_postal_code", "counted_change", "departement", "epci", "ept", "former_commune", "job_lease",
        "job_run", "organisation", "publication_ledger", "region", "rollup_day", "rollup_home", "rollup_mark",
        "rollup_month", "rollup_person", "rollup_state", "rollup_territory",
    ]
)  # fmt: skip
"""What `init` and the runner write: a database that holds nothing else is empty."""


def current_revision() -> str | None:
    """The migration at which the database stands; None before the first."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def key_place() -> str:
    """Where the keys of this instance are expected."""
    settings: Settings = current_app.extensions["settings"]
    return "le réglage ENCRYPTION_KEYS" if settings.encryption_keys else f"le fichier {settings.keyring_file}"


@click.command()
@click.argument("file", metavar="FICHIER", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@in_application
def backup(file: Path) -> None:
    """Copie toutes les données dans un fichier, sans les clés de chiffrement."""
    revision = current_revision()
    if revision is None:
        raise DomainError("Il n’y a rien à sauvegarder\u00a0: lancez d’abord «\u00a0inclusion init\u00a0».")
    with progress_bar("Sauvegarde") as progress:
        manifest = write_backup(file, revision=revision, progress=progress)
    click.echo(f"{number(manifest.rows)} lignes dans {file} ({file_size(file.stat().st_size)}).")
    click.echo(f"Les clés n’y sont pas. Gardez à part {key_place()}\u00a0: sans lui, cette copie reste illisible.")


@click.command()
@click.argument("file", metavar="FICHIER", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Remplace les données de l’instance si elle en contient.")
@in_application
def restore(file: Path, replace: bool) -> None:
    """Remet les données d’une sauvegarde, toutes ou aucune."""
    manifest = read_manifest(file)
    check_keys(manifest, expected_in=key_place())
    _prepare_database(manifest)
    if not replace and is_filled(REFERENCE):
        raise DomainError(
            "Cette instance contient déjà des données. Ajoutez --replace pour les remplacer. Rien n’a été changé."
        )
    db.session.remove()
    with progress_bar("Restauration") as progress, unit_of_work():
        count = put_back(file, manifest, progress)
    upgrade_database()
    click.echo(f"{number(count)} lignes remises, telles qu’au {manifest.made_at[:16].replace('T', ' à ')} (UTC).")


def _prepare_database(manifest: Manifest) -> None:
    """Bring a new database to the migration of the copy; another one must already be there."""
    config = migration_config()
    try:
        ScriptDirectory.from_config(config).get_revision(manifest.revision)
    except CommandError as error:
        raise DomainError(
            "Cette sauvegarde vient d’une version plus récente du logiciel. Rien n’a été changé."
        ) from error
    present = current_revision()
    if present is None:
        alembic.command.upgrade(config, manifest.revision)
    elif present != manifest.revision:
        raise DomainError(
            "La base de données et la sauvegarde ne sont pas à la même version. Rien n’a été changé."
            " Restaurez dans une instance neuve\u00a0: elle sera ensuite mise à jour."
        )


@click.command("rotate-keys")
@click.option("--new-key", is_flag=True, help="Ajoute seulement une clé, qui chiffrera désormais.")
@in_application
def rotate_keys(new_key: bool) -> None:
    """Chiffre de nouveau toutes les données avec la clé la plus récente."""
    settings: Settings = current_app.extensions["settings"]
    if new_key:
        if settings.encryption_keys:
            raise DomainError("Les clés viennent de ENCRYPTION_KEYS\u00a0: ajoutez-y la nouvelle, puis redémarrez.")
        ring = crypto.ring().with_new_key()
        ring.save(settings.keyring_file)
        click.echo(f"Clé {ring.current} ajoutée dans {settings.keyring_file}. Copiez ce fichier à l’abri.")
        click.echo("Redémarrez maintenant le service, puis lancez «\u00a0inclusion rotate-keys\u00a0».")
        return
    with progress_bar("Chiffrement avec la clé actuelle") as progress:
        changed = rotate(progress)
    click.echo(f"{number(changed)} valeurs chiffrées de nouveau avec la clé {crypto.ring().current}.")
    for name, count in sorted(count_by_key().items()):
        click.echo(f"  clé {name}\u00a0: {number(count)} valeurs")
