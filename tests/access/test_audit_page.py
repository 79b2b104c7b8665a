"""The audit, read by an administrator."""

import ast
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inclusion_app.access import journal
from inclusion_app.access.journal import SENTENCES
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import Role
from inclusion_app.access.services import grant_role
from inclusion_app.kernel import audit, clock
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

PACKAGE = Path(journal.__file__).parents[1]
ClientOf = Callable[[Account], PageClient]


def test_lines_are_sentences(client_of: ClientOf, cast: Cast) -> None:
    grant_role(cast.karim, Role.OFFICIAL, territory_key="COM-87085", by=cast.ahmed)
    page = client_of(cast.ahmed).get("/journal?action=account.grant")
    assert "Ahmed Lefèvre a donné un rôle Karim Petit – Élue ou élu, Limoges" in page.text


def test_a_reading_names_nobody_helped(client_of: ClientOf, cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"], "Jeanne", "Dubois")
    audit.note_read("citizen.read", subject=citizen, by=cast.nadia)
    audit.flush_reads()
    page = client_of(cast.ahmed).get("/journal?action=citizen.read")
    assert "Nadia Benali a consulté la fiche d’une personne n°" in page.text.replace("\u00a0", " ")
    assert "Dubois" not in page.text


def test_filters_narrow_and_are_shown(client_of: ClientOf, cast: Cast) -> None:
    with clock.frozen(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)):  # already April in Paris
        audit.write("place.confirm", subject=cast.place, by=cast.claire)
    browser = client_of(cast.ahmed)
    mine = f"/journal?account={cast.claire.id}&action=place.confirm"
    assert "a confirmé un lieu" in browser.get(f"{mine}&since=2026-04-01&until=2026-04-01").text
    nothing = browser.get(f"{mine}&until=2026-03-31")
    assert "Aucune action ne correspond" in nothing.text
    assert "Au\u00a0: 31/03/2026" in nothing.text
    assert "Personne\u00a0: Claire Faure" in nothing.text
    browser.get("/journal?account=pas-un-compte")
    browser.get("/journal?since=hier&action=n-importe-quoi&page=abc")


def test_pages_are_bounded(client_of: ClientOf, cast: Cast) -> None:
    for _ in range(60):
        audit.write("place.confirm", subject=cast.place, by=cast.claire)
    browser = client_of(cast.ahmed)
    first = browser.get("/journal?action=place.confirm")
    assert len(first.all("//tbody/tr")) == 50
    second = browser.get("/journal?action=place.confirm&page=2")
    assert len(second.all("//tbody/tr")) == 10


@pytest.mark.parametrize("name", ["nadia", "claire", "paul", "elise"])
def test_nobody_else_reads_it(client_of: ClientOf, cast: Cast, name: str) -> None:
    client_of(cast.accounts[name]).get("/journal", status=403)


def test_every_action_written_anywhere_has_its_sentence() -> None:
    written = {action for path in PACKAGE.rglob("*.py") for action in actions_in(path)}
    assert written
    assert sorted(written - SENTENCES.keys()) == []


def actions_in(path: Path) -> set[str]:
    """The actions that a module gives to `audit.write` or `audit.note_read` as a plain text."""
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    named = (call for call in calls if ast.unparse(call.func) in ("audit.write", "audit.note_read") and call.args)
    return {call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)}
