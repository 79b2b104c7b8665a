"""Where reports wait to be downloaded: the instance's `reports` folder, under names that say what they hold."""

import re
import secrets
from pathlib import Path

from flask import current_app

from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_, fold
from inclusion_app.observatory.periods import Period

_NAME = re.compile(r"[a-z0-9-]+\.pdf")


def folder() -> Path:
    """The folder, which may not exist yet."""
    return Path(current_app.instance_path) / "reports"


def readable_name(name: str, period: Period) -> str:
    """« rapport-limoges-metropole-2025-t3.pdf »."""
    return f"rapport-{'-'.join(re.findall('[a-z0-9]+', fold(name))[:12])}-{period.key.lower().replace('_', '-')}.pdf"


def new_path(called: str, period: Period) -> Path:
    """A name of its own for each report: one never replaces another."""
    name = readable_name(called, period)
    return folder() / f"{name.removesuffix('.pdf')}-{secrets.token_hex(4)}.pdf"


def get_path(name: str) -> Path:
    """The file of a report. Raises NotFound, in words, once it was deleted."""
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound(N_("Ce rapport n’est plus gardé. Redemandez-le depuis la page du territoire."))
    return path
