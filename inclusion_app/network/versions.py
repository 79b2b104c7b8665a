"""Two people change the same thing: the second is told, nothing is overwritten."""

from sqlalchemy.orm.exc import StaleDataError

from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import StaleVersion
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Place, Structure

CHANGED_MEANWHILE = N_(
    "Quelqu’un d’autre a modifié cette fiche pendant que vous l’écriviez."
    " Rien n’a été écrasé\u00a0: comparez, puis enregistrez de nouveau."
)


def check_version(row: Structure | Place, version: int) -> None:
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
