"""How levels and changes are said; how a source is named."""

from flask_babel import gettext as _

from inclusion_app.citizens.models import AssessmentSource
from inclusion_app.citizens.progression import Progress, Progression
from inclusion_app.kernel.text import N_
from inclusion_app.skills.levels import BANDS, LABELS
from inclusion_app.web.formats import plural

_SOURCES = {
    AssessmentSource.QUESTIONNAIRE: N_("Ce que la personne en dit"),
    AssessmentSource.OBSERVATION: N_("Ce que nous avons vu"),
    AssessmentSource.TEST: N_("Un test extérieur"),
}


def level_text(level: int) -> str:
    """« Avec de l’aide »."""
    return str(_(LABELS[level]))


def numbered_level(level: int, *, test: bool = False) -> str:
    """« 1 – Avec de l’aide » ; for a test « 1 – Novice », as on its certificate."""
    return f"{level} – {_(BANDS[level]) if test else level_text(level)}"


def source_title(progression: Progression) -> str:
    """Who says it; a test by its name."""
    title = str(_(_SOURCES[progression.source]))
    return f"{title}\u00a0: {progression.test_name}" if progression.test_name else title


def change_text(line: Progress) -> str:
    """What changed, in words."""
    if line.times == 1:
        return str(_("évalué une fois"))
    if line.change > 0:
        return plural(line.change, "un niveau de plus", "%(count)s niveaux de plus")
    if line.change < 0:
        return plural(-line.change, "un niveau de moins", "%(count)s niveaux de moins")
    return str(_("comme la première fois"))
