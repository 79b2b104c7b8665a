"""The blueprint that the pages of trainings share."""

from flask import Blueprint

bp = Blueprint("trainings", __name__, template_folder="../templates")
