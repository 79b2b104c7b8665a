"""`inclusion report` and `observatory show` on the same figures."""

import json
from pathlib import Path

from tests.cli.conftest import Command

YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


def test_a_report_and_its_figures(command: Command, tmp_path: Path) -> None:
    assert command("demo", "--accompaniments", "300").exit_code == 0
    file = tmp_path / "report.pdf"
    written = command("report", "DEP-87", *YEAR, "-o", str(file))
    assert written.exit_code == 0, written.output
    assert file.read_bytes().startswith(b"%PDF-")
    assert file.stat().st_size < 1_000_000
    shown = command("observatory", "show", "DEP-87", *YEAR, "--json")
    figures = json.loads(shown.stdout)
    assert figures["accompaniments"] == figures["individual"] + figures["workshop_participants"]


def test_an_unknown_territory_writes_nothing(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    result = command("report", "COM-00000", *YEAR, "-o", str(file))
    assert result.exit_code == 1
    assert "territoire" in result.stderr
    assert not file.exists()


def test_a_wrong_day_is_told_in_french(command: Command, tmp_path: Path) -> None:
    words = ("report", "DEP-87", "--from", "2025-13-01", "--to", "2025-12-31", "-o", str(tmp_path / "report.pdf"))
    result = command(*words)
    assert result.exit_code == 2
    assert "n’est pas une date comme 2025-12-31" in result.stderr
