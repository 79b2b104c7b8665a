"""Every page of publications."""

from inclusion_app.observatory.publishing.views import data, own, public  # noqa: F401 (their routes)
from inclusion_app.observatory.publishing.views.blueprint import bp

__all__ = ["bp"]
