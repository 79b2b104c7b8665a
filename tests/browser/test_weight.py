"""What a page weighs: under 100 kB and few requests the first time, under 30 kB after."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page

from tests.browser.conftest import SignIn

FIRST_VISIT = 100_000
NEXT_VISITS = 30_000
REQUESTS = 20

WEIGHED = [
    ("visiteur", "/"),
    ("visiteur", "/lieux?commune=87085"),
    ("mediatrice", "/"),
    ("mediatrice", "/accompagnements/individuel/nouveau"),
    ("mediatrice", "/accompagnements/atelier/nouveau"),
    ("mediatrice", "/accompagnements"),
    ("mediatrice", "/citoyens"),
    ("coordination", "/"),
]


class Scales:
    """Adds up the bytes that came by the network, headers included."""

    def __init__(self, session: CDPSession) -> None:
        self.sizes: list[int] = []
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        session.on("Network.loadingFinished", lambda event: self.sizes.append(int(event["encodedDataLength"])))

    def weigh(self, page: Page, path: str) -> tuple[int, int]:
        """Bytes and requests of a visit."""
        self.sizes.clear()
        page.goto(path, wait_until="networkidle")
        return sum(self.sizes), len(self.sizes)


@pytest.fixture
def weighed(request: pytest.FixtureRequest, signed_in: SignIn) -> Iterator[tuple[Page, str, Scales]]:
    who, path = request.param
    page = signed_in(who).new_page()
    yield page, path, Scales(page.context.new_cdp_session(page))
    page.close()


@pytest.mark.parametrize("weighed", WEIGHED, ids=" ".join, indirect=True)
def test_pages_are_light(weighed: tuple[Page, str, Scales]) -> None:
    page, path, scales = weighed
    first, requests = scales.weigh(page, path)
    after, _ = scales.weigh(page, path)
    assert 0 < first < FIRST_VISIT
    assert requests <= REQUESTS
    assert 0 < after < NEXT_VISITS
