"""Runs the migrations on the database of the current application, each in its own transaction."""

from alembic import context
from flask import current_app
from sqlalchemy import types

from inclusion_app.extensions import db


def render_item(kind, item, autogen_context):
    """Write our column types as the plain ones they store, so that a migration imports nothing of the application."""
    if kind == "type" and isinstance(item, types.TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run() -> None:
    with current_app.app_context(), db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            render_item=render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
