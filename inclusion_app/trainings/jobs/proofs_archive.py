"""The archive of a proof file while it is written: straight to the disk, for its owner alone, whole or not at all."""

import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar
from zipfile import ZIP_DEFLATED, ZipFile

from flask import current_app

from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.files import JPEG, PDF, PNG
from inclusion_app.kernel.text import N_
from inclusion_app.web.downloads import Column, csv_lines

T = TypeVar("T")

ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
_NAME = re.compile(r"preuves-[0-9a-f]{32}\.zip")


class Archive:
    """Files by folder; `paths` are those already written."""

    def __init__(self, archive: ZipFile) -> None:
        self._zip = archive
        self.paths: list[str] = []

    def add(self, path: str, content: bytes | str) -> None:
        """A file in one piece."""
        self._zip.writestr(path, content)
        self.paths.append(path)

    def add_table(self, path: str, columns: Sequence[Column[T]], rows: Iterable[T]) -> int:
        """A CSV file written while its rows are read, and how many there were; no file without a row."""
        counted = _Counted(rows)
        first = next(counted, None)
        if first is None:
            return 0
        with self._zip.open(path, "w") as file:
            for piece in csv_lines(columns, _again(first, counted)):
                file.write(piece)
        self.paths.append(path)
        return counted.count


class _Counted(Iterator[T]):
    def __init__(self, rows: Iterable[T]) -> None:
        self._rows = iter(rows)
        self.count = 0

    def __next__(self) -> T:
        row = next(self._rows)
        self.count += 1
        return row


def _again(first: T, rows: Iterable[T]) -> Iterator[T]:
    yield first
    yield from rows


def folder() -> Path:
    """The folder of proof files in the instance, which may not exist yet."""
    return Path(current_app.instance_path) / "proofs"


def get_path(name: str) -> Path:
    """The file of this name. Raises NotFound, in words, once it was deleted."""
    path = folder() / name
    if not _NAME.fullmatch(name) or not path.is_file():
        raise NotFound(N_("Ce dossier de preuves n’est plus gardé. Redemandez-le."))
    return path


@contextmanager
def new_archive() -> Iterator[tuple[Archive, Path]]:
    """An archive to fill, and where it will be once the block ends well; a name that nobody guesses."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder() / f"preuves-{secrets.token_hex(16)}.zip"
    unfinished = path.with_suffix(".part")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
            yield Archive(archive), path
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
