"""Writes the report of a territory as a PDF: what officials may see, ready to be printed in grey."""

from datetime import UTC, datetime, time
from pathlib import Path

from flask import current_app

from inclusion_app.config import Settings
from inclusion_app.kernel import clock, site
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.documents import make_report
from inclusion_app.observatory.palette import Palette
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.presenting import WORDS
from inclusion_app.observatory.queries import published_figures
from inclusion_app.printing.pdf import Document, write_pdf
from inclusion_app.territories.territory import Territory
from inclusion_app.web.colours import Accent

FONTS = "Inter, DejaVu Sans, sans-serif"
_CHART_POINTS = 300
_STEPS = 3


def write_report(territory: Territory, period: Period, path: Path, progress: Progress = silent) -> None:
    """Write the report of published figures to `path`; the same day, the same figures give the same bytes."""
    progress(0, _STEPS)
    today = clock.today()
    report = make_report(published_figures(territory, period), today)
    progress(1, _STEPS)
    settings: Settings = current_app.extensions["settings"]
    logo = settings.operator_logo
    template = current_app.jinja_env.get_template("observatory/report.html")  # a page's surroundings need a request
    html = template.render(report=report, ink=_ink(), has_logo=bool(logo), site=site.current(), **WORDS)
    progress(2, _STEPS)
    document = Document(
        html=html,
        title=report.title,
        created=datetime.combine(today, time(12), UTC),
        author=site.current().operator,
        resources={"logo": logo} if logo else {},
        subject=_("Chiffres publiés, dans le respect du secret statistique."),
    )
    write_pdf(document, path)
    progress(_STEPS, _STEPS)


def _ink() -> Palette:
    accent = current_app.jinja_env.globals.get("accent")
    main = accent.main if isinstance(accent, Accent) else Palette().main
    return Palette(main=main, font=FONTS, size=_CHART_POINTS)
