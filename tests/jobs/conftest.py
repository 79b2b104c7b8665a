"""An application of its own for each test of jobs: they commit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.instances import own_application


@pytest.fixture
def own_app(tmp_path: Path) -> Iterator[Flask]:
    with own_application(tmp_path) as app:
        yield app
