"""The sheet of a safety check: what is in order, what remains to do and how, in plain words. Never a secret."""

from flask import url_for
from flask_babel import gettext as _

from inclusion_app.casework.safety.findings import Findings
from inclusion_app.casework.safety.subject import Subject
from inclusion_app.kernel import site
from inclusion_app.printing.pdf import Document
from inclusion_app.resources.papers import render_paper
from inclusion_app.resources.sheets.drawings import drawing_path


def draw_sheet(subject: Subject, found: Findings) -> Document:
    """The sheet, for the person to take home or for the office."""
    alerts = url_for("resources.safety")
    return render_paper(
        "casework/safety/sheet.html",
        title=str(_("La sécurité de notre lieu") if subject.is_place else _("Ma sécurité en ligne")),
        subject=subject,
        found=found,
        made=found.made,
        alerts=site.address(alerts).partition("://")[2],
        alerts_path=alerts,
        pictures={"coche": drawing_path("coche")},
    )
