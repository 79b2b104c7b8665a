"""Any paper of resources: its template, with the operator's name and logo, becomes a document ready to print."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from flask import current_app
from markupsafe import Markup

from inclusion_app.config import Settings
from inclusion_app.kernel import clock, site
from inclusion_app.printing.pdf import Document
from inclusion_app.printing.qr import qr_svg
from inclusion_app.resources.paper_words import words_in
from inclusion_app.resources.sheets.blocks import RIGHT_TO_LEFT
from inclusion_app.web.colours import Accent

_INK = "#1c2a2f"
_FACE = Markup('Inter, "Noto Sans Arabic", "Noto Sans", "DejaVu Sans", sans-serif')


def render_paper(
    template: str,
    *,
    title: str,
    language: str = "fr",
    pictures: Mapping[str, Path | bytes] | None = None,
    **values: Any,
) -> Document:
    """The document of `template` (it extends `resources/papers/paper.html`); `pictures` by the name of `document:name`.

    The template gets `title`, `language`, `direction`, `near` and `far` (sides), `face` (fonts), `words` (what a paper
    says, in its language), `printed_on`,
    `site`, `phone`, `accent_ink`, `has_logo`, `qr(path, label)` and `values`.
    """
    settings: Settings = current_app.extensions["settings"]
    logo = settings.operator_logo
    today = clock.today()
    right_to_left = language.partition("-")[0] in RIGHT_TO_LEFT
    html = current_app.jinja_env.get_template(template).render(
        title=title,
        language=language,
        direction="rtl" if right_to_left else "ltr",
        near="right" if right_to_left else "left",
        far="left" if right_to_left else "right",
        face=_FACE,
        words=words_in(language),
        printed_on=today,
        site=site.current(),
        phone=settings.operator_phone,
        accent_ink=_accent(),
        has_logo=bool(logo),
        qr=_qr,
        **values,
    )
    resources = dict(pictures or {}) | ({"logo": logo} if logo else {})
    return Document(
        html=html,
        title=title,
        created=datetime.combine(today, time(12), UTC),
        author=site.current().operator,
        language=language,
        resources=resources,
    )


def _accent() -> str:
    accent = current_app.jinja_env.globals.get("accent")
    return accent.main if isinstance(accent, Accent) else _INK


def _qr(path: str, label: str) -> Markup:
    return Markup(qr_svg(site.address(path), title=label))  # noqa: S704 (drawn here, its title is escaped)
