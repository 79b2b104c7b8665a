"""`inclusion import indicators`: says exactly what it did, or why it did nothing."""

from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask_sqlalchemy.session import Session
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from inclusion_app.cli import imports, needs, running
from inclusion_app.observatory.catalogue.models import NeedValue

HEAD = "code_insee,part_sup_30,nb_locaux\n"


@pytest.fixture(autouse=True)
def one_application(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command uses the application of the test and its rows."""
    monkeypatch.setattr(running, "create_app", lambda: app)
    monkeypatch.setattr(running, "opened", lambda app: app.app_context())
    monkeypatch.setattr(needs, "unit_of_work", nullcontext)


def run(folder: Path, text: str, *options: str) -> Result:
    path = folder / "arcep.csv"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(imports.import_group, ["indicators", str(path), *options])


def known(session: scoped_session[Session]) -> int:
    return session.scalar(select(func.count()).select_from(NeedValue)) or 0


def test_it_says_what_it_did(session: scoped_session[Session], tmp_path: Path) -> None:
    result = run(tmp_path, HEAD + "87085,62.5,104000\n1001,,\n87999,1,1\n87114,30,10\n")
    assert result.exit_code == 0, result.output
    for said in (
        "Reconnu\u00a0: Débits du réseau fixe, millésime 2019, par territoire\u00a0: communes.",
        "4 lignes lues\u00a0: 2 territoires ajoutés, 0 mis à jour, 0 déjà à jour, 0 retirés.",
        "1 code complété d’un zéro",
        "1 code inconnu, laissé de côté",
        "ligne 4, code_insee\u00a0: 87999 n’est pas dans le code géographique.",
        "moyenne pondérée calculée pour la France",
    ):
        assert said in result.stdout, said
    assert known(session) == 2 + 4


def test_a_dry_run_says_so(session: scoped_session[Session], tmp_path: Path) -> None:
    result = run(tmp_path, HEAD + "87085,62.5,104000\n", "--dry-run", "--vintage", "2024")
    assert "millésime 2024" in result.stdout
    assert "rien n’a été écrit" in result.stdout
    assert known(session) == 0


def test_a_refused_file_says_where_and_fails(session: scoped_session[Session], tmp_path: Path) -> None:
    result = run(tmp_path, HEAD + "87085,62.5,104000\n87114,beaucoup,1\n")
    assert result.exit_code == 1
    assert "Le fichier est refusé\u00a0: 1 ligne refusée, rien n’a été écrit." in result.stdout
    assert "ligne 3, part_sup_30\u00a0: «\u00a0beaucoup\u00a0» n’est pas un nombre." in result.stdout
    assert known(session) == 0


def test_an_unknown_file_fails_in_one_sentence(session: scoped_session[Session], tmp_path: Path) -> None:
    result = run(tmp_path, "a,b\n1,2\n")
    assert result.exit_code == 1
    assert "Formats connus" in result.stderr


def test_many_wrong_lines_are_not_all_listed(session: scoped_session[Session], tmp_path: Path) -> None:
    result = run(tmp_path, HEAD + "".join(f"{n:05},-1,1\n" for n in range(200)))
    assert "… et 150 autres." in result.stdout
