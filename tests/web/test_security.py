"""Headers, error pages, static files, the accent."""

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from inclusion_app.config import load_settings
from inclusion_app.web.colours import _contrast_with_white, _parse, accent_from
from inclusion_app.web.security import cacheable
from inclusion_app.web.setup import init_web
from tests.web.gallery.app import _surroundings, babel, csrf

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'


def application(tmp_path: Path, **environment: str) -> Flask:
    """A bare application with settings."""
    app = Flask(__name__)
    app.secret_key = "a-secret-for-the-gallery-only-0123456789"
    app.extensions["settings"] = load_settings({"INCLUSION_INSTANCE": str(tmp_path), **environment})
    babel.init_app(app, default_locale="fr")
    csrf.init_app(app)
    init_web(app)
    app.add_url_rule("/public", "public", lambda: cacheable(app.make_response("x"), 600))
    return app


def test_headers_of_a_page(client: FlaskClient) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_nonce_changes_and_is_that_of_the_scripts(client: FlaskClient) -> None:
    seen = set()
    for answer in (client.get("/"), client.get("/")):
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]  # type: ignore[index]
        assert f'nonce="{nonce}"' in answer.text
        seen.add(nonce)
    assert len(seen) == 2


def test_static_files_are_kept_for_ever(client: FlaskClient) -> None:
    sheet = re.search(r'href="([^"]+app\.css)"', client.get("/").text)[1]  # type: ignore[index]
    with client.get(sheet) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(sheet.replace("app.css", "none.css")).headers["Cache-Control"] == "no-store"


def test_https_is_kept_by_the_browser(tmp_path: Path) -> None:
    answer = application(tmp_path, PUBLIC_URL="https://inclusion.exemple.fr").test_client().get("/public")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "upgrade-insecure-requests" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "public, max-age=600"


def test_name_logo_and_accent_of_the_operator(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(LOGO, encoding="utf-8")
    client = application(
        tmp_path, OPERATOR_NAME="Numérique 87", OPERATOR_LOGO=str(logo), OPERATOR_ACCENT="#ffcc00"
    ).test_client()
    html = client.get("/nowhere").text
    assert "<title>Cette page n’existe pas — Numérique 87</title>" in html
    assert f":root{{--accent:{accent_from('#ffcc00').main}" in html
    source = re.search(r'<img src="([^"]+/logo)"', html)[1]  # type: ignore[index]
    with client.get(source) as answer:
        assert answer.text == LOGO


@pytest.mark.parametrize("colour", ["#ffffff", "#ffcc00", "#00ff00", "#0b5a66", "#000000", "#ff69b4"])
def test_white_text_is_readable_on_any_accent(colour: str) -> None:
    accent = accent_from(colour)
    assert _contrast_with_white(_parse(accent.main)) >= 4.5
    assert _contrast_with_white(_parse(accent.dark)) >= _contrast_with_white(_parse(accent.main))


@pytest.mark.parametrize(
    ("url", "code", "title"),
    [
        ("/erreur/400", 400, "Nous n’avons pas compris cette demande"),
        ("/erreur/403", 403, "Cette page ne vous est pas ouverte"),
        ("/erreur/domaine/interdit", 403, "Cette page ne vous est pas ouverte"),
        ("/erreur/404", 404, "Cette page n’existe pas"),
        ("/erreur/domaine/absent", 404, "Cette page n’existe pas"),
        ("/nowhere", 404, "Cette page n’existe pas"),
        ("/brouillon", 405, "Cette adresse ne s’ouvre pas directement"),
        ("/erreur/413", 413, "Ce fichier est trop lourd"),
        ("/erreur/418", 418, "Nous n’avons pas compris cette demande"),
        ("/erreur/429", 429, "Trop d’essais en peu de temps"),
        ("/erreur/500", 500, "Le service a rencontré un problème"),
        ("/erreur/503", 503, "Le service se repose un instant"),
    ],
)
def test_errors_are_pages_that_say_what_to_do(client: FlaskClient, url: str, code: int, title: str) -> None:
    answer = client.get(url)
    assert answer.status_code == code
    assert f">{title}</h1>" in answer.text
    assert "boom" not in answer.text


def test_a_program_is_answered_in_its_language(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.get_json()["error"] == "Cette page n’existe pas"
    assert set(client.get("/brouillon").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_broken_request_is_answered_even_when_the_context_is_broken_too(tmp_path: Path) -> None:
    app = application(tmp_path)
    app.context_processor(lambda: {} | _surroundings() | {"x": 1 / 0})
    app.add_url_rule("/broken", "broken", lambda: 1 / 0)
    answer = app.test_client().get("/broken")
    assert answer.status_code == 500
    assert "Le service a rencontré un problème" in answer.text
