"""`inclusion observatory show`: JSON alone with --json, a table without."""

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.cli import observatory, running
from tests.cast import Cast
from tests.factories import make_record, make_workshop


@pytest.fixture(autouse=True)
def one_application(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command uses the application of the test and its rows."""
    monkeypatch.setattr(running, "create_app", lambda: app)
    monkeypatch.setattr(running, "opened", lambda app: app.app_context())


def _show(*arguments: str) -> Result:
    return CliRunner().invoke(observatory.observatory, ["show", *arguments])


def _data(*arguments: str) -> dict[str, Any]:
    result = _show(*arguments, "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


def _few(cast: Cast) -> None:
    for _ in range(3):
        make_record(cast.mediators["nadia"], held_on=date(2025, 3, 5), minutes=20)
    make_workshop(cast.mediators["nadia"], 5, held_on=date(2025, 4, 5), minutes=60, gender_male=2)


def test_exact_json(session: scoped_session[Session], cast: Cast) -> None:
    _few(cast)
    data = _data("COM-87085", *YEAR)
    keys = ("accompaniments", "minutes", "individual", "workshops", "workshop_participants", "places")
    assert [data[key] for key in keys] == [8, 120, 3, 1, 5, 1]
    assert data["themes"]["email"] == 8
    assert data["months"]["2025-03"] == 3
    assert data["age_bands"]["unknown"] == 8
    assert data["statuses"]["unknown"] == 8
    assert data["genders"] == {"male": 2, "female": 0, "unknown": 6}
    assert data["secret"] == []


def test_published_json_says_null_where_it_is_secret(session: scoped_session[Session], cast: Cast) -> None:
    _few(cast)
    data = _data("COM-87085", *YEAR, "--published")
    assert data["accompaniments"] == 8
    assert data["minutes"] is None
    assert data["themes"] is None
    assert data["blocks"]["themes"] == {"territory": None, "secret": True}
    assert {"minutes", "workshops", "individual"} <= set(data["secret"])


def test_a_table_for_the_terminal(session: scoped_session[Session], cast: Cast) -> None:
    _few(cast)
    result = _show("DEP-87", *YEAR)
    assert result.exit_code == 0
    assert "Haute-Vienne" in result.output
    assert "janvier à décembre 2025" in result.output
    assert "secret statistique" in _show("DEP-87", *YEAR, "--published").output


@pytest.mark.parametrize("arguments", [("DEP-87", "--from", "2025-12-01", "--to", "2025-01-01"), ("DEP-00", *YEAR)])
def test_what_is_wrong_is_told_in_a_sentence(session: scoped_session[Session], arguments: tuple[str, ...]) -> None:
    result = _show(*arguments)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip()
