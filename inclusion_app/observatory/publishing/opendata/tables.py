"""The tables of a publication as files: their columns, their lines as CSV and JSON, their schemas."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inclusion_app.kernel.errors import NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.figures import SECRET
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.publishing.content import PublicRow
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.places import Place
from inclusion_app.observatory.publishing.queries import list_places, list_public_rows
from inclusion_app.observatory.publishing.reading import ANY
from inclusion_app.observatory.publishing.rules import breakdown_of

TOTALS = "accompagnements"
"""The table of bare totals."""

TABLES: Mapping[str, str] = {
    TOTALS: ANY,
    "thematiques": "themes",
    "demarches": "procedures",
    "ages": "age_bands",
    "situations": "statuses",
    "genres": "genders",
    "autonomie": "autonomy",
    "types-de-lieu": "place_kinds",
    "materiel": "equipment",
}
"""Name in addresses → breakdown."""

SCHEMA_PROFILE = "https://specs.frictionlessdata.io/schemas/table-schema.json"


@dataclass(frozen=True)
class Field:
    """A column: its name, Table Schema type, what it is, how it is read."""

    name: str
    type: str
    title: str
    description: str
    required: bool = True


_PLACE = (
    Field(
        "territoire", "string", N_("Territoire"), N_("Clé du territoire\u00a0: FR, REG-75, DEP-87, EPCI-…, COM-87085.")
    ),
    Field("niveau", "string", N_("Niveau"), N_("france, region, departement, epci ou commune.")),
    Field("code", "string", N_("Code officiel"), N_("Code INSEE, ou SIREN de l’intercommunalité.")),
    Field("nom", "string", N_("Nom"), N_("Nom le jour de la publication.")),
    Field("periode", "string", N_("Période"), N_("2025, 2025-T1 (trimestre) ou 2025-01 (mois).")),
    Field("debut", "date", N_("Premier jour"), N_("Premier jour compté.")),
    Field("fin", "date", N_("Dernier jour"), N_("Dernier jour compté.")),
)
_CELL = (
    Field("modalite", "string", N_("Modalité"), N_("Code de la modalité.")),
    Field("libelle", "string", N_("Libellé"), N_("La modalité en toutes lettres.")),
    Field(
        "accompagnements",
        "integer",
        N_("Accompagnements"),
        N_("Nombre d’accompagnements, ou «\u00a0secret statistique\u00a0»."),
        required=False,
    ),
    Field("secret", "boolean", N_("Secret"), N_("true quand le nombre est caché par le secret statistique.")),
    Field(
        "version_des_chiffres",
        "integer",
        N_("Version des chiffres"),
        N_("Version de la publication dont viennent ces chiffres."),
    ),
)
_TOTAL = (Field("accompagnements", "integer", N_("Accompagnements"), N_("Nombre d’accompagnements, jamais caché.")),)


def get_table(name: str) -> str:
    """The breakdown of a table's name. Raises NotFound."""
    if name not in TABLES:
        raise NotFound
    return TABLES[name]


def fields_of(name: str) -> tuple[Field, ...]:
    """The columns of a table."""
    return (*_PLACE, *(_TOTAL if name == TOTALS else _CELL))


def records_of(publication: Publication, name: str) -> list[dict[str, Any]]:
    """The lines of a table, in the order of territories, periods, values."""
    places = {place.node: place for place in list_places(publication)}
    rows = list_public_rows(publication, breakdown=get_table(name))
    return [record for row in rows for record in _records(publication, name, places[row.node], row)]


def _records(publication: Publication, name: str, place: Place, row: PublicRow) -> Iterator[dict[str, Any]]:
    period = parse_period(row.span)
    about = {
        "territoire": place.node,
        "niveau": str(place.level),
        "code": place.code,
        "nom": place.name,
        "periode": row.span,
        "debut": period.start.isoformat(),
        "fin": period.end.isoformat(),
    }
    if name == TOTALS:
        yield about | {"accompagnements": row.total}
        return
    breakdown = breakdown_of(row.breakdown)
    for value, count in row.cells.items():
        yield about | {
            "modalite": value,
            "libelle": breakdown.label(value),
            "accompagnements": count,
            "secret": count is None,
            "version_des_chiffres": row.kept_from or publication.version,
        }


def as_csv(publication: Publication, name: str) -> bytes:
    """RFC 4180, UTF-8; a hidden number is « secret statistique », which the schema says is a missing value."""
    columns = [field.name for field in fields_of(name)]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows(
        [_written(record[column], column) for column in columns] for record in records_of(publication, name)
    )
    return text.getvalue().encode()


def _written(value: Any, column: str) -> Any:
    if value is None and column == "accompagnements":
        return SECRET
    return str(value).lower() if isinstance(value, bool) else value


def as_json(publication: Publication, name: str) -> bytes:
    """A list of objects with the fields of the schema."""
    return as_json_text(records_of(publication, name))


def schema_of(publication: Publication, name: str) -> dict[str, Any]:
    """The Table Schema of a table."""
    found: dict[str, Any] = {
        "$schema": SCHEMA_PROFILE,
        "name": f"{name}-{publication.number}",
        "title": title_of(name),
        "description": what_of(name),
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                "title": field.title,
                "description": field.description,
                "constraints": {"required": field.required, **_allowed(field.name, name)},
            }
            for field in fields_of(name)
        ],
        "missingValues": ["", SECRET],
        "primaryKey": ["territoire", "periode", *([] if name == TOTALS else ["modalite"])],
    }
    return found


def _allowed(field: str, name: str) -> dict[str, Any]:
    if field == "niveau":
        return {"enum": ["france", "region", "departement", "epci", "commune"]}
    if field == "modalite":
        breakdown = breakdown_of(get_table(name))
        return {"enum": [*breakdown.values, *breakdown.groups]}
    return {"minimum": 0} if field == "accompagnements" else {}


def title_of(name: str) -> str:
    """The French title of a table."""
    return "Accompagnements" if name == TOTALS else breakdown_of(get_table(name)).title


def what_of(name: str) -> str:
    """What a table counts, in French."""
    if name == TOTALS:
        return "Accompagnements qui ont eu lieu sur chaque territoire, un par personne aidée."
    return breakdown_of(get_table(name)).what


_WRITERS: Mapping[str, tuple[Callable[[Publication, str], bytes], str]] = {
    "csv": (as_csv, "text/csv"),
    "json": (as_json, "application/json"),
}


def write_table(publication: Publication, name: str, kind: str) -> tuple[bytes, str]:
    """A table as bytes, and its media type. Raises NotFound for a name or a kind that there is not."""
    get_table(name)
    if kind not in _WRITERS:
        raise NotFound
    write, mimetype = _WRITERS[kind]
    return write(publication, name), mimetype


def as_json_text(held: Any) -> bytes:
    """What is written, readable by a person."""
    return json.dumps(held, ensure_ascii=False, indent=1).encode()
