"""Sheets read once, with their versions and pictures, however many they are."""

from collections.abc import Sequence

from inclusion_app.resources.documents.printed import Printed, printed_of
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.sheets import latest_versions, pictures_of


def list_printed(resources: Sequence[Resource]) -> list[Printed]:
    """These sheets ready to print, in the same order: two queries."""
    versions = latest_versions(resources)
    pictures = pictures_of(resource.id for resource in resources)
    return [printed_of(one, versions[one.id], pictures.get(one.id, {})) for one in resources]
