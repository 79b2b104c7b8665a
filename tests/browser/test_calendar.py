"""The calendar and the form of a session in a real browser: by keyboard, on a phone, checked by axe."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SignIn, Site

PHONE = {"width": 390, "height": 844}
PATHS = (
    "/calendrier",
    "/calendrier?vue=mois",
    "/calendrier?vue=semaine",
    "/calendrier?vue=liste",
    "/sessions",
    "/sessions/nouvelle",
)


@pytest.fixture
def visitor_page(signed_in: SignIn) -> Iterator[Page]:
    page = signed_in("visiteur").new_page()
    yield page
    page.close()


def serious(page: Page) -> list[str]:
    return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_sticks_out(mediator_page: Page, path: str, width: int) -> None:
    page = mediator_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_arrows_move_from_day_to_day(visitor_page: Page) -> None:
    page = visitor_page
    page.goto("/calendrier?vue=mois&date=2026-11-24")
    days = page.locator(".calendar__day")
    assert page.locator(".calendar__day[tabindex='0']").count() == 1
    days.nth(9).focus()
    for key, rank in (
        ("ArrowRight", 10),
        ("ArrowDown", 17),
        ("ArrowLeft", 16),
        ("ArrowUp", 9),
        ("End", 13),
        ("Home", 7),
    ):
        page.keyboard.press(key)
        expect(days.nth(rank)).to_be_focused()
    assert page.locator(".calendar__day[tabindex='0']").count() == 1
    page.keyboard.press("PageDown")
    page.wait_for_url("**date=2026-12-01*")
    page.locator(".calendar__day[tabindex='0']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**vue=jour**")


def test_a_phone_shows_the_list_first_and_the_month_when_asked(visitor_page: Page) -> None:
    page = visitor_page
    page.set_viewport_size(PHONE)
    page.goto("/calendrier")
    expect(page.locator("table.calendar")).to_be_hidden()
    page.get_by_role("link", name="Voir le mois en tableau").click()
    expect(page.locator("table.calendar")).to_be_visible()


def test_without_script_every_day_is_a_link(site: Site, browser: Browser) -> None:
    context = browser.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/calendrier?vue=mois")
    page.locator(".calendar__day").nth(10).click()
    page.wait_for_url("**vue=jour**")
    context.close()


def test_a_session_of_three_weeks_is_opened_by_keyboard(mediator_page: Page) -> None:
    page = mediator_page
    page.goto("/sessions/nouvelle")
    page.get_by_label("Formation ou atelier").select_option(index=1)
    page.get_by_label("Date", exact=True).fill("2027-06-08")
    page.get_by_label("Début", exact=True).fill("06:10")
    page.get_by_label("Fin", exact=True).fill("06:40")
    page.get_by_text("Chaque semaine, aux mêmes heures").click()
    page.get_by_label("Nombre de semaines").fill("3")
    page.get_by_role("button", name="Remplir les semaines").click()
    expect(page.get_by_label("Date 3")).to_have_value("2027-06-22")
    page.get_by_label("À distance", exact=True).check()
    page.get_by_label("Adresse de la visioconférence").fill("visio.exemple.fr/salle")
    page.get_by_role("combobox", name="Commune").fill("Limoges")
    page.locator("#commune-liste").get_by_role("option").first.click()
    page.get_by_label("Nombre de places").press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("ouverte")
    expect(page.get_by_text("mardi 22 juin 2027")).to_be_visible()
