"""The administrator's page of jobs."""

from flask import Blueprint

from inclusion_app.jobs import models

bp = Blueprint("jobs", __name__, template_folder="templates")

__all__ = ["bp", "models"]
