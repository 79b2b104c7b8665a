"""The blueprint that the pages of this room share."""

from flask import Blueprint

bp = Blueprint("access", __name__, template_folder="../templates")
