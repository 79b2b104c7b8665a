"""Passwords, paths and limits: the rules as tables."""

import pytest

from inclusion_app.access import rules
from inclusion_app.access.permissions import Role
from inclusion_app.kernel.errors import DomainError

EMAIL = "jeanne.dubois@exemple.fr"


@pytest.mark.parametrize(
    "password",
    [
        "court",
        "motdepasse1234",
        "MotDePasse!!2026",
        "azertyazerty",
        "123456789012",
        "aaaaaaaaaaaa",
        "x" * 201,
        "jeanne.dubois-2026",
        "JEANNE DUBOIS 87",
        "Inclusion-Numerique-87",
    ],
)
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(DomainError) as caught:
        rules.check_password(password, email=EMAIL)
    assert caught.value.field == "password"


@pytest.mark.parametrize(
    "password", ["trois chevaux bleus", "Pluie!surLimoges7", "مرحبا بكم في المدينة", "été 🌻 sur la colline"]
)
def test_good_passwords_pass(password: str) -> None:
    rules.check_password(password, email=EMAIL)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("/equipe?page=2", "/equipe?page=2"),
        (None, "/"),
        ("", "/"),
        ("equipe", "/"),
        ("//exemple.fr", "/"),
        ("https://exemple.fr", "/"),
        ("/\\exemple.fr", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("///exemple.fr", "/"),
        ("http://[exemple.fr", "/"),
    ],
)
def test_only_local_paths_are_kept(asked: str | None, kept: str) -> None:
    assert rules.local_path(asked) == kept


@pytest.mark.parametrize(
    ("role", "structure", "territory", "field"),
    [
        (Role.MEDIATOR, True, False, None),
        (Role.MANAGER, True, False, None),
        (Role.MANAGER, False, False, "structure"),
        (Role.MANAGER, False, True, "structure"),
        (Role.OFFICIAL, False, True, None),
        (Role.OFFICIAL, True, False, "territory"),
        (Role.COORDINATOR, True, True, "territory"),
        (Role.COORDINATOR, False, False, "territory"),
        (Role.ADMINISTRATOR, False, False, None),
        (Role.ADMINISTRATOR, False, True, "role"),
    ],
)
def test_a_grant_carries_a_limit_of_its_role(role: Role, structure: bool, territory: bool, field: str | None) -> None:
    if field is None:
        rules.check_limit(role, structure=structure, territory=territory)
        return
    with pytest.raises(DomainError) as caught:
        rules.check_limit(role, structure=structure, territory=territory)
    assert caught.value.field == field
