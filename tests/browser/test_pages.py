"""Each distinct page in a real browser, one of two: two files, so that two cores look at them."""

import pytest

from tests.browser.conftest import EndpointOf, SignIn
from tests.browser.looking import look
from tests.browser.visited import PAGES
from tests.browser.visiting import Visit


@pytest.mark.parametrize("visit", PAGES[::2], ids=lambda visit: visit.name)
def test_page(visit: Visit, signed_in: SignIn, endpoint_of: EndpointOf) -> None:
    page = signed_in(visit.who).new_page()
    look(page, visit)
    assert endpoint_of(page.url) == visit.shows
    page.close()
