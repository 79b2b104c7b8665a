"""What is read of a territory beside its activity: its needs, what is on offer, who is far from it."""

from inclusion_app.observatory.catalogue.access import access_of as access_of
from inclusion_app.observatory.catalogue.access import far_communes as far_communes
from inclusion_app.observatory.catalogue.loaded import needs_of as needs_of
from inclusion_app.observatory.catalogue.offer import count_supply as supply_of

__all__ = ["access_of", "far_communes", "needs_of", "supply_of"]
