"""An instance made by the commands themselves, copied for each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inclusion_app.cli.main import main
from tests.instances import own_keys

Command = Callable[..., Result]


def invoke(folder: Path, *arguments: str, stdin: str | None = None, **environment: str) -> Result:
    variables: dict[str, str | None] = {"INCLUSION_INSTANCE": str(folder), "DATABASE_URL": None, **environment}
    with own_keys():
        return CliRunner().invoke(main, list(arguments), env=variables, input=stdin)


@pytest.fixture(scope="session")
def made_instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `init` leaves."""
    folder = tmp_path_factory.mktemp("made") / "instance"
    result = invoke(folder, "init")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def instance(made_instance: Path, tmp_path: Path) -> Path:
    """A copy of a new instance."""
    return Path(shutil.copytree(made_instance, tmp_path / "instance"))


@pytest.fixture
def command(instance: Path) -> Command:
    """Runs a command in the copy: `command("demo", "--accompaniments", "10")`."""
    return lambda *arguments, **options: invoke(instance, *arguments, **options)
