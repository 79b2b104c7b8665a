"""What a command says before it does anything."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from inclusion_app.cli.main import main
from tests.instances import own_keys

COMMANDS = ("init", "demo", "serve", "create-account", "check", "backup", "restore", "rotate-keys", "jobs", "import")


def run(*arguments: str, **environment: str) -> tuple[int, str, str]:
    with own_keys():
        result = CliRunner().invoke(main, list(arguments), env=environment)
    return result.exit_code, result.stdout, result.stderr


def test_help_is_in_french_and_names_every_command() -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert "Emploi\u00a0:" in out
    assert not [name for name in COMMANDS if name not in out]
    for name in COMMANDS:
        code, out, _ = run(name, "--help")
        assert code == 0, name
        assert "Affiche cette aide" in out, name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://localhost/x"),
        ("PUBLIC_URL", "inclusion.example.org"),
        ("SECRET_KEY", "short"),
        ("SMTP_URL", "http://mail.example.org"),
        ("OPERATOR_ACCENT", "bleu"),
        ("OPERATOR_LOGO", "/nowhere/logo.svg"),
        ("ENCRYPTION_KEYS", "{}"),
    ],
)
def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path, name: str, value: str) -> None:
    for command in (["check"], ["init"], ["serve"], ["jobs", "list"]):
        code, out, err = run(*command, INCLUSION_INSTANCE=str(tmp_path), **{name: value})
        assert code == 2
        assert out == ""
        assert name in err
        assert "Traceback" not in err


def test_a_wrong_option_is_told_in_french() -> None:
    code, _, err = run("demo", "--accompaniments", "beaucoup")
    assert code == 2
    assert "n’est pas un nombre" in err
    code, _, err = run("nothing")
    assert code == 2
    assert "n’existe pas" in err


def test_what_prints_nothing_never_loads_weasyprint(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from inclusion_app.cli.main import main\n"
        "CliRunner().invoke(main, ['check'])\n"
        "sys.exit('weasyprint' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"INCLUSION_INSTANCE": str(tmp_path)},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run("init", INCLUSION_INSTANCE=str(tmp_path / "file" / "instance"))
    assert code == 1
    assert "Impossible d’écrire ou de lire" in err
