"""The grids of evaluation in a real browser: digits that move on, a column filled at once, faces large enough."""

import json
import os
import subprocess
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import BIN, ROOT, SignIn, Site

_ROWS = """
import json
from datetime import timedelta
from uuid import uuid4
from inclusion_app.access.queries import find_account_by_email
from inclusion_app.app import create_app
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.trainings.links import survey_path_of
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
app = create_app()
with app.app_context(), unit_of_work():
    trainer = make_trainer(None, "Jeanne Formatrice")
    account = find_account_by_email("{email}")
    structure = next(grant.structure_id for grant in account.grants if grant.structure_id)
    start = clock.now().replace(second=0, microsecond=0) - timedelta(hours=4)
    session = make_session(make_course(slug=uuid4().hex), start, trainers=(trainer,), structure_id=structure)
    people = [make_registration(session, name) for name in ("Amina", "Bilal", "Chloé")]
    told = {{"session": str(session.id), "survey": survey_path_of(people[0])}}
print(json.dumps(told))
"""


@pytest.fixture
def told(site: Site) -> dict[str, str]:
    environment = {**os.environ, "INCLUSION_INSTANCE": str(site.instance), "PYTHONPATH": str(ROOT)}
    script = _ROWS.format(email=site.email("mediatrice"))
    command = [str(BIN / "python"), "-c", script]
    found = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    answer: dict[str, str] = json.loads(found)
    return answer


@pytest.fixture
def page(signed_in: SignIn) -> Iterator[Page]:
    page = signed_in("mediatrice").new_page()
    yield page
    page.close()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.name"))


def test_digits_move_on_by_themselves(page: Page, told: dict[str, str]) -> None:
    page.goto(f"/sessions/{told['session']}/evaluation/papier")
    page.locator("[name=overall-0]").focus()
    page.keyboard.type("4x4332")
    assert focused(page) == "overall-1"
    page.keyboard.type("3")
    page.keyboard.press("Backspace")
    assert focused(page) == "overall-1"
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    assert focused(page) == "overall-2"
    expect(page.locator("[data-rows-count]")).to_have_text("2 feuilles saisies, pas encore enregistrées")
    page.get_by_role("button", name="Enregistrer ces questionnaires").click()
    expect(page.get_by_text("2 questionnaires enregistrés.")).to_be_visible()


def test_a_column_is_filled_then_the_exceptions(page: Page, told: dict[str, str]) -> None:
    page.goto(f"/sessions/{told['session']}/evaluation?moment=fin")
    rows = page.locator("tbody tr:not(.table__fill)")
    rows.nth(1).locator("select").first.select_option("partly")
    page.locator(".table__fill select").first.select_option("reached")
    values = [rows.nth(rank).locator("select").first.input_value() for rank in range(3)]
    assert values == ["reached", "partly", "reached"]
    rows.nth(2).locator("select").first.select_option("")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est enregistré.")).to_be_visible()
    values = [rows.nth(rank).locator("select").first.input_value() for rank in range(3)]
    assert values == ["reached", "partly", ""]


def test_faces_are_answered_by_thumb_and_by_keyboard(signed_in: SignIn, told: dict[str, str]) -> None:
    page = signed_in("visiteur").new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(told["survey"])
    for tile in page.locator(".faces .choice").all():
        box = tile.bounding_box()
        assert box
        assert box["width"] > 44
        assert box["height"] > 44
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator("[name=overall]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=overall][value='3']")).to_be_checked()
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre réponse est enregistrée")
    page.close()
