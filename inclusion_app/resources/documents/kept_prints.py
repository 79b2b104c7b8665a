"""Where long prints wait to be downloaded: the instance's `prints` folder, for seven days."""

import os
import re
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import current_app

from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_

KEPT = timedelta(days=7)
_NAME = re.compile(r"supports-[0-9a-f]{16}\.pdf")


def folder() -> Path:
    """The folder, which may not exist yet."""
    return Path(current_app.instance_path) / "prints"


def keep(content: bytes) -> str:
    """Write a file that only this service may read, whole or not at all; returns its name."""
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / f"supports-{secrets.token_hex(8)}.pdf"
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    unfinished.replace(path)
    return path.name


def get_path(name: str) -> Path:
    """The file of this name. Raises NotFound, in words, once it was forgotten."""
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound(N_("Ce document n’est plus gardé. Préparez l’impression de nouveau."))
    return path


def forget_old() -> int:
    """Delete what was kept for seven days; returns how many."""
    limit = clock.now() - KEPT
    old = [path for path in folder().glob("supports-*") if datetime.fromtimestamp(path.stat().st_mtime, UTC) < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
