"""Registering without an account in a real browser: keyboard alone, a narrow screen, the link received by e-mail."""

import re
import sqlite3
import time
import uuid
from contextlib import closing
from email import policy
from email.parser import BytesParser

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn, Site

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}
_COMING = """
    SELECT hex(s.id), s.capacity > (
        SELECT count(*) FROM registration r WHERE r.session_id = s.id AND r.state IN ('seated', 'offered')
    ) AS free
    FROM training_session s
    WHERE s.listed AND s.state = 'open' AND s.starts_at > datetime('now', '+3 days')
    ORDER BY s.starts_at
"""


def session_with(site: Site, *, free: bool) -> str:
    """The key of a session to come with a free seat, or of a full one."""
    with closing(sqlite3.connect(site.instance / "inclusion.sqlite3")) as database:
        rows = database.execute(_COMING.replace("hex(s.id)", "s.id")).fetchall()
    found = [key for key, has_seat in rows if bool(has_seat) is free]
    if not found:
        pytest.skip("the demonstration has no such session today")
    return str(uuid.UUID(found[0]))


def link_received(site: Site, recipient: str) -> str:
    """The path of the secret page, in the letter that the runner delivers."""
    for _ in range(100):
        for path in (site.instance / "mail").glob("*.eml"):
            message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
            if recipient in str(message["To"]):
                body = message.get_body(("plain",))
                found = re.search(r"/inscriptions/[0-9a-f-]{36}/[0-9a-f]+", body.get_content() if body else "")
                if found:
                    return found[0]
        time.sleep(0.2)
    pytest.fail("no letter came")


def check_page(page: Page) -> None:
    assert Axe().run(page, options=AXE).response["violations"] == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_the_keyboard_alone_registers_and_the_link_confirms(site: Site, signed_in: SignIn) -> None:
    page = signed_in("visiteur").new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"/seances/{session_with(site, free=True)}")
    check_page(page)
    page.get_by_label("Votre prénom").focus()
    for text in ("Amina", "Durand", "", "amina.navigateur@exemple.fr", "Envoyer des photos", ""):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # over the link to the notice
    expect(page.get_by_role("button", name="Je m’inscris")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre place est gardée")
    check_page(page)
    page.goto(link_received(site, "amina.navigateur@exemple.fr"))
    check_page(page)
    page.get_by_role("button", name="Je confirme").click()
    expect(page.get_by_text("Votre place est réservée")).to_be_visible()
    page.get_by_text("Je ne peux pas venir").click()
    page.get_by_role("button", name="Oui, annuler mon inscription").click()
    expect(page.get_by_text("Vous n’êtes plus inscrit·e")).to_be_visible()
    check_page(page)
    page.close()


def test_an_error_takes_the_focus_and_loses_nothing(site: Site, signed_in: SignIn) -> None:
    page = signed_in("visiteur").new_page()
    page.goto(f"/seances/{session_with(site, free=True)}")
    page.get_by_label("Votre prénom").fill("Amina")
    page.get_by_label("Votre nom").fill("Durand")
    page.get_by_role("button", name="Je m’inscris").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("l’un des deux suffit")
    expect(page.get_by_label("Votre prénom")).to_have_value("Amina")
    check_page(page)
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_team_s_pages_fit_and_are_accessible(site: Site, signed_in: SignIn, width: int) -> None:
    page = signed_in("coordination").new_page()
    page.set_viewport_size({"width": width, "height": 900})
    key = session_with(site, free=True)
    for path in (f"/sessions/{key}/inscriptions", f"/sessions/{key}/inscriptions/ajouter", "/appels"):
        page.goto(path)
        check_page(page)
    page.goto("/mes-formations")
    check_page(page)
    page.close()


def test_the_team_registers_a_colleague_by_two_letters(site: Site, signed_in: SignIn) -> None:
    page = signed_in("coordination").new_page()
    page.goto(f"/sessions/{session_with(site, free=True)}/inscriptions/ajouter")
    page.get_by_label("Une ou un collègue").check()
    field = page.get_by_role("combobox", name="Nom de la ou du collègue")
    field.press_sequentially("na")
    page.get_by_role("listbox", name="Nom de la ou du collègue").get_by_role("option").first.click()
    page.get_by_role("button", name="Inscrire", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("La personne est inscrite")
    page.close()
