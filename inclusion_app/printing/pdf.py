"""HTML to an accessible PDF: tagged, PDF/UA-1, in French, the same bytes for the same content.

WeasyPrint takes seconds to import: `warm_up()` is called when the web server and the runner of jobs start, and by a
command that prints. A document holds everything it needs: its styles in the page, its pictures in `resources`.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from inclusion_app.printing.mending import Metadata, mend

SCHEME = "document:"
"""How a page names a picture of its `resources`: `<img src="document:logo.svg">`."""


class RefusedResource(Exception):
    """A document asked for something that it does not hold."""


@dataclass(frozen=True)
class Document:
    """What is printed; `html` is a whole page with its language and its styles."""

    html: str
    title: str
    created: datetime
    author: str = ""
    subject: str = ""
    language: str = "fr"
    resources: Mapping[str, Path | bytes] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _engine() -> Any:
    return import_module("weasyprint")


@lru_cache(maxsize=1)
def _urls() -> Any:
    return import_module("weasyprint.urls")


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """The fonts of the machine, read once: opening them anew costs each document a tenth of a second."""
    return import_module("weasyprint.text.fonts").FontConfiguration()


def warm_up() -> None:
    """Import what prints, once, before it is needed."""
    _engine()
    _urls()
    _fonts()


@contextmanager
def _uncollected() -> Iterator[None]:
    """A layout makes many objects that all live until its end: looking for garbage meanwhile costs a fifth of it."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def to_pdf(document: Document) -> bytes:
    """The bytes of the PDF. Raises RefusedResource when the page names a file that it was not given."""
    page = _engine().HTML(string=document.html, url_fetcher=_fetcher(document.resources))
    identifier = sha256(document.html.encode()).digest()[:16]
    try:
        with _uncollected():
            raw = page.write_pdf(
                pdf_variant="pdf/ua-1", pdf_identifier=identifier, optimize_images=True, font_config=_fonts()
            )
    except _urls().FatalURLFetchingError as error:
        raise RefusedResource(str(error)) from error
    metadata = Metadata(
        title=document.title,
        author=document.author,
        subject=document.subject,
        language=document.language,
        created=document.created,
    )
    return mend(BytesIO(raw), metadata)


def write_pdf(document: Document, path: Path) -> None:
    """Write the PDF; the file is there whole or not at all."""
    save_pdf(to_pdf(document), path)


def save_pdf(content: bytes, path: Path) -> None:
    """Write a PDF that was made; the file is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _fetcher(resources: Mapping[str, Path | bytes]) -> Callable[[str], Any]:
    """Gives the document's own pictures; refuses the network, the disk and everything else."""
    urls = _urls()

    def fetch(url: str) -> Any:
        picture = resources.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
        if picture is None:
            raise urls.FatalURLFetchingError(f"a printed document may not fetch {url[:80]}")
        return urls.URLFetcherResponse(url, picture.read_bytes() if isinstance(picture, Path) else picture)

    return fetch
