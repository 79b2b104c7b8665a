"""Pages of this room."""

from flask import Blueprint

bp = Blueprint("casework", __name__, template_folder="templates")
