"""All the pages of resources, on their blueprint: importing this module registers them."""

from inclusion_app.resources.models import given, resources
from inclusion_app.resources.views import (
    alerts,
    collections,
    editing,
    files,
    finding,
    finding_context,
    mine,
    opinions,
    safety,
    sheet_pictures,
    sheet_printing,
    sheets,
    showing,
    states,
    versions,
)
from inclusion_app.resources.views.blueprint import bp as bp

TABLES = (given, resources)
PAGES = (alerts, collections, editing, files, mine, opinions, safety, states, versions)

SHEETS = (sheet_pictures, sheet_printing, sheets)
FINDING = (finding, finding_context, showing)
