"""The gallery's application, for the tests of the toolkit: no database, no domain."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.gallery.app import create_app


@pytest.fixture(scope="session")
def gallery() -> Flask:
    return create_app()


@pytest.fixture
def client(gallery: Flask) -> FlaskClient:
    return gallery.test_client()


@pytest.fixture
def in_request(gallery: Flask) -> Iterator[None]:
    """Inside a GET request of the gallery, in French."""
    with gallery.test_request_context("/"):
        yield
