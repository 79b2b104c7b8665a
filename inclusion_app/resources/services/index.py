"""What the search knows of a resource: its words, written again after each of its changes."""

import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, delete, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from inclusion_app.kernel.db import db
from inclusion_app.resources.models.resources import Resource, ResourceVersion, ResourceWord, WordVariant
from inclusion_app.resources.rules.search import MAX_TEXT, MAX_WORDS, Gathered, Part, gather
from inclusion_app.resources.rules.search_typos import variants
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.rendering import plain_text

_BATCH = 5_000


def reindex(resource: Resource) -> None:
    """Write again the words of a resource, whatever its state: who may find it is the reading's matter."""
    query = select(ResourceVersion).where(ResourceVersion.resource_id == resource.id)
    version = db.session.scalar(query.where(ResourceVersion.number == resource.latest))
    _replace([(resource, version)])


def reindex_batch(after: uuid.UUID | None, size: int) -> uuid.UUID | None:
    """Write again the words of the next resources in the order of their keys; the last one's key, None at the end."""
    query = (
        select(Resource, ResourceVersion)
        .outerjoin(
            ResourceVersion,
            (ResourceVersion.resource_id == Resource.id) & (ResourceVersion.number == Resource.latest),
        )
        .order_by(Resource.id)
        .limit(size)
    )
    if after is not None:
        query = query.where(Resource.id > after)
    rows: list[tuple[Resource, ResourceVersion | None]] = [(one, version) for one, version in db.session.execute(query)]
    _replace(rows)
    return rows[-1][0].id if rows else None


def forget_words() -> None:
    """Empty the index, words that no resource holds any more included, before the whole is written again."""
    db.session.execute(delete(ResourceWord))
    db.session.execute(delete(WordVariant))


def count_indexed() -> tuple[int, int]:
    """Resources, and different words by which they are found."""
    resources = db.session.scalar(select(func.count()).select_from(Resource)) or 0
    words = db.session.scalar(select(func.count(ResourceWord.word.distinct()))) or 0
    return resources, words


def texts_of(resource: Resource, version: ResourceVersion | None) -> dict[Part, str]:
    """What is read in each part of a resource."""
    labels = [*resource.themes, *resource.competences, *resource.readers]
    return {
        Part.TITLE: resource.title,
        Part.SUMMARY: f"{resource.summary} {resource.author}",
        Part.LABELS: " ".join(one.label for one in labels),
        Part.SHEET: sheet_text(resource, version),
        Part.FILE: (version.file_text or "")[:MAX_TEXT] if version else "",
    }


def sheet_text(resource: Resource, version: ResourceVersion | None) -> str:
    """The words of a sheet and of its plain version."""
    bodies = [version.body, version.plain_body] if version else []
    return "\n".join(plain_text(parse(body, language=resource.language)) for body in bodies if body)


def _replace(rows: list[tuple[Resource, ResourceVersion | None]]) -> None:
    if not rows:
        return
    keys = [resource.id for resource, _ in rows]
    db.session.execute(delete(ResourceWord).where(ResourceWord.resource_id.in_(keys)))
    written: list[dict[str, Any]] = []
    words: set[str] = set()
    for resource, version in rows:
        gathered = gather(texts_of(resource, version), resource.language)
        written += _rows(resource.id, gathered)
        words |= gathered.words
    _insert(ResourceWord.__table__, written)
    _add_words(words)


def _rows(resource_id: uuid.UUID, gathered: Gathered) -> list[dict[str, Any]]:
    return [
        {"word": word, "resource_id": resource_id, "weight": weight, "parts": int(gathered.parts[word])}
        for word, weight in gathered.weights.most_common(MAX_WORDS)
    ]


def _add_words(words: set[str]) -> None:
    """The words that are not known yet, with what is left of each once letters are missing."""
    known: set[str] = set()
    for some in _batches(sorted(words), _BATCH):
        known |= set(
            db.session.scalars(
                select(WordVariant.word).where(WordVariant.variant == WordVariant.word, WordVariant.word.in_(some))
            )
        )
    new = sorted(words - known)
    rows = [{"variant": variant, "word": word} for word in new for variant in sorted(variants(word) | {word})]
    _insert(WordVariant.__table__, rows)


def _insert(table: Any, rows: list[dict[str, Any]]) -> None:
    """Rows that are there already stay as they are. PostgreSQL takes one list a column."""
    connection = db.session.connection()
    for some in _batches(rows, _BATCH):
        if db.engine.dialect.name == "postgresql":
            lists = [literal([row[column.name] for row in some], ARRAY(column.type)) for column in table.columns]
            filled = postgresql.insert(table).from_select(list(table.columns), select(*map(func.unnest, lists)))
            connection.execute(filled.on_conflict_do_nothing())
        else:
            connection.execute(sqlite.insert(table).on_conflict_do_nothing(), some)


def _batches(rows: list[Any], size: int) -> Iterable[list[Any]]:
    return (rows[at : at + size] for at in range(0, len(rows), size))
