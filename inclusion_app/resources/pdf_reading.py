"""Reads a PDF that somebody sent: what acts in it, its words. Run as a process of its own, bounded in time and memory.

A PDF may be made to exhaust whoever reads it: this process is given so much memory and so many seconds, and dies alone.
It reads the file on its standard input and writes JSON. The parent calls `read_pdf`.
"""

import io
import json
import logging
import re
import resource
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pikepdf
from pypdf import PdfReader

MEMORY = 1_500_000_000
MAX_PAGES = 300
MAX_TEXT = 1_000_000
_MAX_OBJECTS = 300_000
_MAX_DEPTH = 40

SCRIPT, EMBEDDED, LAUNCH, FORM, LOCKED, DAMAGED, TOO_LONG = (
    "script",
    "embedded",
    "launch",
    "form",
    "locked",
    "damaged",
    "too-long",
)
_KEYS = {"/JS": SCRIPT, "/JavaScript": SCRIPT, "/EmbeddedFiles": EMBEDDED, "/EF": EMBEDDED, "/XFA": FORM}
_KEYS |= {"/RichMediaContent": EMBEDDED}
_ACTIONS = {"/JavaScript": SCRIPT, "/Launch": LAUNCH, "/ImportData": LAUNCH, "/GoToE": LAUNCH, "/Rendition": EMBEDDED}
_ACTIONS |= {"/SubmitForm": FORM}
_MAY_ACT = re.compile(
    rb"/(JS|JavaScript|EmbeddedFiles|EF|XFA|RichMediaContent|Launch|ImportData|GoToE|Rendition|SubmitForm)\b"
)


@dataclass(frozen=True)
class ReadPdf:
    """What was found: why it is refused (one of the words above, or None), and its words when they were asked."""

    refused: str | None
    pages: int = 0
    text: str = ""


def read_pdf(content: bytes, *, words: bool, seconds: int = 10) -> ReadPdf:
    """Check a PDF and, when `words`, read its text, in another process."""
    command = [sys.executable, "-m", "inclusion_app.resources.pdf_reading", str(seconds), "words" if words else "check"]
    try:
        done = subprocess.run(  # noqa: S603 (our own program, on our own arguments)
            command, input=content, capture_output=True, timeout=seconds + 5, check=True
        )
        return ReadPdf(**json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return ReadPdf(TOO_LONG)
    except subprocess.CalledProcessError as error:
        return ReadPdf(TOO_LONG if error.returncode < 0 else DAMAGED)
    except ValueError:
        return ReadPdf(DAMAGED)


def inspect(content: bytes, *, words: bool) -> ReadPdf:
    """The work of the process."""
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
            refused = _what_acts(document)
    except pikepdf.PasswordError:
        return ReadPdf(LOCKED)
    except (pikepdf.PdfError, ValueError, RecursionError, MemoryError, OverflowError):
        return ReadPdf(DAMAGED)
    if refused or not pages:
        return ReadPdf(refused or DAMAGED)
    return ReadPdf(None, pages, _words(content) if words else "")


def _what_acts(document: pikepdf.Pdf) -> str | None:
    for rank, entry in enumerate(document.objects):
        if rank > _MAX_OBJECTS:
            return TOO_LONG
        shown = entry.stream_dict.unparse() if isinstance(entry, pikepdf.Stream) else entry.unparse(resolved=True)
        if _MAY_ACT.search(shown) and (found := _acts(entry, 0)):
            return found
    return None


def _acts(entry: Any, depth: int) -> str | None:
    """Look into a dictionary or an array and what it holds directly; what is elsewhere in the file has its own turn."""
    if depth > _MAX_DEPTH:
        return TOO_LONG
    inside: list[Any] = []
    if isinstance(entry, pikepdf.Stream):
        entry = entry.stream_dict
    if isinstance(entry, pikepdf.Dictionary):
        for key, value in entry.items():
            if key in _KEYS and not _is_empty(value):
                return _KEYS[key]
            if key == "/S" and str(value) in _ACTIONS:
                return _ACTIONS[str(value)]
            inside.append(value)
    elif isinstance(entry, pikepdf.Array):
        inside = list(entry)
    held = (value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect)
    return next((found for value in held if (found := _acts(value, depth + 1))), None)


def _is_empty(value: Any) -> bool:
    return isinstance(value, pikepdf.Array) and not len(value)


def _words(content: bytes) -> str:
    """The text of the first pages; a page that cannot be read is passed over."""
    found, left = [], MAX_TEXT
    try:
        for page in PdfReader(io.BytesIO(content)).pages[:MAX_PAGES]:
            try:
                text = page.extract_text()[:left]
            except Exception:  # noqa: S112 (what a damaged page makes the library say is of no use)
                continue
            found.append(text)
            left -= len(text)
            if left <= 0:
                break
    except Exception:
        return "\n".join(found)
    return "\n".join(found)


def main() -> None:
    """Take limits, read, answer."""
    seconds, words = int(sys.argv[1]), sys.argv[2] == "words"
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    logging.disable(logging.CRITICAL)
    read = inspect(sys.stdin.buffer.read(), words=words)
    text = read.text.replace("\x00", " ").encode("utf-8", "replace").decode("utf-8")
    sys.stdout.write(json.dumps({"refused": read.refused, "pages": read.pages, "text": text}))


if __name__ == "__main__":
    main()
