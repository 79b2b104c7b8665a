"""All the pages of trainings, on their blueprint: importing this module registers them."""

from inclusion_app.trainings.models import attendance, courses, registrations, results, sessions
from inclusion_app.trainings.views.blueprint import bp

__all__ = ["attendance", "bp", "courses", "registrations", "results", "sessions"]
