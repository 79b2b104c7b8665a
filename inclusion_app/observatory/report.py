"""Writes the report of a territory or a structure as a PDF, ready to be printed in grey."""

import re
from datetime import UTC, datetime, time
from pathlib import Path

from flask import current_app

from inclusion_app.config import Settings
from inclusion_app.kernel import clock, site
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.observatory.documents import MOST_PAGES, Report, make_report, make_subject_report
from inclusion_app.observatory.palette import Palette
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.phrases import _
from inclusion_app.observatory.presenting import WORDS
from inclusion_app.observatory.queries import published_figures
from inclusion_app.observatory.subject_figures import subject_figures
from inclusion_app.observatory.subjects import Subject
from inclusion_app.printing.mending import count_pages
from inclusion_app.printing.pdf import Document, save_pdf, to_pdf
from inclusion_app.territories.territory import Territory
from inclusion_app.web.colours import Accent
from inclusion_app.web.formats import date_long

FONTS = "Inter, DejaVu Sans, sans-serif"
_CHART_POINTS = 300
_STEPS = 3
_LONG_MAP = 265
_MAP_HEIGHTS = (225, 120)
"""Of the first page's map, in pixels: a smaller one when a commune's sentences are so long that a page is added."""


def write_report(territory: Territory, period: Period, path: Path, progress: Progress = silent) -> None:
    """Write the report of published figures to `path`; the same day, the same figures give the same bytes."""
    progress(0, _STEPS)
    report = make_report(published_figures(territory, period), clock.today())
    _write(report, f"/observatoire/{territory.key}/rapport?periode={period.key}", path, progress)


def write_subject_report(subject: Subject, period: Period, path: Path, progress: Progress = silent) -> None:
    """Write the report of the exact figures of a structure, for who may read them."""
    progress(0, _STEPS)
    report = make_subject_report(subject_figures(subject, period), clock.today())
    _write(report, f"/observatoire/structures/{subject.key}/rapport?periode={period.key}", path, progress)


def _write(report: Report, twin: str, path: Path, progress: Progress) -> None:
    progress(1, _STEPS)
    for height in _MAP_HEIGHTS if report.short else (_LONG_MAP,):
        document = _document(report, twin, height)
        progress(2, _STEPS)
        content = to_pdf(document)
        if not report.short or count_pages(content) <= MOST_PAGES:
            break
    save_pdf(content, path)
    progress(_STEPS, _STEPS)


def _document(report: Report, twin: str, map_height: int) -> Document:
    settings: Settings = current_app.extensions["settings"]
    logo = settings.operator_logo
    template = current_app.jinja_env.get_template("observatory/report.html")  # a page's surroundings need a request
    html = template.render(
        report=report,
        ink=_ink(),
        has_logo=bool(logo),
        site=site.current(),
        twin=site.address(twin),
        running=_running(report),
        bars_used=bars_used(report),
        map_height=map_height,
        paper=True,
        **WORDS,
    )
    return Document(
        html=html,
        title=report.title,
        created=datetime.combine(report.printed_on, time(12), UTC),
        author=site.current().operator,
        resources={"logo": logo} if logo else {},
        subject=_subject(report),
    )


def _subject(report: Report) -> str:
    if report.figures.published:
        return _("Chiffres publiés, dans le respect du secret statistique.")
    return _("Chiffres exacts, réservés à la structure.")


def bars_used(report: Report) -> list[int]:
    """The lengths of bars that the style sheet must know."""
    rows = (row for question in report.questions for table in question.tables for row in table.rows)
    return sorted({row.bar for row in rows if row.bar})


def _running(report: Report) -> dict[str, str]:
    """What stands at the head and the foot of each page, as strings of a style sheet."""
    head = f"{report.figures.name} — {report.figures.period.label}"
    day = _("édité le %(day)s", day=date_long(report.printed_on))
    return {"head": css_text(head), "foot": css_text(f"{site.current().operator} · {day}")}


def css_text(text: str) -> str:
    r"""The inside of a string of a style sheet: all that could end it is written by its code.

    >>> css_text('L\'Île "x"')
    'L\\27 Île \\22 x\\22 '
    """
    return re.sub(r"[^\w \u00a0-\uffff.,-]", lambda found: f"\\{ord(found[0]):x} ", text)


def _ink() -> Palette:
    accent = current_app.jinja_env.globals.get("accent")
    main = accent.main if isinstance(accent, Accent) else Palette().main
    return Palette(main=main, font=FONTS, size=_CHART_POINTS)
