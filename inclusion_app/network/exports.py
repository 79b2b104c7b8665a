"""Places as a file of the national standard (v1.0.2): 32 columns, in order, several values joined by `|`."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from inclusion_app.network.contact import SEPARATOR
from inclusion_app.network.models import Place
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.web.downloads import safe_cell

MOST_PLACES = 100_000
UNKNOWN_PIVOT = "00000000000000"

_PIVOT = re.compile(r"[a-zA-Z0-9]{9,14}")
_PHONE = re.compile(r"(\+33|\+590|\+594|\+262|\+596|\+269|\+687|\+689|\+508|\+681)\d{6,9}")
_COMMUNE = re.compile(r"([013-9]\d|2[AB1-9])\d{3}")


def _pivot(place: Place) -> str:
    """The SIRET or RNA of who runs the place; fourteen zeros when unknown, as files do."""
    known = place.pivot or (place.structure.siret if place.structure else None) or ""
    return known if _PIVOT.fullmatch(known) else UNKNOWN_PIVOT


def _labels(values: Iterable[Listed]) -> str:
    return SEPARATOR.join(value.label for value in sorted(values, key=lambda value: value.bit))


def _when(pattern: re.Pattern[str], text: str | None) -> str:
    return text if text and pattern.fullmatch(text) else ""


COLUMNS: tuple[tuple[str, Callable[[Place], Any]], ...] = (
    ("id", lambda place: place.external_id or str(place.id)),
    ("pivot", _pivot),
    ("nom", lambda place: place.name),
    ("commune", lambda place: place.commune.name),
    ("code_postal", lambda place: place.postal_code),
    ("code_insee", lambda place: _when(_COMMUNE, place.commune_code)),
    ("adresse", lambda place: place.address),
    ("complement_adresse", lambda place: place.address_complement),
    ("latitude", lambda place: place.latitude),
    ("longitude", lambda place: place.longitude),
    ("typologie", lambda place: place.typologies),
    ("telephone", lambda place: _when(_PHONE, place.phone)),
    ("courriels", lambda place: place.emails),
    ("site_web", lambda place: place.websites),
    ("horaires", lambda place: place.opening_hours),
    ("presentation_resume", lambda place: place.summary),
    ("presentation_detail", lambda place: place.details),
    ("source", lambda place: place.source),
    ("itinerance", lambda place: _labels(place.mobility)),
    ("structure_parente", lambda place: place.parent_structure),
    ("date_maj", lambda place: place.updated_on.isoformat()),
    ("services", lambda place: _labels(place.services)),
    ("publics_specifiquement_adresses", lambda place: _labels(place.audiences)),
    ("prise_en_charge_specifique", lambda place: _labels(place.special_care)),
    ("frais_a_charge", lambda place: _labels(place.fees)),
    ("dispositif_programmes_nationaux", lambda place: _labels(place.programmes)),
    ("formations_labels", lambda place: _labels(place.labels)),
    ("autres_formations_labels", lambda place: place.other_labels),
    ("modalites_acces", lambda place: _labels(place.access_modes)),
    ("modalites_accompagnement", lambda place: _labels(place.support_modes)),
    ("fiche_acces_libre", lambda place: place.accessibility_url),
    ("prise_rdv", lambda place: place.booking_url),
)


def standard_csv(places: Iterable[Place]) -> Iterator[str]:
    """The file, line by line: UTF-8, commas, one line a place. What a spreadsheet would run is given an apostrophe."""
    yield _line([name for name, _ in COLUMNS])
    for place in places:
        yield _line([_cell(name, read(place)) for name, read in COLUMNS])


def standard_file_name(day: date, *, producer: str = "inclusion", territory: str = "territoire") -> str:
    """`YYYY-MM-DD_idProducteur_lieux-de-mediation-numerique_territoire.csv`."""
    return f"{day.isoformat()}_{producer}_lieux-de-mediation-numerique_{territory}.csv"


def _cell(name: str, value: Any) -> Any:
    """The standard writes +33…: a telephone, whose form was checked, stays as it is."""
    return "" if value is None else value if name == "telephone" else safe_cell(value)


def _line(values: list[Any]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(values)
    return buffer.getvalue()
