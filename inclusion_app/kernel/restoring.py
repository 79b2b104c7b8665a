"""Puts a copy of the database back, whole or not at all."""

import base64
import hashlib
import json
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, inspect, select
from sqlalchemy import table as plain_table

from inclusion_app.kernel import crypto
from inclusion_app.kernel.backup import FORMAT, MANIFEST, Manifest, TableCopy, mark_of, member_of, plain
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress, silent

_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError),
    *(AttributeError, KeyError, TypeError, ValueError, NotImplementedError, RuntimeError),
)
"""What a file that is no copy, or no longer one, may raise while it is read."""

_BATCH = 2000
_PART = 1 << 20

DECODERS: dict[str, Callable[[Any], Any]] = {
    "uuid": uuid.UUID,
    "instant": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "bytes": base64.b64decode,
    "bool": bool,
    "json": lambda value: value,
    "plain": lambda value: value,
}


def read_manifest(path: Path) -> Manifest:
    """What the file says it holds. Raises DomainError when it is no backup of ours, or is damaged."""
    try:
        with zipfile.ZipFile(path) as zipped:
            raw = json.loads(zipped.read(MANIFEST))
            if raw["format"] != FORMAT:
                raise DomainError("Cette sauvegarde vient d’une autre version du logiciel, qui ne sait pas la lire.")
            tables = [TableCopy(**table) for table in raw["tables"]]
            manifest = Manifest(**{**raw, "tables": tables, "keys": dict(raw["keys"])})
            _check_digests(zipped, manifest)
    except _DAMAGED as error:
        raise DomainError("Ce fichier n’est pas une sauvegarde, ou il est abîmé. Rien n’a été changé.") from error
    return manifest


def _check_digests(zipped: zipfile.ZipFile, manifest: Manifest) -> None:
    for table in manifest.tables:
        digest = hashlib.sha256()
        with zipped.open(member_of(table.name)) as member:
            while part := member.read(_PART):
                digest.update(part)
        if digest.hexdigest() != table.sha256:
            raise DomainError("Ce fichier est abîmé\u00a0: il ne contient pas ce qu’il annonce. Rien n’a été changé.")


def check_keys(manifest: Manifest, *, expected_in: str) -> None:
    """Refuse a copy that the keys of this instance cannot open; `expected_in` says where the right ones go."""
    ring = crypto.ring()
    held = {name: mark_of(key) for name, key in ring.keys.items()}
    missing = [name for name, mark in manifest.keys.items() if held.get(name) != mark]
    if missing or mark_of(ring.index_key) != manifest.index_key:
        raise DomainError(
            "Les clés de chiffrement de cette instance ne sont pas celles de la sauvegarde, qui resterait illisible."
            f" Remettez d’abord les clés d’origine dans {expected_in}. Rien n’a été changé."
        )


def is_filled(apart: frozenset[str]) -> bool:
    """The database holds something, reference tables (`apart`) left aside."""
    present = set(inspect(db.engine).get_table_names())
    for table in db.metadata.sorted_tables:
        if table.name in present and table.name not in apart:
            query = select(*table.primary_key.columns).limit(1)
            if db.session.execute(query).first() is not None:
                return True
    return False


def put_back(path: Path, manifest: Manifest, progress: Progress = silent) -> int:
    """Replace every row by those of the copy, in the caller's transaction; returns how many were written."""
    connection = db.session.connection()
    for table in reversed(manifest.tables):
        connection.execute(delete(plain_table(table.name)))
    done = 0
    with zipfile.ZipFile(path) as zipped:
        for table in manifest.tables:
            statement = insert(plain(table.name, table.columns))
            for rows in _batches(zipped, table):
                connection.execute(statement, rows)
                done += len(rows)
                progress(done, manifest.rows)
    return done


def _batches(zipped: zipfile.ZipFile, table: TableCopy) -> Iterator[list[dict[str, Any]]]:
    names = list(table.columns)
    decoders = [DECODERS[kind] for kind in table.columns.values()]
    with zipped.open(member_of(table.name)) as member:
        while lines := list(islice(member, _BATCH)):
            try:
                rows = [_row(names, decoders, json.loads(line)) for line in lines]
            except _DAMAGED as error:
                raise DomainError(
                    "Ce fichier est abîmé\u00a0: une ligne est illisible. Rien n’a été changé."
                ) from error
            yield rows


def _row(names: list[str], decoders: list[Callable[[Any], Any]], values: list[Any]) -> dict[str, Any]:
    return {
        name: None if value is None else decode(value)
        for name, decode, value in zip(names, decoders, values, strict=True)
    }
