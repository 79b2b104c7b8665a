"""What the search knows of a resource."""

from inclusion_app.resources.models.resources import Resource


def reindex(resource: Resource) -> None:
    """Write again the words of a resource."""
