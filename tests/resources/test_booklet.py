"""A booklet: cover, contents with the numbers of pages, each sheet on a new page, quickly."""

import re
import time
from pathlib import Path

import outloud
from flask import Flask
from pypdf import PdfReader

from inclusion_app.printing.pdf import to_pdf, warm_up
from inclusion_app.resources.documents.sheet_papers import booklet_document
from tests.resources import sheet_texts
from tests.resources.sheet_making import make_printed


def test_a_booklet_of_twelve_pages(app: Flask, tmp_path: Path) -> None:
    warm_up()
    path = tmp_path / "livret.pdf"
    with app.test_request_context():
        french = [make_printed(title=f"Fiche numéro {rank}", code=f"CODE{rank}XYZ") for rank in range(1, 6)]
        arabic = make_printed(sheet_texts.ARABIC, None, title="إنشاء كلمة سر قوية", language="ar")
        to_pdf(booklet_document(french[:1], title="Échauffement"))
        began = time.process_time()
        path.write_bytes(to_pdf(booklet_document([*french, arabic], title="Mes premiers pas", summary="Six fiches.")))
        spent = time.process_time() - began
    assert spent < 6  # three seconds on a quiet machine; the bench measures, this only catches a fall
    pages = [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(path).pages]
    assert "Mes premiers pas" in pages[0]
    for rank in range(1, 6):
        told = re.search(rf"Fiche numéro {rank}[ .]*?(\d+)(?: |$)", pages[1])
        assert told
        assert f"Fiche numéro {rank}" in pages[int(told[1]) - 1]
    assert 12 <= len(pages) <= 14
    assert [one for one in outloud.check(str(path)).findings if str(one.severity) == "error"] == []
