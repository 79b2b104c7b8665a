"""Pages of this room."""

from flask import Blueprint

bp = Blueprint("citizens", __name__, template_folder="templates")
