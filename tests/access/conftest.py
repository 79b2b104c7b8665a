"""Hashes that cost little: what is tested here is not Argon2's slowness."""

import pytest
from argon2 import PasswordHasher

from inclusion_app.access import passwords


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
