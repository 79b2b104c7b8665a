"""The papers of sheets: accessible, their words, in grey, in both directions of writing."""

import re
from io import BytesIO
from pathlib import Path
from subprocess import run

import outloud
import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from inclusion_app import resources
from inclusion_app.printing.pdf import Document, to_pdf, warm_up
from inclusion_app.resources.documents.sheet_papers import sets_document, sheet_document
from inclusion_app.resources.lists import SheetLayout
from tests.resources import sheet_texts
from tests.resources.sheet_making import make_printed

pytestmark = pytest.mark.paper
LIBRARY = Path(resources.__file__).parent / "library"


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def written(app: Flask, document: Document, tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    with app.test_request_context():
        path.write_bytes(to_pdf(document))
    return path


def errors(path: Path) -> list[object]:
    return [one for one in outloud.check(str(path)).findings if str(one.severity) == "error"]


def text_of(path: Path) -> str:
    found = run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True).stdout
    return re.sub(r"\s+", " ", found)


def pages_of(path: Path, resolution: int = 50) -> list[Image.Image]:
    run(["pdftoppm", "-r", str(resolution), "-png", str(path), str(path.with_suffix(""))], check=True)
    return [Image.open(BytesIO(one.read_bytes())) for one in sorted(path.parent.glob(f"{path.stem}-*.png"))]


@pytest.mark.parametrize("layout", list(SheetLayout))
def test_each_layout_is_accessible_and_says_the_sheet(app: Flask, layout: SheetLayout, tmp_path: Path) -> None:
    with app.test_request_context():
        document = sheet_document(make_printed(), layout)
    path = written(app, document, tmp_path)
    assert errors(path) == []
    text = text_of(path)
    for told in ("Créer un mot de passe solide", "Licence Ouverte 2.0", "7K3PQ9XW", "Version 2 du 24 novembre 2026"):
        assert told in text
    assert ("Demandez qui écrit" in text) is (layout is SheetLayout.TRAINER)
    for page in pages_of(path):
        grey = page.convert("L")
        assert 0.002 < sum(grey.histogram()[:128]) / (grey.width * grey.height) < 0.4


def test_its_code_leads_to_the_sheet(app: Flask, tmp_path: Path) -> None:
    with app.test_request_context():
        document = sheet_document(make_printed(), SheetLayout.HANDOUT)
    read = [
        code.text for page in pages_of(written(app, document, tmp_path), 150) for code in zxingcpp.read_barcodes(page)
    ]
    assert read == ["http://127.0.0.1:8000/r/7K3PQ9XW"]


def test_arabic_is_accessible_and_embeds_its_font(app: Flask, tmp_path: Path) -> None:
    with app.test_request_context():
        printed = make_printed(sheet_texts.ARABIC, None, title="إنشاء كلمة سر قوية", language="ar")
        document = sheet_document(printed, SheetLayout.HANDOUT)
    path = written(app, document, tmp_path)
    assert errors(path) == []
    fonts = run(["pdffonts", str(path)], capture_output=True, check=True, text=True).stdout
    rows = fonts.splitlines()[2:]
    assert all(" yes yes " in row for row in rows)
    assert re.search("Arabic|DejaVu", fonts)
    assert "05 55 00 00 00" in text_of(path)


def test_a_sheet_of_the_library_holds_on_both_sides_of_a_leaf(app: Flask, tmp_path: Path) -> None:
    body = (LIBRARY / "fr" / "franceconnect-ameli.md").read_text(encoding="utf-8")
    with app.test_request_context():
        document = sheet_document(make_printed(body, None), SheetLayout.HANDOUT)
    path = written(app, document, tmp_path)
    assert len(pages_of(path)) == 2
    assert "36 46" in text_of(path)


def test_large_letters_are_large(app: Flask, tmp_path: Path) -> None:
    with app.test_request_context():
        document = sheet_document(make_printed(), SheetLayout.LARGE)
    boxes = run(
        ["pdftotext", "-bbox", str(written(app, document, tmp_path)), "-"], capture_output=True, check=True, text=True
    ).stdout
    heights = [
        float(high) - float(low) for low, high in re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)"', boxes)
    ]
    assert min(heights) >= 18


def test_hostile_and_endless_words_print(app: Flask, tmp_path: Path) -> None:
    endless = f"## Étapes\n\n### 1. {'a' * 500}\n\n![x](dessin:cadenas)\n\n{'b' * 3000}\n"
    for body in (sheet_texts.HOSTILE, endless):
        for layout in (SheetLayout.HANDOUT, SheetLayout.CARDS):
            with app.test_request_context():
                document = sheet_document(make_printed(body, None, title="<script>x</script>"), layout)
            assert errors(written(app, document, tmp_path)) == []


def test_sets_for_three_people(app: Flask, tmp_path: Path) -> None:
    with app.test_request_context():
        document = sets_document([make_printed()], title="Atelier", copies=3, both_sides=True)
    path = written(app, document, tmp_path)
    assert errors(path) == []
    assert text_of(path).count("Choisissez quatre mots") == 3
