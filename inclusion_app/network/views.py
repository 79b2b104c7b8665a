"""Pages of this room."""

from flask import Blueprint

bp = Blueprint("network", __name__, template_folder="templates")
