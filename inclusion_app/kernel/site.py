"""Where this instance is on the web and who offers it, for texts written outside a page: letters, documents."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """`public_url` has no slash at its end; `contact` is an e-mail address."""

    public_url: str = "http://127.0.0.1:8000"
    operator: str = "Inclusion numérique"
    contact: str = ""


class _Installed:
    site = Site()


def install(site: Site) -> None:
    """Tell this process, once, when the application starts."""
    _Installed.site = site


def current() -> Site:
    """The site of this process."""
    return _Installed.site


def address(path: str) -> str:
    """The full address of a path of this site."""
    return _Installed.site.public_url + path
