"""Each distinct page in a real browser: axe, no two-way scroll at 320 px, weight, and its pictures."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import SignIn
from tests.browser.visited import PAGES, Visit, go

AXE = Axe()
WIDTHS = (390, 1280)


@pytest.fixture
def page(request: pytest.FixtureRequest, signed_in: SignIn) -> Iterator[Page]:
    visit: Visit = request.param
    page = signed_in(visit.who).new_page()
    go(page, visit)
    yield page
    page.close()


each_page = pytest.mark.parametrize("page", PAGES, ids=lambda visit: visit.name, indirect=True)


@each_page
def test_axe_finds_nothing(page: Page) -> None:
    results = AXE.run(page)
    assert results.violations_count == 0, results.generate_report()


@each_page
def test_no_two_way_scroll_at_320_px(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@each_page
def test_nothing_comes_from_elsewhere_and_the_console_is_quiet(page: Page) -> None:
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert told == []
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin
    assert [url for url in asked if not url.startswith((origin[0], "data:"))] == []


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="pictures are made by « make screenshots »")
@each_page
def test_screenshot(page: Page, request: pytest.FixtureRequest) -> None:
    folder = Path(os.environ["SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    name = request.node.callspec.id
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
        assert (folder / f"{name}-{width}.png").stat().st_size > 5_000
