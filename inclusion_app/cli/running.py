"""What every command shares: the application built when it is needed, failures told in a sentence, progress bars."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from inclusion_app.app import create_app
from inclusion_app.config import SettingsError
from inclusion_app.extensions import db
from inclusion_app.kernel.crypto import KeyMissing
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.kernel.tasks import Progress

P = ParamSpec("P")
R = TypeVar("R")

FAILED = 1
WRONG = 2
_WIDTH = 32
_REDRAW_SECONDS = 0.1


class Failure(click.ClickException):
    """A command that ends with a sentence on standard error."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        super().__init__(sentence)
        self.exit_code = code  # type: ignore[misc]

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)


def in_application(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application; a wrong setting exits 2, a refusal 1, each with its sentence."""

    @wraps(command)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        with failures_told(), opened(create_app()):
            return command(*arguments, **options)

    return run


@contextmanager
def opened(app: Flask) -> Iterator[None]:
    """The context of an application, and its connections closed after it."""
    with app.app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


@contextmanager
def failures_told() -> Iterator[None]:
    """Turn the errors that a person can mend into a sentence and an exit code."""
    try:
        yield
    except SettingsError as error:
        raise Failure(str(error), WRONG) from error
    except (DomainError, NotFound) as error:
        raise Failure(str(error) or "Introuvable.") from error
    except KeyMissing as error:
        raise Failure(
            "Les clés de chiffrement de cette instance n’ouvrent pas ses données. Vérifiez ENCRYPTION_KEYS"
            " ou le fichier encryption-keys.json de l’instance."
        ) from error
    except DBAPIError as error:
        raise Failure(_database_sentence(error)) from error
    except BrokenPipeError:  # whoever read our output has seen enough
        raise
    except OSError as error:
        if error.filename is None:
            raise
        raise Failure(f"Impossible d’écrire ou de lire {error.filename}\u00a0: {error.strerror}.") from error


def _database_sentence(error: DBAPIError) -> str:
    told = str(error.orig).lower()
    if "no such table" in told or ("does not exist" in told and "relation" in told):
        return "La base de données n’est pas prête. Lancez «\u00a0inclusion init\u00a0»."
    if "locked" in told:
        return "La base de données est occupée par un autre travail. Réessayez dans un instant."
    return f"La base de données ne répond pas ou refuse\u00a0: {str(error.orig).strip().splitlines()[0]}"


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on standard error, drawn only in front of a person; the label alone otherwise."""
    interactive = sys.stderr.isatty()
    if not interactive:
        click.echo(f"{label}…", err=True)
    drawn = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal drawn
        moment = time.monotonic()
        if interactive and (moment - drawn > _REDRAW_SECONDS or done >= total):
            drawn = moment
            filled = _WIDTH * done // max(total, 1)
            bar = "█" * filled + "░" * (_WIDTH - filled)
            click.echo(f"\r{label} {bar} {100 * done // max(total, 1):3d}\u00a0%", err=True, nl=False)

    try:
        yield tell
    finally:
        if interactive and drawn:
            click.echo("", err=True)
