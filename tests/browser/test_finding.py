"""Finding a resource with the keyboard alone, on a real server."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn


def _tab_to(page: Page, name: str) -> None:
    """Press Tab until the element of this id has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == name:
            return
    raise AssertionError(f"{name} never has the focus")


def test_search_with_the_keyboard_alone(signed_in: SignIn) -> None:
    page = signed_in("visiteur").new_page()
    page.goto("/ressources")
    _tab_to(page, "recherche")
    page.keyboard.type("mots de pase")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("mots de pase")
    _tab_to(page, "recherche")
    page.keyboard.press("Control+A")
    page.keyboard.type("xyzzyx")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Aucune ressource ne correspond")).to_be_visible()
    page.close()
