"""The error pages: each says in plain French what happened and what to do next; none shows anything personal."""

from typing import NamedTuple

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import N_


class ErrorText(NamedTuple):
    """Title and advice of an error page."""

    title: str
    text: str
    advice: str


_EXPIRED = ErrorText(
    N_("Ce formulaire a expiré"),
    N_("Il est resté ouvert trop longtemps, ou vous vous êtes reconnecté·e entre-temps. Rien n’a été enregistré."),
    N_("Revenez à la page précédente, actualisez-la, puis envoyez de nouveau."),
)

_TEXTS: dict[int, ErrorText] = {
    400: ErrorText(
        N_("Nous n’avons pas compris cette demande"),
        N_("L’adresse ou le formulaire reçu est incomplet."),
        N_("Revenez à la page précédente et recommencez."),
    ),
    403: ErrorText(
        N_("Cette page ne vous est pas ouverte"),
        N_("Votre compte ne donne pas ce droit."),
        N_("Si vous en avez besoin pour votre travail, demandez-le à la personne qui gère les comptes."),
    ),
    404: ErrorText(
        N_("Cette page n’existe pas"),
        N_("Elle a pu être déplacée ou supprimée, ou son adresse contient une erreur."),
        N_("Vérifiez l’adresse, ou repartez de l’accueil."),
    ),
    405: ErrorText(
        N_("Cette adresse ne s’ouvre pas directement"),
        N_("Elle sert à envoyer un formulaire."),
        N_("Repartez de l’accueil pour retrouver le formulaire."),
    ),
    413: ErrorText(
        N_("Ce fichier est trop lourd"),
        N_("Le fichier envoyé dépasse la taille acceptée. Rien n’a été enregistré."),
        N_("Revenez à la page précédente et choisissez un fichier plus léger."),
    ),
    429: ErrorText(
        N_("Trop d’essais en peu de temps"),
        N_("Par sécurité, les essais sont ralentis."),
        N_("Patientez quelques minutes, puis recommencez."),
    ),
    500: ErrorText(
        N_("Le service a rencontré un problème"),
        N_("Ce n’est pas de votre fait. Rien n’a été enregistré pendant cette action."),
        N_("Réessayez dans quelques minutes. Si cela continue, écrivez-nous en disant ce que vous faisiez."),
    ),
    503: ErrorText(
        N_("Le service se repose un instant"),
        N_("Une opération d’entretien est en cours."),
        N_("Réessayez dans quelques minutes."),
    ),
}


def init_errors(app: Flask) -> None:
    """Have every error answered by a page (or by JSON to whoever asks for JSON only)."""
    app.register_error_handler(NotFound, lambda error: _answer(404, _TEXTS[404]))
    app.register_error_handler(Forbidden, lambda error: _answer(403, _TEXTS[403]))
    app.register_error_handler(CSRFError, lambda error: _answer(400, _EXPIRED))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(500, _broken)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    code = error.code or 500
    if code < 400:
        return error.get_response()
    answer = _answer(code, _TEXTS.get(code) or _TEXTS[400 if code < 500 else 500])
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in ("Allow", "Retry-After"))
    return answer


def _broken(error: Exception) -> Response:
    """Without the context of other pages (menu, account): what failed may be what gives it."""
    template = current_app.jinja_env.get_template("web/error.html")
    response = make_response(template.render(code=500, error=_TEXTS[500]))
    response.status_code = 500
    return response


def _answer(code: int, text: ErrorText) -> Response:
    if request.accept_mimetypes.best == "application/json":
        response = jsonify(error=gettext(text.title), advice=gettext(text.advice))
    else:
        response = make_response(render_template("web/error.html", code=code, error=text))
    response.status_code = code
    return response
