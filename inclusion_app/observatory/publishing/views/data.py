"""Open data: the catalogue, files, schemas, data packages, the dictionary, the feed. Each answer has its ETag."""

import hashlib
import json
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from inclusion_app.access.guard import public
from inclusion_app.observatory.publishing import content, queries
from inclusion_app.observatory.publishing.opendata import dictionary, feed, packages, tables
from inclusion_app.observatory.publishing.views.blueprint import bp, named, title_of
from inclusion_app.web.security import cacheable

_YEAR = 31_536_000
_HOUR = 3_600


@bp.get("/donnees")
@public
def open_data() -> ResponseReturnValue:
    """What may be taken away, and how to use it again."""
    return render_template(
        "observatory/publishing/open_data.html",
        publications=named(queries.list_published()),
        tables=[(name, tables.title_of(name)) for name in tables.TABLES],
        licence=packages.LICENCE,
    )


@bp.get("/donnees/publications.atom")
@public
def atom() -> Response:
    """The feed of publications and corrections."""
    found = [(publication, title_of(publication, name)) for publication, name in named(queries.list_last_changes())]
    return _answer(feed.atom(found, request.path), feed.MIMETYPE, _HOUR)


@bp.get("/donnees/dictionnaire.<any(csv, json):kind>")
@public
def dictionary_file(kind: str) -> Response:
    """What every field and value means."""
    if kind == "csv":
        return _answer(dictionary.dictionary_csv(), "text/csv", _HOUR, "dictionnaire.csv")
    return _answer(dictionary.dictionary_json(), "application/json", _HOUR)


@bp.get("/donnees/publication-<int:number>/<name>-v<int:version>.<any(csv, json):kind>")
@public
def table(number: int, name: str, version: int, kind: str) -> Response:
    """A table of a version: it never changes."""
    publication = queries.get_published(number, version)
    written, mimetype = tables.write_table(publication, name, kind)
    file = f"{name}-{publication.territory_key}-{publication.period_key}-v{version}.{kind}".lower()
    return _answer(written, mimetype, _YEAR, file if kind == "csv" else "")


@bp.get("/donnees/publication-<int:number>/<name>-v<int:version>.schema.json")
@public
def schema(number: int, name: str, version: int) -> Response:
    """The Table Schema of a table."""
    tables.get_table(name)
    return _json(tables.schema_of(queries.get_published(number, version), name), _YEAR)


@bp.get("/donnees/publication-<int:number>/datapackage-v<int:version>.json")
@public
def data_package(number: int, version: int) -> Response:
    """The Data Package of a version."""
    publication = queries.get_published(number, version)
    about = {"territory_name": queries.get_place(publication, publication.territory_key).name}
    return _json(packages.data_package(publication, about), _YEAR)


@bp.get("/donnees/publication-<int:number>/contenu-v<int:version>.json")
@public
def whole(number: int, version: int) -> Response:
    """The frozen text: its SHA-256 is the publication's."""
    publication = queries.get_published(number, version)
    return _answer(content.unpack(publication.content), "application/json", _YEAR)


@bp.get("/donnees/publication-<int:number>/<name>.<any(csv, json):kind>")
@public
def latest(number: int, name: str, kind: str) -> ResponseReturnValue:
    """The table, the data package of the last version: an address that stays."""
    publication = queries.get_published(number)
    version = publication.version
    if name == "datapackage" and kind == "json":
        return redirect(url_for("publishing.data_package", number=number, version=version))
    if name.endswith(".schema") and kind == "json":
        target = name.removesuffix(".schema")
        tables.get_table(target)
        return redirect(url_for("publishing.schema", number=number, name=target, version=version))
    tables.get_table(name)
    return redirect(url_for("publishing.table", number=number, name=name, version=version, kind=kind))


def _json(held: Any, seconds: int) -> Response:
    return _answer(json.dumps(held, ensure_ascii=False, indent=1).encode(), "application/json", seconds)


def _answer(written: bytes, mimetype: str, seconds: int, file: str = "") -> Response:
    """An answer that anyone may keep, and that is not sent again to who has it."""
    response = Response(written, mimetype=mimetype)
    response.set_etag(hashlib.sha256(written).hexdigest()[:32])
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if file:
        response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    cacheable(response, seconds)
    response.make_conditional(request)
    return response
