"""Every page of this room, bound to its blueprint."""

from inclusion_app.access.views import audit, drafts, links, own_account, sign_in
from inclusion_app.access.views.blueprint import bp as bp

PAGES = (audit, drafts, links, own_account, sign_in)
