"""The shared tablet in a real browser: signing with a finger, a mouse, a keyboard, and without network."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import BIN, ROOT, Site

_ROWS = """
import json
from datetime import timedelta
from uuid import uuid4
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.app import create_app
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.trainings.queries.attendance_tablets import path_of
from inclusion_app.trainings.services.attendance_tablets import open_tablet
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
app = create_app()
with app.app_context(), unit_of_work():
    by = find_account_by_email("{email}")
    start = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=30)
    course = make_course("Accompagner une démarche en ligne sans faire à la place", slug=uuid4().hex)
    session = make_session(course, start, trainers=(make_trainer(None, "Jeanne Formatrice"),), capacity=20)
    for first, last in (("Amina", "Durand"), ("Bilal", "Haddad"), ("Chloé", "O’Brien"), ("محمد", "بن علي")):
        make_registration(session, first, last)
    tablet = open_tablet(session.half_days[0], by=by)
    told = {{"path": path_of(tablet), "session": str(session.id)}}
print(json.dumps(told))
"""
_LINES = """
import json
from uuid import UUID
from inclusion_app.app import create_app
from inclusion_app.trainings.queries.attendance import list_all_lines, verify
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.kernel.db import db
app = create_app()
with app.app_context():
    session = db.session.get(TrainingSession, UUID("{session}"))
    lines = [(line.registration.full_name if line.registration else line.trainer.name, line.means.value,
              line.signature, line.minutes) for line in list_all_lines(session)]
    assert not verify(session)
print(json.dumps(lines))
"""


@dataclass(frozen=True)
class Sheet:
    """An open sheet: its path, and what was signed on it so far."""

    path: str
    lines: Callable[[], dict[str, list[object]]]


def _run(site: Site, script: str, **values: str) -> object:
    environment = {**os.environ, "INCLUSION_INSTANCE": str(site.instance), "PYTHONPATH": str(ROOT)}
    command = [str(BIN / "python"), "-c", script.format(**values)]
    told = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, stderr=sys.stderr, text=True)
    return json.loads(told.stdout)


@pytest.fixture
def sheet(site: Site) -> Sheet:
    told = _run(site, _ROWS, email=site.email("mediatrice"))
    assert isinstance(told, dict)

    def lines() -> dict[str, list[object]]:
        found = _run(site, _LINES, session=told["session"])
        assert isinstance(found, list)
        return {name: rest for name, *rest in found}

    return Sheet(str(told["path"]), lines)


def open_context(
    browser: Browser, site: Site, width: int = 768, height: int = 1024, **options: object
) -> BrowserContext:
    viewport = {"width": width, "height": height}
    context = browser.new_context(base_url=site.address, locale="fr-FR", viewport=viewport, **options)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    return context


def draw(page: Page) -> None:
    """A zigzag with the mouse, in the box."""
    box = page.locator("[data-pad]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 30 + step * 20, box["y"] + box["height"] * (0.25 if step % 2 else 0.75), steps=4)
    page.mouse.up()


def touch(page: Page) -> None:
    """The same with a finger."""
    box = page.locator("[data-pad]").bounding_box()
    assert box
    session = page.context.new_cdp_session(page)
    points = [(box["x"] + 20 + step * 18, box["y"] + box["height"] * (0.3 if step % 2 else 0.7)) for step in range(12)]
    for rank, (x, y) in enumerate(points):
        kind = "touchMove" if rank else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def state_of(page: Page, name: str) -> object:
    return page.locator(".signing-list li", has_text=name).locator("[data-state]")


def validate(page: Page) -> None:
    page.get_by_role("button", name="Valider ma signature").click()


@pytest.mark.parametrize("width", [768, 390])
def test_a_finger_signs(browser: Browser, site: Site, sheet: Sheet, width: int) -> None:
    context = open_context(browser, site, width, has_touch=True)
    page = context.new_page()
    page.goto(sheet.path)
    page.get_by_role("link", name="Amina Durand").tap()
    expect(page.get_by_role("heading", name="Amina Durand")).to_be_visible()
    touch(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert Axe().run(page).response["violations"] == []
    validate(page)
    expect(state_of(page, "Amina Durand")).to_contain_text("✓ signé à l’écran")  # type: ignore[arg-type]
    assert Axe().run(page).response["violations"] == []
    means, path, minutes = sheet.lines()["Amina Durand"]
    assert (means, minutes) == ("hand", 180)
    assert str(path).startswith("M")
    assert 12 <= len(str(path)) < 2000
    context.close()


def test_a_mouse_signs_late_and_a_scribble_too_short_is_told(browser: Browser, site: Site, sheet: Sheet) -> None:
    context = open_context(browser, site, 1280, 900)
    page = context.new_page()
    page.goto(sheet.path)
    page.get_by_role("link", name="Bilal Haddad").click()
    validate(page)
    expect(page.get_by_role("alert")).to_have_text("Signez dans le cadre, ou tapez votre nom.")
    draw(page)
    page.get_by_role("button", name="Effacer").click()
    validate(page)
    expect(page.get_by_role("alert")).to_have_text("Signez dans le cadre, ou tapez votre nom.")
    draw(page)
    page.get_by_label("Depuis plus tard").check()
    expect(page.get_by_label("Heure d’arrivée")).to_be_visible()
    validate(page)
    expect(state_of(page, "Bilal Haddad")).to_contain_text("✓")  # type: ignore[arg-type]
    assert 145 <= int(str(sheet.lines()["Bilal Haddad"][2])) <= 151
    context.close()


def test_a_keyboard_alone_signs(browser: Browser, site: Site, sheet: Sheet) -> None:
    context = open_context(browser, site)
    page = context.new_page()
    page.goto(sheet.path)
    page.get_by_role("link", name="Chloé O’Brien").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Taper mon nom plutôt").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("chloe obrien")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Valider ma signature").focus()
    page.keyboard.press("Enter")
    expect(state_of(page, "Chloé O’Brien")).to_contain_text("✓ signé au clavier")  # type: ignore[arg-type]
    expect(page.get_by_role("status")).to_contain_text("Merci Chloé O’Brien")
    assert sheet.lines()["Chloé O’Brien"][:2] == ["typed", "chloe obrien"]
    page.get_by_role("link", name="Amina Durand").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Amina Durand")).to_be_focused()
    context.close()


def test_without_network_signatures_wait_in_the_page_then_leave_by_themselves(
    browser: Browser, site: Site, sheet: Sheet
) -> None:
    context = open_context(browser, site)
    page = context.new_page()
    page.goto(sheet.path)
    context.set_offline(True)
    for name in ("Amina Durand", "Jeanne Formatrice"):
        page.get_by_role("link", name=name).click()
        draw(page)
        validate(page)
        expect(state_of(page, name)).to_have_text("à envoyer")  # type: ignore[arg-type]
    expect(page.get_by_role("status")).to_contain_text("2 signatures à envoyer. Gardez cette page ouverte")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert sheet.lines() == {}
    warned: list[str] = []
    page.once("dialog", lambda dialog: (warned.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert warned == ["beforeunload"]
    context.set_offline(False)
    for name in ("Amina Durand", "Jeanne Formatrice"):
        expect(state_of(page, name)).to_contain_text("✓ signé à l’écran")  # type: ignore[arg-type]
    assert sorted(sheet.lines()) == ["Amina Durand", "Jeanne Formatrice"]
    context.close()


def test_an_answer_lost_on_the_way_back_is_kept_once(browser: Browser, site: Site, sheet: Sheet) -> None:
    context = open_context(browser, site)
    page = context.new_page()
    page.goto(sheet.path)
    sent = []

    def lose_the_first(route: object) -> None:
        sent.append(route.fetch())  # type: ignore[attr-defined]
        route.abort() if len(sent) == 1 else route.fulfill(response=sent[-1])  # type: ignore[attr-defined]

    context.route("**/signer/*", lose_the_first)
    page.get_by_role("link", name="Amina Durand").click()
    draw(page)
    validate(page)
    expect(state_of(page, "Amina Durand")).to_contain_text("✓")  # type: ignore[arg-type]
    assert len(sent) == 2
    assert list(sheet.lines()) == ["Amina Durand"]
    context.close()


def test_without_javascript_the_name_is_typed(browser: Browser, site: Site, sheet: Sheet) -> None:
    context = open_context(browser, site, java_script_enabled=False)
    page = context.new_page()
    page.goto(sheet.path)
    page.get_by_role("link", name="محمد بن علي").click()
    page.get_by_label("Votre prénom et votre nom").fill("محمد بن علي")
    page.get_by_label("Je confirme").check()
    validate(page)
    expect(state_of(page, "محمد")).to_contain_text("✓ signé au clavier")  # type: ignore[arg-type]
    page.goto(f"/emargement/{uuid4().hex[:12]}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette feuille n’est pas ouverte")
    context.close()


def test_the_page_of_one_person_signs_too_and_a_refusal_can_be_mended(
    browser: Browser, site: Site, sheet: Sheet
) -> None:
    context = open_context(browser, site)
    page = context.new_page()
    page.goto(sheet.path)
    page.goto(page.get_by_role("link", name="Amina Durand").get_attribute("href") or "")
    validate(page)
    expect(page.get_by_role("alert")).to_have_text("Signez dans le cadre, ou tapez votre nom.")
    draw(page)
    validate(page)
    expect(state_of(page, "Amina Durand")).to_contain_text("✓ signé à l’écran")  # type: ignore[arg-type]
    context.close()
