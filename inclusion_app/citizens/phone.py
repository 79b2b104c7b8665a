"""Telephone numbers, where citizens' code looks for them; see `kernel.phone`."""

from inclusion_app.kernel.phone import WRONG_PHONE as WRONG_PHONE
from inclusion_app.kernel.phone import display_phone as display_phone
from inclusion_app.kernel.phone import normalise_phone as normalise_phone
