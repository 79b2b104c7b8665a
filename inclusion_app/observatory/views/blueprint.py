"""The blueprint that every page of the observatory hangs on, and what its charts need."""

from flask import Blueprint, current_app

from inclusion_app.observatory.against import AGAINST_NAMES
from inclusion_app.observatory.palette import Palette
from inclusion_app.observatory.presenting import WORDS
from inclusion_app.web.colours import Accent

bp = Blueprint("observatory", __name__, url_prefix="/observatoire", template_folder="../templates")


@bp.context_processor
def _drawing() -> dict[str, object]:
    """What the macros of charts and places need."""
    accent = current_app.jinja_env.globals.get("accent")
    ink = Palette(main=accent.main) if isinstance(accent, Accent) else Palette()
    return {"ink": ink, "against_names": AGAINST_NAMES, **WORDS}
