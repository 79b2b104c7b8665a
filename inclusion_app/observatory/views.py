"""Pages of this room."""

from flask import Blueprint

bp = Blueprint("observatory", __name__, template_folder="templates")
