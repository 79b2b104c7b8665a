"""The web toolkit in a real browser: what the scripts add, what works without them, axe, and narrow windows."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from tests.web.gallery.app import create_app

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PAGES = ["/", "/formulaire", "/liste?page=3&topic=mail", "/vide", "/confirmer", "/erreur/404"]
AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
    # the small server of the gallery leaves a picture open when the browser hangs up before its end
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def gallery() -> Flask:
    return create_app()


@pytest.fixture(scope="module")
def gallery_address(gallery: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, gallery, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def phone(browser: Browser, gallery_address: str) -> Iterator[Page]:
    """A window of 390 px; a refusal of the content policy or a script error fails the test."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="fr-FR", base_url=gallery_address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Security Policy" in message.text else None)
    yield page
    assert complaints == []
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("url", PAGES)
def test_no_page_scrolls_both_ways(phone: Page, url: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 800})
    phone.goto(url)
    assert phone.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("url", PAGES)
def test_axe_finds_nothing(phone: Page, url: str) -> None:
    phone.goto(url)
    result = Axe().run(phone, options=AXE)
    assert result.violations_count == 0, result.generate_report()


def test_text_spacing_can_be_changed(phone: Page) -> None:
    phone.goto("/formulaire")
    phone.evaluate(
        "document.querySelectorAll('*').forEach(e => { e.style.lineHeight = '1.5'; e.style.letterSpacing = '.12em';"
        " e.style.wordSpacing = '.16em'; })"
    )
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_errors_take_the_focus_and_lead_to_their_field(phone: Page) -> None:
    phone.goto("/formulaire")
    phone.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(phone).to_have_title("Erreur\u00a0: Enregistrer un accompagnement — Inclusion numérique")
    expect(phone.locator("[data-error-summary]")).to_be_focused()
    assert Axe().run(phone, options=AXE).violations_count == 0
    phone.get_by_role("link", name="Commune").click()
    expect(phone.locator("#commune")).to_be_focused()
    # What has the focus is not under the bar of actions.
    field, bar = phone.locator("#commune").bounding_box(), phone.locator(".action-bar").bounding_box()
    assert field is not None
    assert bar is not None
    assert field["y"] + field["height"] <= bar["y"]


def test_suggestions_with_the_keyboard_alone(phone: Page) -> None:
    phone.goto("/formulaire")
    field = phone.locator("#commune")
    field.press_sequentially("Saint")
    expect(phone.locator("#commune-liste [role=option]")).to_have_count(2)
    expect(phone.locator(".combobox [role=status]")).to_have_text("2 propositions")
    field.press("ArrowDown")
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "commune-liste-1")
    assert Axe().run(phone, options=AXE).violations_count == 0
    field.press("Enter")
    expect(field).to_have_value("Saint-Denis (97400)")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(phone.locator("[name=commune-code]")).to_have_value("97411")
    field.press_sequentially("x")
    expect(phone.locator("[name=commune-code]")).to_have_value("")


def test_suggestions_close_and_wait_for_two_letters(phone: Page) -> None:
    phone.goto("/formulaire")
    field = phone.locator("#commune")
    field.press_sequentially("L")
    phone.wait_for_timeout(600)
    expect(phone.locator("#commune-liste [role=option]")).to_have_count(0)
    field.press_sequentially("i")
    expect(phone.locator("#commune-liste [role=option]")).to_have_count(1)
    field.press("Escape")
    expect(phone.get_by_role("listbox")).to_be_hidden()
    field.press("ArrowDown")
    phone.locator("#commune-liste [role=option]").click()
    expect(field).to_have_value("Limoges (87000)")


def test_counts_and_their_remainder(phone: Page) -> None:
    phone.goto("/formulaire")
    line = phone.locator("[data-remainder]")
    expect(line).to_have_text("Encore 5 non communiqués")
    for _ in range(4):
        phone.get_by_role("button", name="Ajouter 1 – Femmes").click()
    expect(line).to_have_text("Encore 1 non communiqué")
    phone.get_by_label("Hommes", exact=True).fill("3")
    expect(line).to_have_text("2 de trop par rapport au total")
    phone.get_by_label("Hommes", exact=True).fill("1")
    expect(line).to_have_text("Tout est renseigné")
    less = phone.get_by_role("button", name="Enlever 1 – Hommes")
    less.click()
    expect(less).to_have_attribute("aria-disabled", "true")
    less.click(force=True)
    expect(phone.get_by_label("Hommes", exact=True)).to_have_value("0")


def test_what_depends_on_an_answer_unfolds(phone: Page) -> None:
    phone.goto("/formulaire")
    hidden = phone.get_by_text("Allocations familiales")
    expect(hidden).to_be_hidden()
    expect(phone.locator("#minutes-autre")).to_be_hidden()
    phone.get_by_label("Démarches administratives").check()
    expect(hidden).to_be_visible()
    phone.get_by_label("Allocations familiales").check()
    phone.get_by_label("Démarches administratives").uncheck()
    assert phone.evaluate("new FormData(document.querySelector('main form')).getAll('procedures').length") == 0


def fill(page: Page) -> None:
    page.fill("#first_name", "Amina")
    page.fill("#commune", "Limoges")
    page.get_by_label("E-mail").check()


def test_a_double_click_sends_once(phone: Page) -> None:
    phone.goto("/formulaire")
    fill(phone)
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    button = phone.get_by_role("button", name="Enregistrer et en saisir un autre")
    button.dblclick()
    phone.wait_for_url("**/")
    assert [url for url in sent if url.endswith("/formulaire")] == sent[:1]


def test_a_draft_is_kept_without_the_password(phone: Page, gallery: Flask) -> None:
    phone.goto("/formulaire")
    fill(phone)
    phone.fill("#password", "secret")
    expect(phone.locator("[data-form-status]")).to_contain_text("Brouillon enregistré à ", timeout=8000)
    assert gallery.config["DRAFT"]["first_name"] == "Amina"
    assert "password" not in gallery.config["DRAFT"]


def test_a_draft_is_kept_when_the_page_is_left(phone: Page, gallery: Flask) -> None:
    gallery.config["DRAFT"] = {}
    phone.goto("/formulaire")
    phone.fill("#first_name", "Partie")
    phone.goto("/vide")
    phone.wait_for_timeout(300)
    assert gallery.config["DRAFT"]["first_name"] == "Partie"


def test_everything_works_without_scripts(browser: Browser, gallery_address: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=gallery_address)
    page = context.new_page()
    page.goto("/formulaire")
    expect(page.get_by_text("Allocations familiales")).to_be_visible()
    expect(page.locator("[data-step]").first).to_be_hidden()
    fill(page)
    page.get_by_label("Autre durée", exact=True).nth(1).fill("50 min")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url("**/")
    context.close()


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="only when SCREENSHOTS names a folder")
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_screenshots_of_the_gallery(phone: Page, width: int) -> None:
    folder = Path(os.environ["SCREENSHOTS"]) / "gallery"
    folder.mkdir(parents=True, exist_ok=True)
    phone.set_viewport_size({"width": width, "height": 900})
    for name, url in zip(("components", "form", "list", "empty", "confirm", "missing"), PAGES, strict=True):
        phone.goto(url)
        phone.screenshot(path=folder / f"{name}-{width}.png", full_page=True)
