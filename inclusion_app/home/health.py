"""Whether this instance is fit to serve: its database answers and its tables are those of the code."""

from functools import lru_cache

from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import column, literal, select, table
from sqlalchemy.exc import SQLAlchemyError

from inclusion_app.kernel.db import db


def check() -> dict[str, bool]:
    """`database`: it answers; `migrations`: it stands at the last migration."""
    try:
        stamped: set[str] = set(db.session.scalars(select(column("version_num")).select_from(table("alembic_version"))))
    except SQLAlchemyError:
        return {"database": _answers(), "migrations": False}
    return {"database": True, "migrations": stamped == _heads(current_app.extensions["migrate"].directory)}


def _answers() -> bool:
    try:
        db.session.rollback()
        return bool(db.session.scalar(select(literal(1))) == 1)
    except SQLAlchemyError:
        return False


@lru_cache(maxsize=4)
def _heads(directory: str) -> frozenset[str]:
    return frozenset(ScriptDirectory(directory).get_heads())
