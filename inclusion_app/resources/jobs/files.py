"""The words of a large PDF, read while nobody waits."""

import uuid
from collections.abc import Mapping
from typing import Any

from inclusion_app.kernel.db import db, release, unit_of_work
from inclusion_app.kernel.tasks import Progress
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import version_of
from inclusion_app.resources.services.files import keep_words, words_of


def read_file(arguments: Mapping[str, Any], progress: Progress) -> dict[str, Any]:
    """The task `resources.read_file`: the text of the file of a `resource` under a `number`, for the search."""
    resource_id, number = uuid.UUID(str(arguments["resource"])), int(arguments["number"])
    progress(0, 1)
    kept = version_of(db.session.get_one(Resource, resource_id), number).file
    content = kept.bytes if kept else b""
    release()
    text = words_of(content)
    with unit_of_work():
        keep_words(resource_id, number, text)
    progress(1, 1)
    return {"characters": len(text)}
