"""Every endpoint × every role: who passes the guard, as written in one table."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from inclusion_app.access import guard
from inclusion_app.access.models import Account
from inclusion_app.access.permissions import ROLE_PERMISSIONS, Permission, Role
from tests.cast import Cast
from tests.pages import PageClient
from tests.structure.endpoints import ACCESS

ROLE_OF = {
    "nadia": Role.MEDIATOR,
    "paul": Role.MANAGER,
    "claire": Role.COORDINATOR,
    "elise": Role.OFFICIAL,
    "ahmed": Role.ADMINISTRATOR,
}
NOBODY = "00000000-0000-7000-8000-000000000000"


def routes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]


def path_of(app: Flask, rule: Rule) -> str:
    """An address of this route, of an object that does not exist."""
    values: dict[str, Any] = {}
    for name in rule.arguments:
        converter = rule._converters[name]
        choices = sorted(getattr(converter, "items", ["COM-00000"]))
        number = 1 if isinstance(converter, IntegerConverter) else choices[0]
        values[name] = NOBODY if isinstance(converter, UUIDConverter) else number
    return str(app.url_map.bind("localhost").build(rule.endpoint, values, force_external=False))


def test_the_table_names_every_endpoint_and_no_other(app: Flask) -> None:
    declared = {rule.endpoint: guard.declared_access(app, rule.endpoint) for rule in routes(app)}
    assert declared == ACCESS


@pytest.mark.parametrize("name", [*ROLE_OF, "visitor"])
def test_each_role_passes_where_the_table_says(
    app: Flask, cast: Cast, client_of: Callable[[Account], PageClient], name: str
) -> None:
    client = PageClient(app) if name == "visitor" else client_of(cast.accounts[name])
    permissions = ROLE_PERMISSIONS[ROLE_OF[name]] if name in ROLE_OF else frozenset[Permission]()
    wrong = []
    for rule in routes(app):
        access = ACCESS[rule.endpoint]
        if access == guard.PUBLIC or rule.endpoint == "access.sign_out":
            continue
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        path = path_of(app, rule)
        page = client.get(path, status=None) if method == "GET" else client.post(path, status=None)  # type: ignore[arg-type]
        refused = page.status in (401, 403) or (page.location or "").startswith("/connexion")
        expected = access in permissions
        if refused == expected or page.status >= 500:
            wrong.append(f"{method} {path} ({rule.endpoint}, {access}): {page.status} {page.location or ''}")
    assert wrong == []


def test_a_form_without_its_token_is_refused(
    app: Flask, cast: Cast, client_of: Callable[[Account], PageClient]
) -> None:
    client = client_of(cast.nadia)
    for rule in routes(app):
        if "POST" in (rule.methods or ()) and ACCESS[rule.endpoint] == Permission.RECORDS_LOG:
            assert client.post(path_of(app, rule), csrf=False, status=None).status == 400, rule.endpoint  # type: ignore[arg-type]
