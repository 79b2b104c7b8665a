"""All the pages of resources, on their blueprint: importing this module registers them."""

from inclusion_app.resources.models import given, resources
from inclusion_app.resources.views.blueprint import bp as bp

TABLES = (given, resources)
