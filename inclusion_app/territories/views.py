"""Suggestions while typing: communes, or territories of every level. The same answer for everyone, kept for an hour."""

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext

from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_departement_names
from inclusion_app.territories.search import search_communes, search_territories
from inclusion_app.territories.territory import Level, Territory
from inclusion_app.web.security import cacheable

bp = Blueprint("territories", __name__, url_prefix="/territoires")

_LONGEST = 100
_KEPT_SECONDS = 3600


@bp.get("/communes")
def communes() -> Response:
    """`?q=` a name, a postal code or an INSEE code; `departement=` narrows. At most ten communes, the best first."""
    departement = request.args.get("departement") or None
    found = search_communes(_asked(), departement=departement)
    names = get_departement_names()
    return _kept([_commune(commune, names) for commune in found])


@bp.get("/recherche")
def search() -> Response:
    """`?q=` a name or a code; `niveau=` (may be repeated) keeps some levels. At most ten territories."""
    wanted = {level for level in Level if level.value in request.args.getlist("niveau")}
    levels = tuple(level for level in Level if level in wanted) or tuple(Level)
    return _kept([_territory(territory) for territory in search_territories(_asked(), levels=levels)])


# The guard stands on a higher floor and reads this mark; what is public here is the official geographic code.
for _view in (communes, search):
    _view.access = "public"  # type: ignore[attr-defined]


def _asked() -> str:
    return request.args.get("q", "")[:_LONGEST]


def _commune(commune: Commune, departements: dict[str, str]) -> dict[str, object]:
    return {
        "code": commune.code,
        "name": commune.name,
        "label": commune.label,
        "hint": departements.get(commune.departement_code, ""),
        "postal_codes": [postal.postal_code for postal in commune.postal_codes],
    }


def _territory(territory: Territory) -> dict[str, object]:
    return {
        "value": territory.key,
        "name": territory.name,
        "label": territory.label,
        "hint": gettext(territory.level.label),
    }


def _kept(found: list[dict[str, object]]) -> Response:
    return cacheable(jsonify(found), _KEPT_SECONDS)
