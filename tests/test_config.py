"""Settings: a wrong value stops the start, in words."""

from pathlib import Path

import pytest

from inclusion_app.app import load_keyring
from inclusion_app.config import SettingsError, load_settings
from inclusion_app.kernel.crypto import Keyring


def test_nothing_is_needed_to_start(tmp_path: Path) -> None:
    settings = load_settings({"INCLUSION_INSTANCE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/inclusion.sqlite3"
    again = load_settings({"INCLUSION_INSTANCE": str(tmp_path)})
    assert settings.secret_key == again.secret_key
    assert (tmp_path / "secret-key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://localhost/x"),
        ("SECRET_KEY", "court"),
        ("SMTP_URL", "localhost:25"),
        ("PUBLIC_URL", "inclusion.exemple.fr"),
        ("OPERATOR_ACCENT", "bleu"),
        ("OPERATOR_LOGO", "/nulle/part.svg"),
        ("WEB_WORKERS", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("INCLUSION_DEMO", "peut-être"),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({"INCLUSION_INSTANCE": str(tmp_path), name: value})


def test_an_address_of_postgresql_takes_the_right_driver(tmp_path: Path) -> None:
    settings = load_settings({"INCLUSION_INSTANCE": str(tmp_path), "DATABASE_URL": "postgres://u@h/b"})
    assert settings.database_url == "postgresql+psycopg://u@h/b"


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    settings = load_settings({"INCLUSION_INSTANCE": str(tmp_path)})
    assert load_keyring(settings) == load_keyring(settings)
    assert settings.keyring_file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"current": "2", "keys": {}, "index_key": ""}', "pas du json"])
def test_unreadable_keys_stop_the_start(tmp_path: Path, text: str) -> None:
    settings = load_settings({"INCLUSION_INSTANCE": str(tmp_path)})
    settings.keyring_file.write_text(text)
    with pytest.raises(SettingsError, match="illisibles"):
        load_keyring(settings)


def test_keys_may_come_from_the_environment(tmp_path: Path) -> None:
    keys = Keyring.generate()
    settings = load_settings({"INCLUSION_INSTANCE": str(tmp_path), "ENCRYPTION_KEYS": keys.to_json()})
    assert load_keyring(settings) == keys
    assert not settings.keyring_file.exists()
