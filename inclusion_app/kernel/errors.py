"""The errors that services and queries raise; the web layer turns them into a message or a page."""

from typing import Any


class DomainError(Exception):
    """A rule of the field refuses what was asked.

    `message` is a French sentence marked with `N_`, with `%(name)s` places filled from `values` once translated;
    `field` names the form field that it concerns, or is None for the whole form.
    """

    def __init__(self, message: str, *, field: str | None = None, **values: Any) -> None:
        super().__init__(message % values if values else message)
        self.message = message
        self.field = field
        self.values = values


class StaleVersion(DomainError):
    """Somebody else changed the object after the form was opened; nothing was overwritten."""


class NotFound(Exception):
    """No such object inside the caller's scope."""


class Forbidden(Exception):
    """The object is inside the caller's scope, but not for this use."""
