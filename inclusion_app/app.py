"""The application: settings, extensions, guard, pages. Imported by `cli` and by tests only."""

from pathlib import Path

from flask import Flask, has_request_context, request
from sqlalchemy import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from inclusion_app.access import guard
from inclusion_app.access.views import pages as access_views
from inclusion_app.accompaniments import models as _accompaniments  # noqa: F401 (its tables must be known)
from inclusion_app.accompaniments.views import blueprint as accompaniment_views
from inclusion_app.accompaniments.views import entries, lists, records  # noqa: F401 (their routes)
from inclusion_app.casework import session_views as _session_views  # noqa: F401 (its routes)
from inclusion_app.casework import views as casework_views
from inclusion_app.casework.assessing import pages as _assessing_pages  # noqa: F401 (its routes)
from inclusion_app.casework.giving import pages as _giving_pages  # noqa: F401 (its routes)
from inclusion_app.casework.materials import pages as _materials_pages  # noqa: F401 (its routes)
from inclusion_app.casework.safety import pages as _safety_pages  # noqa: F401 (its routes)
from inclusion_app.citizens import views as citizen_views
from inclusion_app.config import Settings, SettingsError, load_settings
from inclusion_app.extensions import babel, compress, csrf, db, migrate
from inclusion_app.home import team as _team  # noqa: F401 (its routes)
from inclusion_app.home import views as home_views
from inclusion_app.jobs import views as job_views
from inclusion_app.kernel import crypto, site
from inclusion_app.kernel import tasks as _tasks  # noqa: F401 (its table must be known)
from inclusion_app.kernel.db import tune_sqlite
from inclusion_app.network.views import pages as network_views
from inclusion_app.observatory.publishing.views import pages as publishing_views
from inclusion_app.observatory.views import pages as observatory_views
from inclusion_app.resources.views import pages as resource_views
from inclusion_app.territories import views as territory_views
from inclusion_app.trainings.views import pages as training_views
from inclusion_app.web.setup import init_web
from inclusion_app.web.transaction import init_transaction

ROOT = Path(__file__).resolve().parent.parent

BLUEPRINTS = (
    home_views.bp,
    access_views.bp,
    accompaniment_views.bp,
    casework_views.bp,
    citizen_views.bp,
    network_views.bp,
    observatory_views.bp,
    publishing_views.bp,
    resource_views.bp,
    territory_views.bp,
    training_views.bp,
    job_views.bp,
)

LOCALES = {"fr": "fr", "en": "en_GB"}


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application from its settings, those of the environment by default.

    Raises SettingsError on a wrong setting, UndeclaredAccess on a route that declares no access.
    """
    settings = settings or load_settings()
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = Flask(__name__, instance_path=str(settings.instance), static_folder=None, template_folder=None)
    app.extensions["settings"] = settings
    app.config.update(_flask_settings(settings))
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    crypto.install(load_keyring(settings))
    site.install(site.Site(settings.public_url, settings.operator_name, settings.operator_contact))
    _bind_extensions(app)
    init_transaction(app)
    app.before_request(guard.guard_request)
    init_web(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    guard.check_routes(app)
    return app


def load_keyring(settings: Settings) -> crypto.Keyring:
    """The encryption keys: from the environment, else from the instance, where they are made at the first start."""
    path = settings.keyring_file
    try:
        if settings.encryption_keys:
            return crypto.Keyring.from_json(settings.encryption_keys)
        if path.exists():
            return crypto.Keyring.from_json(path.read_text(encoding="utf-8"))
    except ValueError as error:
        where = "ENCRYPTION_KEYS" if settings.encryption_keys else str(path)
        raise SettingsError(f"Les clés de chiffrement ({where}) sont illisibles\u00a0: {error}.") from error
    keyring = crypto.Keyring.generate()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    keyring.save(path)
    return keyring


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SESSION_COOKIE_NAME": "inclusion_form",
        "SESSION_COOKIE_SECURE": settings.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": settings.secure,
        "MAX_CONTENT_LENGTH": 20 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "BABEL_DEFAULT_LOCALE": "fr",
        "BABEL_DEFAULT_TIMEZONE": "Europe/Paris",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
        "COMPRESS_MIMETYPES": ["text/html", "application/json", "image/svg+xml", "text/css", "text/javascript"],
    }


def chosen_language() -> str:
    """French, unless the visitor chose another language that has a catalogue."""
    chosen = request.cookies.get("langue", "fr") if has_request_context() else "fr"
    return LOCALES.get(chosen, "fr")


def _bind_extensions(app: Flask) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    csrf.init_app(app)
    compress.init_app(app)
    babel.init_app(app, locale_selector=chosen_language)
    with app.app_context():
        if make_url(app.config["SQLALCHEMY_DATABASE_URI"]).get_backend_name() == "sqlite":
            tune_sqlite(db.engine)
