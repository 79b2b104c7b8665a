"""`inclusion check`: is everything there that the service needs? One line each."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from inclusion_app.access.models import Account
from inclusion_app.app import create_app
from inclusion_app.cli.instance import migration_config
from inclusion_app.cli.running import failures_told, opened
from inclusion_app.cli.saving import current_revision, key_place
from inclusion_app.config import Settings, load_settings
from inclusion_app.kernel import clock
from inclusion_app.kernel.crypto import KeyMissing
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter, LetterState
from inclusion_app.observatory.releasing.services import find_late
from inclusion_app.territories.models import Commune
from inclusion_app.web.formats import number

_LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True)
class Finding:
    """What one check found, in a line."""

    good: bool
    subject: str
    told: str


def find_libraries() -> Finding:
    """The libraries that lay the PDF out; looked for without loading WeasyPrint."""
    missing = [name for name in _LIBRARIES if not _loads(name)]
    told = f"il manque {', '.join(missing)} (apt install {_PACKAGES})" if missing else "bibliothèques présentes"
    return Finding(not missing, "Impression en PDF", told)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def find_fonts() -> Finding:
    """At least one font that has the letters of French."""
    command = shutil.which("fc-list")
    if command is None:
        return Finding(False, "Polices", "fontconfig est absent (apt install fontconfig et une police)")
    listed = subprocess.run([command, ":lang=fr", "family"], capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    families = {line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()}
    told = f"{len(families)} familles" if families else "aucune police pour le français (apt install fonts-dejavu-core)"
    return Finding(bool(families), "Polices", told)


def find_settings(settings: Settings) -> Finding:
    kept = f"sans SMTP_URL, messages gardés dans {settings.mail_folder}"
    return Finding(True, "Réglages", f"{settings.public_url}, {'envoi par SMTP' if settings.smtp_url else kept}")


def find_database() -> Finding:
    head = ScriptDirectory.from_config(migration_config()).get_current_head()
    present = current_revision()
    if present is None:
        return Finding(False, "Base de données", "elle est vide\u00a0: lancez «\u00a0inclusion init\u00a0»")
    if present != head:
        told = f"migration {present} au lieu de {head}\u00a0: lancez «\u00a0inclusion init\u00a0»"
        return Finding(False, "Base de données", told)
    return Finding(True, "Base de données", f"{db.engine.dialect.name}, migration {present}")


def find_territories() -> Finding:
    count = db.session.scalar(select(func.count()).select_from(Commune)) or 0
    told = f"{number(count)} communes" if count else "aucune commune\u00a0: lancez «\u00a0inclusion init\u00a0»"
    return Finding(count > 0, "Territoires", told)


def find_keys() -> Finding:
    """The keys open what was sealed first."""
    account = db.session.scalar(select(Account).order_by(Account.id).limit(1))
    if account is None:
        return Finding(True, "Clés de chiffrement", f"{key_place()} (rien à ouvrir encore)")
    try:
        opened = account.email
    except KeyMissing:
        return Finding(False, "Clés de chiffrement", f"{key_place()} n’ouvre pas les données de cette instance")
    return Finding(bool(opened), "Clés de chiffrement", f"{key_place()} ouvre les données")


def find_mail() -> Finding:
    failed = select(func.count()).select_from(Letter).where(Letter.state == LetterState.FAILED)
    count = db.session.scalar(failed) or 0
    return Finding(count == 0, "Messages", f"{count} messages abandonnés" if count else "aucun message abandonné")


def find_releases() -> Finding:
    """The figures that officials read are of last night, or changed since for nobody."""
    late = find_late()
    if late is None:
        return Finding(True, "Chiffres publiés", "à jour")
    hours = round((clock.now() - late).total_seconds() / 3600)
    told = f"en retard de {number(hours)}\u00a0h sur les comptes rendus"
    if hours <= _LATE_HOURS:
        return Finding(True, "Chiffres publiés", told)
    return Finding(False, "Chiffres publiés", f"{told}\u00a0: lancez «\u00a0inclusion observatory release\u00a0»")


_LATE_HOURS = 48

_IN_DATABASE = (find_territories, find_keys, find_mail, find_releases)


@click.command()
def check() -> None:
    """Vérifie réglages, base de données, territoires, clés, impression et polices. Code 1 si quelque chose manque."""
    with failures_told():
        settings = load_settings()
        app = create_app(settings)
    findings = list(_all_findings(app, settings))
    for finding in findings:
        click.echo(f"{'✓' if finding.good else '✗'} {finding.subject}\u00a0: {finding.told}")
    if not all(finding.good for finding in findings):
        raise SystemExit(1)


def _all_findings(app: Flask, settings: Settings) -> Iterator[Finding]:
    with opened(app):
        yield find_settings(settings)
        database = _found("Base de données", find_database)
        yield database
        if database.good:
            yield from (_found(find.__name__, find) for find in _IN_DATABASE)
    yield find_libraries()
    yield find_fonts()


def _found(subject: str, find: Callable[[], Finding]) -> Finding:
    try:
        return find()
    except SQLAlchemyError as error:
        return Finding(False, subject, f"elle ne répond pas ({type(error).__name__})")
