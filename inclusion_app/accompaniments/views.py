"""Pages of this room."""

from flask import Blueprint

bp = Blueprint("accompaniments", __name__, template_folder="templates")
