"""Binds the web toolkit to an application: static files, templates, filters, headers, error pages."""

import hashlib
from pathlib import Path

from flask import Blueprint, Flask, send_file, url_for
from flask_babel import get_locale

from inclusion_app.config import Settings
from inclusion_app.web import formats, rendering
from inclusion_app.web.colours import Accent, accent_from
from inclusion_app.web.errors import init_errors
from inclusion_app.web.navigation import Operator
from inclusion_app.web.pagination import page_url
from inclusion_app.web.security import csp_nonce, init_security

_STATIC = Path(__file__).parent / "static"


def init_web(app: Flask) -> None:
    """Register everything; the settings are those that `app.extensions["settings"]` holds, or none."""
    settings: Settings | None = app.extensions.get("settings")
    logo = settings.operator_logo if settings else None
    root = f"/statique/{_version(logo)}"
    app.register_blueprint(
        Blueprint("web", __name__, static_folder="static", static_url_path=root, template_folder="templates")
    )
    if logo:
        app.register_blueprint(_logo_blueprint(logo, root))
    _init_templates(app)
    app.jinja_env.globals.update(
        operator=_operator(settings), accent=_accent(settings), operator_logo=_logo_url if logo else None
    )
    init_security(app, https=bool(settings and settings.secure))
    init_errors(app)


def _logo_blueprint(logo: Path, root: str) -> Blueprint:
    """The operator's own file, wherever it lies; public like any static file."""
    blueprint = Blueprint("web_logo", __name__)
    blueprint.add_url_rule(f"{root}/logo", "static", lambda: send_file(logo))
    return blueprint


def _version(logo: Path | None) -> str:
    """A mark of all static files together: it changes their addresses when one of them changes."""
    digest = hashlib.sha256(logo.read_bytes() if logo else b"")
    for path in sorted(_STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(_STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def _init_templates(app: Flask) -> None:
    environment = app.jinja_env
    environment.filters.update(formats.FILTERS)
    environment.globals.update(
        csp_nonce=csp_nonce,
        control=rendering.control,
        described_by=rendering.described_by,
        is_optional=rendering.is_optional,
        kind_of=rendering.kind_of,
        page_language=_language,
        page_url=page_url,
        plural=formats.plural,
        static_url=_static_url,
    )


def _operator(settings: Settings | None) -> Operator:
    if settings is None:
        return Operator(name="Inclusion numérique")
    return Operator(settings.operator_name, settings.operator_contact, settings.operator_phone or "")


def _accent(settings: Settings | None) -> Accent | None:
    return accent_from(settings.accent) if settings and settings.accent else None


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "fr"


def _static_url(filename: str) -> str:
    return url_for("web.static", filename=filename)


def _logo_url() -> str:
    return url_for("web_logo.static")
