"""Each distinct page in a real browser: axe, no two-way scroll at 320 px, nothing from elsewhere, and its pictures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from inclusion_app.app import create_app
from inclusion_app.config import load_settings
from tests.browser.conftest import SignIn, Site
from tests.browser.visited import NO_PAGE, PAGES
from tests.browser.visiting import Visit, go

AXE = Axe()
WIDTHS = (390, 1280)
SEEN: set[str] = set()


@pytest.fixture
def opened(request: pytest.FixtureRequest, signed_in: SignIn) -> Iterator[tuple[Page, list[str]]]:
    """The page of a visit, and what went wrong while it came: script errors, missing parts, other sites."""
    visit: Visit = request.param
    page = signed_in(visit.who).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda response: wrong.extend(complaints(page, response)))
    go(page, visit)
    SEEN.add(urlsplit(page.url).path)
    yield page, wrong
    page.close()


def complaints(page: Page, response: Response) -> list[str]:
    """A part of the page that is missing or comes from another site; the page itself may well be an error page."""
    origin = re.match(r"https?://[^/]+", response.url)
    elsewhere = origin is not None and origin[0] not in page.url and not response.url.startswith("data:")
    missing = response.status >= 400 and response.request.resource_type != "document"
    return [f"{response.status} {response.url}"] if missing or (elsewhere and page.url != "about:blank") else []


@pytest.mark.parametrize("opened", PAGES, ids=lambda visit: visit.name, indirect=True)
def test_page(opened: tuple[Page, list[str]], request: pytest.FixtureRequest) -> None:
    page, wrong = opened
    assert wrong == []
    results = AXE.run(page)
    assert results.violations_count == 0, results.generate_report()
    if "SCREENSHOTS" in os.environ:
        take_pictures(page, Path(os.environ["SCREENSHOTS"]), request.node.callspec.id)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def take_pictures(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)


def test_no_page_was_forgotten(site: Site) -> None:
    """Every address that shows a page was visited above, or is named as no page."""
    if len(SEEN) < len(PAGES) // 2:
        pytest.skip("only some of the pages were visited in this run")
    app = create_app(load_settings({"INCLUSION_INSTANCE": str(site.instance)}))
    match = app.url_map.bind("localhost").match
    visited = {match(path, method="GET")[0] for path in SEEN if path != "/nulle-part"}
    shown = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert shown - visited - NO_PAGE == set()
