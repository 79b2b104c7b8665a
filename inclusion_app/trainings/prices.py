"""Prices in words."""

from flask_babel import gettext as _

from inclusion_app.web.formats import NBSP, number


def price_text(cents: int) -> str:
    """« Gratuit », « 120 € », « 120,50 € »."""
    if not cents:
        return str(_("Gratuit"))
    return f"{amount(cents)}{NBSP}€"


def amount(cents: int) -> str:
    """The same without the sign of the euro: « 120 », « 120,50 », as it is typed."""
    return number(cents / 100, 2 if cents % 100 else 0)
