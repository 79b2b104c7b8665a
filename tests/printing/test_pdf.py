"""HTML to PDF: tagged, described, closed to the network, the same bytes twice."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import outloud
import pikepdf
import pytest

from inclusion_app.printing.pdf import Document, RefusedResource, to_pdf, warm_up, write_pdf

PAGE = """<!doctype html><html lang="fr"><head><title>Essai</title>
<style>@page { size: A4; @bottom-right { content: "page " counter(page) } }
body { font-family: Inter, "DejaVu Sans" }</style>
</head><body><main><h1>Rapport d’essai</h1><p>Un <a href="https://example.fr/">lien vers un site</a>.</p>%s
<svg role="img" width="90" height="90" viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg"><title>Un carré</title>
<rect width="5" height="5" fill="#0b5a66"/></svg>
<table><caption>Par mois</caption><thead><tr><th>Mois</th><th>Nombre</th></tr></thead>
<tbody><tr><th>Janvier</th><td>12</td></tr></tbody></table></main></body></html>"""


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


def make_document(inserted: str = "", **more: object) -> Document:
    return Document(PAGE % inserted, "Rapport d’essai", datetime(2026, 11, 24, 8, tzinfo=UTC), "Numérique 87", **more)  # type: ignore[arg-type]


def scopes(pdf: pikepdf.Pdf) -> list[str]:
    found = []
    stack = [pdf.Root.StructTreeRoot]
    while stack:
        element = stack.pop()
        if isinstance(element, pikepdf.Dictionary):
            if element.get("/S") == "/TH":
                found.append(str(element.A.Scope))
            kids = element.get("/K", [])
            stack += reversed(list(kids) if isinstance(kids, pikepdf.Array) else [kids])
    return found


def test_a_checker_finds_no_error(tmp_path: Path) -> None:
    path = tmp_path / "essai.pdf"
    write_pdf(make_document(), path)
    result = outloud.check(str(path))
    assert [finding for finding in result.findings if str(finding.severity) != "info"] == []


def test_it_says_its_language_its_title_and_its_author() -> None:
    with pikepdf.open(BytesIO(to_pdf(make_document()))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == "Rapport d’essai"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Rapport d’essai"
            assert metadata["pdfuaid:part"] == "1"


def test_headers_of_tables_have_their_scope_and_links_their_words() -> None:
    with pikepdf.open(BytesIO(to_pdf(make_document()))) as pdf:
        assert scopes(pdf) == ["/Column", "/Column", "/Row"]
        assert [str(link.Contents) for link in pdf.pages[0].Annots] == ["https://example.fr/"]


def test_headers_and_footers_of_pages_are_no_content() -> None:
    with pikepdf.open(BytesIO(to_pdf(make_document()))) as pdf:
        opened = [each for each in pikepdf.parse_content_stream(pdf.pages[0]) if str(each.operator) == "BDC"]
        artifacts = [each for each in opened if each.operands[0] == "/Artifact"]
        assert [str(each.operands[1].Type) for each in artifacts] == ["/Pagination"]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert to_pdf(make_document()) == to_pdf(make_document())


@pytest.mark.parametrize("address", ["file:///etc/passwd", "https://example.fr/x.png", "document:other.png"])
def test_a_page_fetches_nothing_that_it_was_not_given(address: str) -> None:
    with pytest.raises(RefusedResource, match="may not fetch"):
        to_pdf(make_document(f'<img alt="" src="{address}">'))


def test_a_page_shows_the_pictures_that_it_was_given(tmp_path: Path) -> None:
    picture = tmp_path / "logo.svg"
    picture.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"><rect width="9" height="9"/></svg>'
    )
    document = make_document('<img alt="Logo" src="document:logo.svg">', resources={"logo.svg": picture})
    assert to_pdf(document).startswith(b"%PDF-1.7")


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "essai.pdf"
    with pytest.raises(RefusedResource):
        write_pdf(make_document('<img alt="" src="file:///etc/passwd">'), path)
    assert not path.exists()
    write_pdf(make_document(), path)
    assert [found.name for found in path.parent.iterdir()] == ["essai.pdf"]
