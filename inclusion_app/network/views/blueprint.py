"""The blueprint that the pages of the network share."""

from flask import Blueprint

bp = Blueprint("network", __name__, template_folder="../templates")
