"""Typed settings from the environment. A wrong or missing value stops the start, in words."""

import os
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


class SettingsError(Exception):
    """A setting is wrong; the message, in French, says which one and what is expected."""


@dataclass(frozen=True)
class Settings:
    """All that can be set from outside. Production is the default: nothing here weakens it silently."""

    instance: Path
    database_url: str
    secret_key: str
    encryption_keys: str | None
    smtp_url: str | None
    mail_from: str
    public_url: str
    operator_name: str
    operator_logo: Path | None
    operator_contact: str
    operator_phone: str | None
    accent: str | None
    workers: int
    trusted_proxies: int
    demonstration: bool
    publication_threshold: int
    """Persons behind a cell that a publication shows, at least."""

    @property
    def secure(self) -> bool:
        """The public address is https: cookies are then sent over https alone."""
        return self.public_url.startswith("https://")

    @property
    def keyring_file(self) -> Path:
        return self.instance / "encryption-keys.json"

    @property
    def mail_folder(self) -> Path:
        return self.instance / "mail"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; `environment` is that of the process unless a test gives another."""
    read = _Reader(os.environ if environment is None else environment)
    instance = Path(read.text("INCLUSION_INSTANCE", "instance")).absolute()
    public_url = read.value("PUBLIC_URL", "http://127.0.0.1:8000", _web_address).rstrip("/")
    host = urlsplit(public_url).hostname or "localhost"
    return Settings(
        instance=instance,
        database_url=read.value("DATABASE_URL", f"sqlite:///{instance / 'inclusion.sqlite3'}", _database),
        secret_key=read.value("SECRET_KEY", "", _secret) or _kept_secret(instance / "secret-key"),
        encryption_keys=read.text("ENCRYPTION_KEYS") or None,
        smtp_url=read.value("SMTP_URL", "", _smtp) or None,
        mail_from=read.text("MAIL_FROM", f"inclusion-numerique@{host if '.' in host else 'localhost.localdomain'}"),
        public_url=public_url,
        operator_name=read.text("OPERATOR_NAME", "Inclusion numérique"),
        operator_logo=read.value("OPERATOR_LOGO", "", _existing_file),
        operator_contact=read.text("OPERATOR_CONTACT", "inclusion-numerique@example.org"),
        operator_phone=read.text("OPERATOR_PHONE") or None,
        accent=read.value("OPERATOR_ACCENT", "", _colour) or None,
        workers=read.value("WEB_WORKERS", "2", _count),
        trusted_proxies=read.value("TRUSTED_PROXIES", "0", _few),
        demonstration=read.value("INCLUSION_DEMO", "", _switch),
        publication_threshold=read.value("PUBLICATION_THRESHOLD", "11", _persons),
    )


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment

    def text(self, name: str, default: str = "") -> str:
        return self.environment.get(name, "").strip() or default

    def value(self, name: str, default: str, convert: Callable[[str], T]) -> T:
        try:
            return convert(self.text(name, default))
        except ValueError as error:
            raise SettingsError(f"Le réglage {name} ne convient pas\u00a0: {error}.") from error


def _web_address(text: str) -> str:
    if urlsplit(text).scheme not in ("http", "https") or not urlsplit(text).hostname:
        raise ValueError("une adresse complète est attendue, comme https://inclusion.exemple.fr")
    return text


def _database(text: str) -> str:
    if text.startswith("sqlite:///"):
        return text
    for prefix in ("postgres://", "postgresql://", "postgresql+psycopg://"):
        if text.startswith(prefix):
            return "postgresql+psycopg://" + text.removeprefix(prefix)
    raise ValueError("une adresse sqlite:///… ou postgresql://… est attendue")


def _secret(text: str) -> str:
    if text and len(text) < 32:
        raise ValueError("au moins 32 caractères sont attendus")
    return text


def _smtp(text: str) -> str:
    if text and (urlsplit(text).scheme not in ("smtp", "smtps", "smtp+tls") or not urlsplit(text).hostname):
        raise ValueError("une adresse smtp://, smtp+tls:// ou smtps:// est attendue, comme smtp://localhost:25")
    return text


def _existing_file(text: str) -> Path | None:
    if text and not Path(text).is_file():
        raise ValueError("ce fichier n’existe pas")
    return Path(text) if text else None


def _colour(text: str) -> str:
    if text and not _COLOUR.fullmatch(text):
        raise ValueError("une couleur comme #1c5d5a est attendue")
    return text


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise ValueError("un nombre de 1 à 64 est attendu")
    return int(text)


def _few(text: str) -> int:
    if not text.isdecimal() or int(text) > 5:
        raise ValueError("un nombre de 0 à 5 est attendu")
    return int(text)


def _persons(text: str) -> int:
    if not text.isdecimal() or not 5 <= int(text) <= 1000:
        raise ValueError("de 5 à 1000 personnes, 11 de préférence ; à moins de 5, on les reconnaîtrait")
    return int(text)


def _switch(text: str) -> bool:
    if text.lower() not in ("", "0", "1", "non", "oui"):
        raise ValueError("oui ou non est attendu")
    return text.lower() in ("1", "oui")


def _kept_secret(path: Path) -> str:
    """The secret made at the first start and kept in the instance, for its owner alone."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process made it meanwhile
            return path.read_text(encoding="utf-8").strip()
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8").strip()
