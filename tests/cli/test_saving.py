"""Backup and restore: the same state, on either database, and nothing half-done."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Command, invoke
from tests.instances import own_database


@pytest.fixture(scope="module")
def filled_instance(made_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demonstration, made once."""
    folder = Path(shutil.copytree(made_instance, tmp_path_factory.mktemp("filled") / "instance"))
    assert invoke(folder, "demo", "--accompaniments", "60").exit_code == 0
    return folder


@pytest.fixture
def filled(filled_instance: Path, instance: Path) -> Path:
    """The instance with a copy of it."""
    shutil.rmtree(instance)
    return Path(shutil.copytree(filled_instance, instance))


def digests(file: Path) -> dict[str, str]:
    manifest = json.loads(zipfile.ZipFile(file).read("manifest.json"))
    return {table["name"]: table["sha256"] for table in manifest["tables"]}


def with_keys_of(source: Path, folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(source / "encryption-keys.json", folder)
    return folder


def test_a_copy_restored_elsewhere_gives_the_same_copy(filled: Path, command: Command, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert command("backup", str(first)).exit_code == 0
    assert first.stat().st_mode & 0o077 == 0
    other = with_keys_of(filled, tmp_path / "other")
    restored = invoke(other, "restore", str(first))
    assert restored.exit_code == 0, restored.output
    assert invoke(other, "backup", str(second)).exit_code == 0
    assert digests(first) == digests(second)
    assert "ouvre les données" in invoke(other, "check").stdout


def test_a_copy_goes_from_one_database_to_the_other(filled: Path, command: Command, tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    command("backup", str(first))
    other = with_keys_of(filled, tmp_path / "other")
    with own_database(tmp_path) as url:
        restored = invoke(other, "restore", str(first), DATABASE_URL=url)
        assert restored.exit_code == 0, restored.output
        assert invoke(other, "backup", str(second), DATABASE_URL=url).exit_code == 0
    assert digests(first) == digests(second)


def test_the_keys_are_never_in_the_copy(filled: Path, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    command("backup", str(file))
    ring = json.loads((filled / "encryption-keys.json").read_text())
    secrets = [ring["index_key"], *ring["keys"].values(), (filled / "secret-key").read_text().strip()]
    with zipfile.ZipFile(file) as zipped:
        for name in zipped.namelist():
            text = zipped.read(name).decode()
            assert not [secret for secret in secrets if secret in text], name


def test_other_keys_are_refused_and_the_right_place_is_told(filled: Path, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    command("backup", str(file))
    result = invoke(tmp_path / "stranger", "restore", str(file))
    assert result.exit_code == 1
    assert str(tmp_path / "stranger" / "encryption-keys.json") in result.stderr


def test_a_filled_instance_is_refused_unless_replaced(filled: Path, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    command("backup", str(file))
    with sqlite3.connect(filled / "inclusion.sqlite3") as connection:
        connection.execute("UPDATE record SET minutes = 7")
    refused = command("restore", str(file))
    assert refused.exit_code == 1
    assert "--replace" in refused.stderr
    replaced = command("restore", str(file), "--replace")
    assert replaced.exit_code == 0, replaced.output
    again = tmp_path / "again.zip"
    command("backup", str(again))
    assert digests(file) == digests(again)


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "altered"])
def test_a_damaged_file_changes_nothing(filled: Path, command: Command, tmp_path: Path, damage: str) -> None:
    file, bad = tmp_path / "copy.zip", tmp_path / "bad.zip"
    command("backup", str(file))
    if damage == "altered":
        with zipfile.ZipFile(file) as source, zipfile.ZipFile(bad, "w") as target:
            for name in source.namelist():
                extra = b"[]\n" if name.endswith("record.jsonl") else b""
                target.writestr(name, source.read(name) + extra)
    else:
        whole = file.read_bytes()
        bad.write_bytes({"empty": b"", "text": b"bonjour", "cut": whole[: len(whole) // 2]}[damage])
    result = command("restore", str(bad), "--replace")
    assert result.exit_code == 1
    assert "Rien n’a été changé" in result.stderr
    again = tmp_path / "again.zip"
    command("backup", str(again))
    assert digests(file) == digests(again)


@pytest.mark.parametrize("line", [b"bonjour\n", b"[1, 2]\n", b"{}\n"])
def test_a_line_that_is_none_of_ours_changes_nothing(
    filled: Path, command: Command, tmp_path: Path, line: bytes
) -> None:
    file, bad = tmp_path / "copy.zip", tmp_path / "bad.zip"
    command("backup", str(file))
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "manifest.json":
                manifest = json.loads(content)
                [table] = [table for table in manifest["tables"] if table["name"] == "record"]
                table["sha256"] = hashlib.sha256(line).hexdigest()
                content = json.dumps(manifest).encode()
            target.writestr(name, line if name.endswith("/record.jsonl") else content)
    result = command("restore", str(bad), "--replace")
    assert result.exit_code == 1
    assert "Rien n’a été changé" in result.stderr
    again = tmp_path / "again.zip"
    command("backup", str(again))
    assert digests(file) == digests(again)


def test_what_does_not_fit_is_undone_whole(filled: Path, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "copy.zip"
    command("backup", str(file))
    with sqlite3.connect(filled / "inclusion.sqlite3") as connection:
        connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON participation BEGIN SELECT RAISE(ABORT, 'no'); END")
    result = command("restore", str(file), "--replace")
    assert result.exit_code == 1
    assert "La base de données" in result.stderr
    again = tmp_path / "again.zip"
    command("backup", str(again))
    assert digests(file) == digests(again)


def test_an_instance_without_database_has_nothing_to_keep(tmp_path: Path) -> None:
    result = invoke(tmp_path / "empty", "backup", str(tmp_path / "copy.zip"))
    assert result.exit_code == 1
    assert not (tmp_path / "copy.zip").exists()


def test_rotate_keys_in_two_steps(filled: Path, command: Command) -> None:
    added = command("rotate-keys", "--new-key")
    assert added.exit_code == 0, added.output
    assert json.loads((filled / "encryption-keys.json").read_text())["current"] == "2"
    done = command("rotate-keys")
    assert done.exit_code == 0, done.output
    assert "clé 2" in done.stdout
    assert "clé 1" not in done.stdout.split("\n", 1)[1]
    assert "ouvre les données" in command("check").stdout
