"""The catalogue of indicators, for everyone: a page, and the same in files."""

from typing import Any

from flask import Response, json, render_template
from flask_babel import gettext as _

from inclusion_app.access.guard import public
from inclusion_app.observatory.catalogue.dictionary import FIELDS, Entry, entries
from inclusion_app.observatory.catalogue.formats import BY_KEY
from inclusion_app.observatory.catalogue.indicator import Family
from inclusion_app.observatory.catalogue.loaded import list_files
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.web.downloads import Column, csv_response
from inclusion_app.web.security import cacheable

_A_DAY = 24 * 3600
_COLUMNS = [
    Column[Entry]("cle", lambda entry: entry.indicator.key),
    Column[Entry]("famille", lambda entry: entry.indicator.family.label),
    Column[Entry]("nom", lambda entry: entry.indicator.name),
    Column[Entry]("definition", lambda entry: entry.indicator.definition),
    Column[Entry]("unite", lambda entry: entry.unit),
    Column[Entry]("ce_qui_est_compte", lambda entry: entry.indicator.counts),
    Column[Entry]("numerateur", lambda entry: entry.indicator.numerator),
    Column[Entry]("denominateur", lambda entry: entry.indicator.denominator),
    Column[Entry]("valeurs", lambda entry: " | ".join(entry.values)),
    Column[Entry]("source", lambda entry: entry.indicator.source),
    Column[Entry]("adresse_de_la_source", lambda entry: entry.indicator.url),
    Column[Entry]("limites", lambda entry: entry.indicator.limits),
    Column[Entry]("depuis", lambda entry: entry.indicator.since),
    Column[Entry]("secret_statistique", lambda entry: entry.secrecy),
]


@bp.get("/indicateurs")
@public
def indicators() -> str:
    """Every indicator, by question."""
    return render_template(
        "observatory/indicators.html",
        families=[(family, entries(family)) for family in Family],
        fields=FIELDS,
        files=[(BY_KEY[file.format], file) for file in list_files()],
        words=_words,
    )


def _words(entry: Entry, field: str) -> str | None:
    """A text of an indicator, in the reader's language."""
    text = entry.get(field)
    return ", ".join(_(part) for part in text) if isinstance(text, tuple) else text and _(text)


@bp.get("/indicateurs.csv")
@public
def indicators_csv() -> Response:
    """The dictionary as a table, in French: the language of its sources."""
    return cacheable(csv_response("indicateurs.csv", _COLUMNS, entries()), _A_DAY)


@bp.get("/indicateurs.json")
@public
def indicators_json() -> Response:
    """The dictionary as data, in French."""
    content = {"licence": "Licence Ouverte 2.0", "indicateurs": [_as_data(entry) for entry in entries()]}
    text = json.dumps(content, ensure_ascii=False, sort_keys=False)
    return cacheable(Response(text, mimetype="application/json"), _A_DAY)


def _as_data(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {column.label: column.getter(entry) for column in _COLUMNS}
    return found | {"valeurs": list(entry.values)}
