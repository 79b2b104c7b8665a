"""All the pages of the observatory, on their blueprint: importing this module registers them."""

from inclusion_app.observatory.views import (
    catalogue,
    comparing,
    crossing,
    reports,
    subjects,
    subscriptions,
    tables,
    team,
    territory,
)
from inclusion_app.observatory.views.blueprint import bp as bp

PAGES = (
    catalogue,
    comparing,
    crossing,
    reports,
    subjects,
    subscriptions,
    tables,
    team,
    territory,
)
