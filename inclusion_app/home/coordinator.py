"""The coordinator's home."""

from flask import render_template
from flask.typing import ResponseReturnValue

from inclusion_app.access.scope import Scope


def render(scope: Scope) -> ResponseReturnValue:
    """The page."""
    return render_template("home/welcome.html")
