"""The sizes of architecture's budgets, and the names that it refuses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "inclusion_app"

MODULE_LINES, FUNCTION_LINES, TEMPLATE_LINES, TEST_LINES = 400, 50, 150, 400
REFUSED_NAMES = {"utils", "helpers", "misc", "common", "manager", "base"}


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def too_long(paths: Iterator[Path], limit: int) -> list[str]:
    return [f"{path.relative_to(ROOT)}: {lines_of(path)}" for path in sorted(paths) if lines_of(path) > limit]


def test_modules_stay_short() -> None:
    assert too_long(PACKAGE.rglob("*.py"), MODULE_LINES) == []


def test_test_files_stay_short() -> None:
    assert too_long((ROOT / "tests").rglob("*.py"), TEST_LINES) == []


def test_templates_stay_short() -> None:
    assert too_long(PACKAGE.rglob("*.html"), TEMPLATE_LINES) == []


def test_functions_stay_short() -> None:
    long = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    long.append(f"{path.relative_to(ROOT)}:{node.name}: {length}")
    assert long == []


def test_names_say_what_is_inside() -> None:
    assert [path for path in PACKAGE.rglob("*.py") if path.stem in REFUSED_NAMES] == []


def test_packages_open_with_a_docstring_and_nothing_else() -> None:
    for path in PACKAGE.rglob("__init__.py"):
        body = ast.parse(path.read_text(encoding="utf-8")).body
        assert all(isinstance(node, ast.Expr) for node in body), path
        assert len(body) <= 1, path


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(word: str) -> None:
    pattern = re.compile(rf"\b{word}\b")
    left = [path for path in PACKAGE.rglob("*.py") if pattern.search(path.read_text(encoding="utf-8"))]
    assert left == []


def test_only_the_database_kernel_commits() -> None:
    committing = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if "session.commit(" in path.read_text(encoding="utf-8")
    ]
    assert committing == ["kernel/db.py"]
