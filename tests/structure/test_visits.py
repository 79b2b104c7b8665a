"""Every address that shows a page is looked at in a real browser, or named as no page."""

from flask import Flask

from tests.browser.visited import NO_PAGE, PAGES


def test_no_page_is_forgotten(app: Flask) -> None:
    shown = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    visited = {visit.shows for visit in PAGES}
    assert shown - visited - NO_PAGE == set()


def test_names_are_told_apart() -> None:
    names = [visit.name for visit in PAGES]
    assert len(names) == len(set(names))
