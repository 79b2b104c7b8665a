"""What people do, with mouse, finger or keyboard alone."""

import sqlite3
from contextlib import closing

from playwright.sync_api import BrowserContext, Page, expect

from inclusion_app.access import guard
from inclusion_app.access.tokens import hash_of
from tests.browser.conftest import SignIn, Site


def test_an_accompaniment_is_logged_in_eight_gestures(mediator_page: Page) -> None:
    page = mediator_page
    page.goto("/")
    gestures = [
        lambda: page.get_by_role("link", name="Enregistrer un accompagnement").click(),
        lambda: page.get_by_label("70 ans et plus").check(),
        lambda: page.get_by_label("E-mail", exact=True).check(),
        lambda: page.get_by_label("Navigation sur internet").check(),
        lambda: page.get_by_role("button", name="Enregistrer", exact=True).click(),
    ]
    assert len(gestures) <= 8
    for gesture in gestures:
        gesture()
    expect(page.get_by_role("status").first).to_contain_text("enregistré")


def test_a_double_click_keeps_one_record(mediator_page: Page) -> None:
    page = mediator_page
    page.goto("/accompagnements/individuel/nouveau")
    page.get_by_label("Bureautique").check()
    page.get_by_role("button", name="Enregistrer", exact=True).dblclick()
    expect(page.get_by_role("status").first).to_contain_text("enregistré")


def test_a_closed_tab_loses_nothing(signed_in: SignIn) -> None:
    context: BrowserContext = signed_in("mediatrice")
    page = context.new_page()
    page.goto("/accompagnements/individuel/nouveau")
    page.get_by_label("Notes").fill("Revoir la pièce jointe la prochaine fois")
    expect(page.get_by_text("Brouillon enregistré")).to_be_visible(timeout=15_000)
    page.close()
    again = context.new_page()
    again.goto("/accompagnements/individuel/nouveau")
    expect(again.get_by_label("Notes")).to_have_value("Revoir la pièce jointe la prochaine fois")
    expect(again.get_by_text("retrouvé votre saisie")).to_be_visible()
    again.close()


def test_an_expired_session_signs_in_again_and_keeps_what_was_typed(site: Site, signed_in: SignIn) -> None:
    context = signed_in("mediateur")
    page = context.new_page()
    page.goto("/accompagnements/atelier/nouveau")
    page.get_by_label("Titre").fill("Premiers pas avec la tablette")
    token = next(cookie["value"] for cookie in context.cookies() if cookie["name"] == guard.COOKIE)
    with closing(sqlite3.connect(site.instance / "inclusion.sqlite3")) as database, database:
        expire = "UPDATE sign_in_session SET expires_at = datetime('now', '-1 minute') WHERE token_hash = ?"
        assert database.execute(expire, (hash_of(token),)).rowcount == 1
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.get_by_label("Adresse électronique").fill(site.email("mediateur"))
    page.get_by_label("Mot de passe").fill(site.passwords[site.email("mediateur")])
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_label("Titre")).to_have_value("Premiers pas avec la tablette")
    page.close()


def test_the_form_is_filled_with_the_keyboard_alone(mediator_page: Page) -> None:
    page = mediator_page
    page.goto("/accompagnements/individuel/nouveau")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#contenu"
    box = page.get_by_label("Culture numérique")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.get_by_role("button", name="Enregistrer", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("enregistré")
