"""Binds the web toolkit to an application: static files, templates, filters, headers, error pages."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, url_for
from flask_babel import get_locale
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader

from inclusion_app.config import Settings
from inclusion_app.web import formats, rendering
from inclusion_app.web.colours import Accent, accent_from
from inclusion_app.web.errors import init_errors
from inclusion_app.web.navigation import Operator
from inclusion_app.web.pagination import page_url
from inclusion_app.web.security import csp_nonce, init_security

_STATIC = Path(__file__).parent / "static"


def _version() -> str:
    """A mark of all static files together: it changes their addresses when one of them changes."""
    digest = hashlib.sha256()
    for path in sorted(_STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(_STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


def create_blueprint() -> Blueprint:
    """Static files and templates; the address of a static file holds its version, so it can be kept for ever."""
    return Blueprint(
        "web",
        __name__,
        static_folder="static",
        static_url_path=f"/statique/{_version()}",
        template_folder="templates",
    )


def init_web(app: Flask, settings: Settings | None = None) -> None:
    """Register everything. Without `settings`, those of `app.config["SETTINGS"]`, or none, apply."""
    settings = settings or app.config.get("SETTINGS")
    app.register_blueprint(create_blueprint())
    _init_templates(app)
    _init_context(app, settings)
    init_security(app, https=bool(settings and settings.secure))
    init_errors(app)


def _init_templates(app: Flask) -> None:
    environment = app.jinja_env
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    environment.loader = ChoiceLoader([environment.loader, govuk]) if environment.loader else govuk
    environment.trim_blocks = True
    environment.lstrip_blocks = True
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


def _init_context(app: Flask, settings: Settings | None) -> None:
    operator, accent = _operator(settings), _accent(settings)

    @app.context_processor
    def surroundings() -> dict[str, Any]:
        logo = url_for("home.logo") if settings and settings.operator_logo and "home.logo" in app.view_functions else ""
        return {"operator": operator, "operator_logo": logo, "accent": accent}


def _operator(settings: Settings | None) -> Operator:
    if settings is None:
        return Operator(name="Inclusion numérique")
    return Operator(
        name=settings.operator_name,
        contact=settings.operator_contact,
        phone=settings.operator_phone or "",
    )


def _accent(settings: Settings | None) -> Accent | None:
    return accent_from(settings.accent) if settings and settings.accent else None


def _language() -> str:
    locale = get_locale()
    return locale.language if locale else "fr"


def _static_url(filename: str) -> str:
    return url_for("web.static", filename=filename)
