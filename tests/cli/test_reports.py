"""`inclusion reports`: a whole département, resumed where it stopped."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Command

pytestmark = pytest.mark.paper
COMMUNES = 17


def test_every_commune_of_a_departement_then_only_what_is_missing(command: Command, tmp_path: Path) -> None:
    words = ("reports", "--departement", "976", "-o", str(tmp_path / "rapports"))
    first = command(*words)
    assert first.exit_code == 0, first.output
    files = sorted((tmp_path / "rapports").iterdir())
    assert len(files) == COMMUNES
    assert "Acoua" in PdfReader(files[0]).pages[0].extract_text()
    files[0].unlink()
    stopped_half_way = files[1].with_name(f".{files[1].name}.part")
    stopped_half_way.write_bytes(b"%PDF-")
    before = files[2].stat().st_mtime_ns
    again = command(*words)
    assert "\u00a0: 1\u00a0; déjà là\u00a0: 16." in again.output
    assert (files[0].exists(), files[2].stat().st_mtime_ns) == (True, before)


@pytest.mark.parametrize(
    ("words", "told"),
    [(("--departement", "999"), "territoire"), (("--departement", "87", "--period", "2025-01-03_2025-02-04"), "mois")],
)
def test_what_does_not_exist_writes_nothing(
    command: Command, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    result = command("reports", *words, "-o", str(tmp_path / "rapports"))
    assert result.exit_code == 1
    assert told in result.stderr
    assert not (tmp_path / "rapports").exists()
