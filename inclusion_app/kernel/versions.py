"""Two people change the same thing: the second is told, nothing is overwritten."""

from typing import Protocol

from sqlalchemy.orm.exc import StaleDataError

from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import StaleVersion
from inclusion_app.kernel.text import N_

CHANGED_MEANWHILE = N_(
    "Quelqu’un d’autre a modifié cette fiche pendant que vous l’écriviez."
    " Rien n’a été écrasé\u00a0: comparez, puis enregistrez de nouveau."
)


class Versioned(Protocol):
    """A row whose version rises at each change."""

    @property
    def version(self) -> int: ...


def check_version(row: Versioned, version: int) -> None:
    """Refuse a form opened before the last change."""
    if row.version != version:
        raise StaleVersion(CHANGED_MEANWHILE)


def flush_version() -> None:
    """Flush; a change made by another process in between is told as a stale form is."""
    try:
        with db.session.begin_nested():
            db.session.flush()
    except StaleDataError as error:
        raise StaleVersion(CHANGED_MEANWHILE) from error
