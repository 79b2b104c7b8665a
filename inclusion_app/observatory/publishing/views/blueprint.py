"""The blueprint that every page of publications hangs on."""

from collections.abc import Iterable

from flask import Blueprint
from flask_babel import gettext as _

from inclusion_app.observatory.figures import SECRET
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.publishing import queries
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.thresholds import ADVISED, is_lowered

bp = Blueprint("publishing", __name__)


def period_label(key: str) -> str:
    """« janvier à décembre 2025 »."""
    return parse_period(key).label


@bp.context_processor
def _words() -> dict[str, object]:
    return {"secret": _(SECRET), "period_label": period_label, "is_lowered": is_lowered, "advised": ADVISED}


def title_of(publication: Publication, name: str) -> str:
    """« Haute-Vienne, 2025 (version 2) »."""
    title = f"{name}, {period_label(publication.period_key)}"
    if publication.version == 1:
        return title
    return str(_("%(title)s (version %(version)s)", title=title, version=publication.version))


def named(publications: Iterable[Publication]) -> list[tuple[Publication, str]]:
    """Publications with the name of their territory."""
    return [(found, queries.get_place(found, found.territory_key).name) for found in publications]
