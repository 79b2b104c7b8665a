"""What is looked at on each page: axe, no two-way scroll at 320 px, nothing missing or from elsewhere, its pictures."""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response

from tests.browser.visiting import Visit, go

AXE = Axe()
WIDTHS = (390, 1280)


def look(page: Page, visit: Visit) -> None:
    """Open the page and look at it; `wrong` gathers script errors, missing parts, other sites."""
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda response: wrong.extend(complaints(page, response)))
    go(page, visit)
    assert wrong == []
    results = AXE.run(page)
    assert results.violations_count == 0, results.generate_report()
    if "SCREENSHOTS" in os.environ:
        take_pictures(page, Path(os.environ["SCREENSHOTS"]), visit.name)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def complaints(page: Page, response: Response) -> list[str]:
    """A part of the page that is missing or comes from another site; the page itself may well be an error page."""
    origin = re.match(r"https?://[^/]+", response.url)
    elsewhere = origin is not None and origin[0] not in page.url and not response.url.startswith("data:")
    missing = response.status >= 400 and response.request.resource_type != "document"
    return [f"{response.status} {response.url}"] if missing or (elsewhere and page.url != "about:blank") else []


def take_pictures(page: Page, folder: Path, name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
