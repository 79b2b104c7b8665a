"""The drawings of the library, that any sheet may call: `dessin:cadenas`."""

import re
from functools import lru_cache
from pathlib import Path

from inclusion_app.kernel.errors import NotFound

FOLDER = Path(__file__).parent.parent / "library" / "drawings"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


@lru_cache(maxsize=1)
def drawing_names() -> tuple[str, ...]:
    """The names of all drawings, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg") if _NAME.fullmatch(path.stem)))


def drawing_sources() -> frozenset[str]:
    """How a text calls them."""
    return frozenset(f"dessin:{name}" for name in drawing_names())


def drawing_path(name: str) -> Path:
    """Its file. Raises NotFound."""
    if name not in drawing_names():
        raise NotFound
    return FOLDER / f"{name}.svg"
