"""A publication as a Data Package: every file with its schema, its size, its SHA-256, its licence."""

import hashlib
from collections.abc import Mapping
from typing import Any

from inclusion_app.kernel.site import address, current
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.opendata.tables import (
    TABLES,
    schema_of,
    title_of,
    what_of,
    write_table,
)

LICENCE = {
    "name": "etalab-2.0",
    "title": "Licence Ouverte / Open Licence version 2.0",
    "path": "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf",
}


def file_name(publication: Publication, name: str, extension: str) -> str:
    """« themes-v2.csv »: the version is in the name, so that a file never changes under its name."""
    return f"{name}-v{publication.version}.{extension}"


def address_of(publication: Publication, file: str) -> str:
    """The full address of a file of a publication."""
    return address(f"/donnees/publication-{publication.number}/{file}")


def data_package(publication: Publication, about: Mapping[str, Any]) -> dict[str, Any]:
    """The Data Package of a publication (specs.frictionlessdata.io): every file with its schema and its SHA-256."""
    title = f"Observatoire de l’inclusion numérique\u00a0: {about['territory_name']}, {publication.period_key}"
    resources = [_resource(publication, name, kind) for name in TABLES for kind in ("csv", "json")]
    return {
        "profile": "tabular-data-package",
        "name": f"publication-{publication.number}",
        "id": publication.identity,
        "title": title,
        "description": description_of(publication),
        "version": f"{publication.version}.0.0",
        "created": instant_of(publication),
        "homepage": address(f"/observatoire/publie/{publication.number}"),
        "licenses": [LICENCE],
        "contributors": [{"title": current().operator, "role": "publisher", "email": current().contact}],
        "sources": [{"title": current().operator}],
        "keywords": ["inclusion numérique", "médiation numérique"],
        "sha256": publication.hash,
        "resources": resources,
    }


def instant_of(publication: Publication) -> str:
    """When it was published, in UTC."""
    assert publication.published_at is not None  # noqa: S101 (a constraint of the table says so)
    return publication.published_at.isoformat(timespec="seconds").replace("+00:00", "Z")


def description_of(publication: Publication) -> str:
    """How many cells are hidden, by which rule, in French."""
    summary = publication.summary
    hidden, offered = summary["hidden"], summary["offered"]
    text = (
        f"Secret statistique\u00a0: aucune case ne laisse deviner un compte de moins de {publication.threshold}"
        " personnes."
        f" {hidden} cases cachées sur {offered}\u00a0; {round(100 * summary['information_kept'])} % de l’information"
        " des répartitions est gardée."
    )
    return f"{text} Correction\u00a0: {publication.reason}" if publication.reason else text


def _measured(written: bytes) -> dict[str, Any]:
    """Of CSV files alone: validators of JSON ones do not count their bytes, and take the difference for an error."""
    return {"bytes": len(written), "hash": f"sha256:{hashlib.sha256(written).hexdigest()}"}


def _resource(publication: Publication, name: str, kind: str) -> dict[str, Any]:
    written, mimetype = write_table(publication, name, kind)
    return {
        "profile": "tabular-data-resource",
        "name": f"{name}-{kind}",
        "title": title_of(name),
        "description": what_of(name),
        "path": file_name(publication, name, kind),
        "format": kind,
        "mediatype": mimetype,
        "encoding": "utf-8",
        **(_measured(written) if kind == "csv" else {}),
        "schema": schema_of(publication, name),
    }
