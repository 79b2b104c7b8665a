"""What is read of a territory beside its activity: its needs, what is on offer, who is far from it."""

from inclusion_app.observatory.catalogue.access import far_communes as far_communes
from inclusion_app.observatory.catalogue.loaded import map_needs as map_needs
from inclusion_app.observatory.catalogue.loaded import needs_of as needs_of
from inclusion_app.observatory.catalogue.summaries import surroundings_of as surroundings_of
from inclusion_app.observatory.catalogue.surroundings import Access, Supply
from inclusion_app.territories.territory import Territory


def supply_of(territory: Territory) -> Supply:
    """What is on offer."""
    return surroundings_of(territory)[0]


def access_of(territory: Territory) -> Access | None:
    """How far places are."""
    return surroundings_of(territory)[1]
