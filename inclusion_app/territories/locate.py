"""Finding the commune that a line of a file means, and saying what was deduced.

In this order: the INSEE code (old codes followed), the name and the postal code, a postal code that serves one commune
only, a name that is alone in its département, coordinates inside a contour.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from inclusion_app.extensions import db
from inclusion_app.kernel.text import N_
from inclusion_app.territories.models import Commune, CommunePostalCode, FormerCommune
from inclusion_app.territories.names import fold_written
from inclusion_app.territories.topology import commune_at

_INSEE = re.compile(r"\d{5}|2[AB]\d{3}")
_POSTAL = re.compile(r"\d{5}")


class How(StrEnum):
    """By what a commune was found."""

    CODE = "code"
    FORMER_CODE = "former_code"
    NAME_AND_POSTAL_CODE = "name_and_postal_code"
    POSTAL_CODE = "postal_code"
    NAME = "name"
    COORDINATES = "coordinates"

    @property
    def label(self) -> str:
        return {
            How.CODE: N_("code INSEE"),
            How.FORMER_CODE: N_("ancien code INSEE, suivi jusqu’à la commune actuelle"),
            How.NAME_AND_POSTAL_CODE: N_("déduite du nom et du code postal"),
            How.POSTAL_CODE: N_("déduite du code postal, qui ne dessert qu’une commune"),
            How.NAME: N_("déduite du nom, seul de son département"),
            How.COORDINATES: N_("déduite des coordonnées"),
        }[self]

    @property
    def deduced(self) -> bool:
        """Whether the file did not say it plainly by a code."""
        return self is not How.CODE


@dataclass(frozen=True)
class Located:
    """A commune found, and by what."""

    code: str
    name: str
    how: How


class Locator:
    """The whole code in memory (about half a second to make, once): for files of any length.

    Made within an application context; it asks the database nothing afterwards.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._departements: dict[str, str] = {}
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._former: dict[str, str] = {}
        self._by_former_name: defaultdict[str, set[str]] = defaultdict(set)
        self._by_postal_code: defaultdict[str, set[str]] = defaultdict(set)
        connection = db.session.connection()
        for code, name, folded, departement in connection.execute(
            select(Commune.code, Commune.name, Commune.search_text, Commune.departement_code)
        ):
            self._names[code] = name
            self._departements[code] = departement
            self._by_name[folded.strip()].add(code)
        former = select(FormerCommune.code, FormerCommune.current_code, FormerCommune.search_text)
        for code, current, folded in connection.execute(former):
            self._former[code] = current
            self._by_former_name[folded.strip()].add(current)
        codes = select(CommunePostalCode.postal_code, CommunePostalCode.commune_code)
        for postal_code, code in connection.execute(codes):
            self._by_postal_code[postal_code].add(code)

    def locate(
        self,
        *,
        code: str | None = None,
        name: str | None = None,
        postal_code: str | None = None,
        departement: str | None = None,
        latitude: float | None = None,
        longitude: float | None = None,
    ) -> Located | None:
        """The commune meant, or None when nothing tells it for certain."""
        postal = _five(postal_code, _POSTAL)
        found = self._by_code(code) or self._by_text(name, postal, departement)
        if found is None and latitude is not None and longitude is not None:
            found = self._found(commune_at(latitude, longitude), How.COORDINATES)
        return found

    def _found(self, code: str | None, how: How) -> Located | None:
        return Located(code, self._names[code], how) if code in self._names else None

    def _by_code(self, code: str | None) -> Located | None:
        written = _five(code, _INSEE)
        if written is None:
            return None
        if written in self._former:
            return self._found(self._former[written], How.FORMER_CODE)
        return self._found(written, How.CODE)

    def _by_text(self, name: str | None, postal_code: str | None, departement: str | None) -> Located | None:
        folded = fold_written(name) if name else ""
        served = self._by_postal_code.get(postal_code or "", set())
        for names in (self._by_name, self._by_former_name):
            both = _only(names.get(folded, set()) & served)
            if both:
                return self._found(both, How.NAME_AND_POSTAL_CODE)
        alone = _only(served)
        if alone:
            return self._found(alone, How.POSTAL_CODE)
        return self._found(self._alone_in(departement, postal_code, folded), How.NAME)

    def _alone_in(self, departement: str | None, postal_code: str | None, folded: str) -> str | None:
        """The only commune of that name, else of that former name, in the département told or the postal code's."""
        wanted = {departement.strip().upper()} if departement else _departements_of(postal_code)
        for names in (self._by_name, self._by_former_name):
            code = _only({code for code in names.get(folded, ()) if self._departements[code] in wanted})
            if code:
                return code
        return None


def locate(
    *,
    code: str | None = None,
    name: str | None = None,
    postal_code: str | None = None,
    departement: str | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
) -> Located | None:
    """`Locator.locate` for a single case; make a Locator for a file."""
    return Locator().locate(
        code=code,
        name=name,
        postal_code=postal_code,
        departement=departement,
        latitude=latitude,
        longitude=longitude,
    )


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


def _five(text: str | None, form: re.Pattern[str]) -> str | None:
    """A code of five signs, with the zero that spreadsheets eat; None for anything else."""
    written = (text or "").strip().upper().replace(" ", "").zfill(5)
    return written if form.fullmatch(written) else None


def _departements_of(postal_code: str | None) -> set[str]:
    """The départements that the beginning of a postal code names."""
    if not postal_code:
        return set()
    if postal_code.startswith("20"):
        return {"2A", "2B"}
    return {postal_code[:3] if postal_code[:2] in ("97", "98") else postal_code[:2]}
