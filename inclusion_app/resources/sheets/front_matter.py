"""The values at the top of a sheet, between two lines of hyphens: `key: value`, one a line, nothing cleverer."""

import re

_FENCE = "---"
_LINE = re.compile(r"^([a-z_]+)\s*:(.*)$")
KEYS = frozenset(
    (
        "titre", "resume", "auteur", "niveau", "duree", "langue",
        "competences", "themes", "publics", "licence", "revoir",
    )
)  # fmt: skip


def split(text: str) -> tuple[dict[str, str], str, int]:
    """The values, the rest of the text, and how many lines stand before it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").split("\n")
    if lines[0].strip() != _FENCE or _FENCE not in (line.strip() for line in lines[1:]):
        return {}, "\n".join(lines), 0
    end = next(rank for rank, line in enumerate(lines) if rank and line.strip() == _FENCE)
    found = (_LINE.match(line.strip()) for line in lines[1:end])
    values = {match[1]: match[2].strip() for match in found if match}
    return values, "\n".join(lines[end + 1 :]), end + 1


def listed(value: str) -> list[str]:
    """The values of a list."""
    return [part.strip() for part in value.split(",") if part.strip()]
