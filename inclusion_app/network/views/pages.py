"""Every page of the network, bound to its blueprint."""

from inclusion_app.network.views import accounts, directory, mediators, organisations, places, structures
from inclusion_app.network.views.blueprint import bp as bp

PAGES = (accounts, directory, mediators, organisations, places, structures)
