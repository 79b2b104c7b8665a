"""An instance from nothing to data: init, check, demo, accounts, jobs."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Command, invoke


def rows(instance: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(instance / "inclusion.sqlite3") as connection:
        return connection.execute(query).fetchall()


def test_init_twice_is_safe(instance: Path, command: Command) -> None:
    keys = (instance / "encryption-keys.json").read_bytes()
    assert (instance / "encryption-keys.json").stat().st_mode & 0o077 == 0
    result = command("init")
    assert result.exit_code == 0
    assert "Instance prête" in result.stdout
    assert (instance / "encryption-keys.json").read_bytes() == keys
    assert rows(instance, "SELECT count(*) FROM commune") == [(34969,)]
    assert rows(instance, "SELECT count(*), count(DISTINCT name) FROM organisation")[0][0] > 20  # type: ignore[operator]


def test_check_says_what_is_missing(tmp_path: Path, command: Command) -> None:
    empty = invoke(tmp_path / "empty", "check")
    assert empty.exit_code == 1
    assert "✗ Base de données\u00a0: elle est vide" in empty.stdout
    ready = command("check")
    assert "✓ Base de données" in ready.stdout
    assert "✓ Territoires" in ready.stdout


def test_check_sees_that_the_keys_are_not_the_right_ones(instance: Path, command: Command) -> None:
    command("create-account", "ahmed@example.org", "--name", "Ahmed", "--role", "administrator")
    assert "ouvre les données" in command("check").stdout
    (instance / "encryption-keys.json").unlink()
    result = command("check")
    assert result.exit_code == 1
    assert "n’ouvre pas les données" in result.stdout


def test_demo_wants_an_initialised_instance(tmp_path: Path) -> None:
    result = invoke(tmp_path / "empty", "demo")
    assert result.exit_code == 1
    assert "inclusion init" in result.stderr


def test_demo_fills_once_and_prints_an_account_a_role(instance: Path, command: Command) -> None:
    result = command("demo", "--accompaniments", "40", "--departement", "23")
    assert result.exit_code == 0, result.output
    assert "Creuse, 40 enregistrements" in result.stdout
    for name in ("mediatrice@", "responsable@", "coordination@", "elue.village@", "elu.interco@", "administration@"):
        assert name in result.stdout
    assert rows(instance, "SELECT count(*) FROM record") == [(40,)]
    again = command("demo")
    assert again.exit_code == 1
    assert "contient déjà des données" in again.stderr
    assert command("demo", "--if-empty").exit_code == 0
    assert rows(instance, "SELECT count(*) FROM record") == [(40,)]


def test_demo_refuses_an_unknown_departement(instance: Path, command: Command) -> None:
    result = command("demo", "--departement", "99")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert rows(instance, "SELECT count(*) FROM structure") == [(0,)]


def test_create_account(instance: Path, command: Command) -> None:
    words = ("create-account", "elise@example.org", "--name", "Élise", "--role", "official", "--territory", "COM-87085")
    result = command(*words, "--password-stdin", stdin="quatre-mots-pour-entrer\n")
    assert result.exit_code == 0, result.output
    assert rows(instance, "SELECT role, territory_key FROM role_grant") == [("official", "COM-87085")]
    assert b"elise@example" not in (instance / "inclusion.sqlite3").read_bytes()
    again = command(*words)
    assert again.exit_code == 1
    assert "déjà un compte" in again.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--role", "official"), "--territory"),
        (("--role", "manager", "--territory", "DEP-87"), "--structure"),
        (("--role", "administrator", "--territory", "DEP-87"), "aucune limite"),
        (("--role", "official", "--territory", "DEP-999"), ""),
        (("--role", "manager", "--structure", "123"), "Aucune structure"),
        (("--role", "official", "--territory", "DEP-87", "--structure", "1"), "pas aux deux"),
    ],
)
def test_create_account_refuses_a_wrong_limit(
    instance: Path, command: Command, options: tuple[str, ...], told: str
) -> None:
    result = command("create-account", "someone@example.org", "--name", "Quelqu’un", *options)
    assert result.exit_code == 1
    assert told in result.stderr
    assert rows(instance, "SELECT count(*) FROM account") == [(0,)]


def test_a_weak_password_creates_nothing(instance: Path, command: Command) -> None:
    words = ("create-account", "ahmed@example.org", "--name", "Ahmed", "--role", "administrator", "--password-stdin")
    assert command(*words, stdin="azerty\n").exit_code == 1
    assert rows(instance, "SELECT count(*) FROM account") == [(0,)]


def test_jobs(command: Command) -> None:
    assert "jamais lancé" in command("jobs", "list").stdout
    assert "Fait" in command("jobs", "run", "cleaning").stdout
    assert "terminé" in command("jobs", "list").stdout
    unknown = command("jobs", "run", "dinner")
    assert unknown.exit_code == 1
    assert "cleaning" in unknown.stderr
