"""Hashes that cost little, since Argon2's slowness is not what is tested; two applications on one database."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask

from inclusion_app.access import passwords
from inclusion_app.app import create_app
from inclusion_app.config import Settings
from inclusion_app.kernel.db import db


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.fixture
def two_processes(settings: Settings, tmp_path: Path) -> Iterator[list[Flask]]:
    """Two applications on one database, as two workers would be."""
    shared = replace(settings, database_url=f"sqlite:///{tmp_path / 'shared.sqlite3'}")
    apps = [create_app(shared), create_app(shared)]
    for app in apps:
        app.config["WTF_CSRF_ENABLED"] = False
    with apps[0].app_context():
        db.create_all()
    yield apps
    for app in apps:
        with app.app_context():
            db.engine.dispose()
