"""What the base page shows around its content: the operator, the menu, who is signed in. Others fill it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NavigationItem:
    """An entry of the menu (five at most for a role)."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class WhoAmI:
    """Who is signed in, and for which structure or territory."""

    name: str
    place: str
    account_url: str = ""
    sign_out_url: str = ""


@dataclass(frozen=True)
class FooterLink:
    """A link at the foot of each page."""

    label: str
    url: str


@dataclass(frozen=True)
class Operator:
    """Who offers the service."""

    name: str
    contact: str = ""
    phone: str = ""
