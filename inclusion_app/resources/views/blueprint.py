"""The blueprint that the pages of resources share."""

from flask import Blueprint

bp = Blueprint("resources", __name__, template_folder="../templates")
