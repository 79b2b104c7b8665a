"""How a page is visited: who opens it, from where, by which steps."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from playwright.sync_api import Page


@dataclass(frozen=True)
class Visit:
    """`shows` is the endpoint that is reached, empty for none; `then` follows links from `path` when the page's
    address depends on the data.
    """

    name: str
    shows: str
    who: str
    path: str
    then: tuple[Callable[[Page], None], ...] = ()


def follow(pattern: str, within: str = "main") -> Callable[[Page], None]:
    """Follow the first link of this part of the page whose address matches this CSS attribute selector."""
    return lambda page: page.goto(str(page.locator(f"{within} a[href{pattern}]").first.get_attribute("href"))) and None


def submit(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def go_to(relative: str) -> Callable[[Page], None]:
    """Go to an address beside this page's: "modifier" below it, "../supprimer" instead of its last part."""
    return lambda page: page.goto(urljoin(page.url.rstrip("/") + "/", relative)) and None


def submit_main(page: Page) -> None:
    """Send the main form as it is."""
    page.locator("main form button[type=submit]").first.click()


def go(page: Page, visit: Visit) -> None:
    page.goto(visit.path)
    for step in visit.then:
        step(page)
    page.wait_for_load_state("networkidle")
