"""Tables to download, and pages of a list."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import openpyxl
import pytest
from flask import Flask

from inclusion_app.web.downloads import Column, csv_response, safe_cell, xlsx_response
from inclusion_app.web.pagination import Page, page_url, requested_page
from tests.web.gallery.app import Topic

COLUMNS: list[Column[dict[str, object]]] = [
    Column("Nom", lambda row: row["name"]),
    Column("Date", lambda row: row["day"]),
    Column("Thèmes", lambda row: row["topics"]),
    Column("Nombre", lambda row: row["count"]),
]


def rows() -> Iterator[dict[str, object]]:
    day = date(2026, 11, 24)
    yield {"name": "=1+1", "day": day, "topics": [Topic.MAIL, Topic.WEB], "count": -3}
    yield {"name": "Élise, dite « Lili »", "day": datetime(2026, 1, 1, 23, tzinfo=UTC), "topics": None, "count": True}


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1", "@SUM(A1)", "\tx", "\rx", "＝1+1"])
def test_formulas_are_neutralised(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize(
    ("text", "safe"), [("a;=1+1", "a;'=1+1"), ("a; @x;b", "a; '@x;b"), ("a\n=1", "a\n'=1"), ("a\t+1", "a\t'+1")]
)
def test_formulas_behind_a_semicolon_or_a_line_end_are_neutralised(text: str, safe: str) -> None:
    """French spreadsheets open a file of commas as one of semicolons."""
    assert safe_cell(text) == safe


def test_numbers_and_plain_texts_are_left_alone() -> None:
    assert safe_cell(-3) == -3
    assert safe_cell("a=b") == "a=b"


def test_csv(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        answer = csv_response("Export é.csv", COLUMNS, rows())
        content = answer.get_data()
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Export--.csv"'
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
        ["Nom", "Date", "Thèmes", "Nombre"],
        ["'=1+1", "2026-11-24", "E-mail, Naviguer sur internet", "-3"],
        ["Élise, dite « Lili »", "2026-01-02 00:00", "", "oui"],
    ]


def test_rows_already_read_are_written_before_the_request_ends(gallery: Flask) -> None:
    within = {"name": "Camille", "day": None, "topics": None, "count": 1}
    with gallery.test_request_context("/"):
        answer = csv_response("x.csv", COLUMNS, [within])
    within.clear()  # as rows of the database are, once the session has ended
    assert b"Camille" in answer.get_data()


def test_csv_is_sent_while_it_is_written(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        many = ({"name": "x" * 100, "day": None, "topics": None, "count": n} for n in range(5000))
        chunks = list(csv_response("x.csv", COLUMNS, many).response)
    assert len(chunks) > 5
    assert max(map(len, chunks)) < 100_000


def test_xlsx(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        answer = xlsx_response("x.xlsx", COLUMNS, rows(), title="Accompagnements")
        content = answer.get_data()
        answer.close()
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Accompagnements"]
    assert [cell.value for cell in sheet[1]] == ["Nom", "Date", "Thèmes", "Nombre"]
    assert [cell.value for cell in sheet[2]] == ["'=1+1", datetime(2026, 11, 24), "E-mail, Naviguer sur internet", -3]  # noqa: DTZ001
    assert sheet["A2"].data_type == "s"
    assert sheet.freeze_panes == "A2"
    assert answer.content_length == len(content)


@pytest.mark.parametrize(
    ("text", "number"), [("", 1), ("3", 3), ("0", 1), ("-2", 1), ("x", 1), ("٣", 1), ("9" * 30, 1)]
)
def test_the_page_asked_for(gallery: Flask, text: str, number: int) -> None:
    with gallery.test_request_context(f"/?page={text}"):
        assert requested_page().number == number


def test_a_page_never_holds_more_than_a_hundred(gallery: Flask) -> None:
    with gallery.test_request_context("/?page=2"):
        asked = requested_page(size=5000)
    assert (asked.size, asked.offset) == (100, 100)


@pytest.mark.parametrize(
    ("number", "window"),
    [(1, [1, 2, None, 10]), (4, [1, 2, 3, 4, 5, None, 10]), (5, [1, None, 4, 5, 6, None, 10]), (10, [1, None, 9, 10])],
)
def test_links_to_pages(number: int, window: list[int | None]) -> None:
    assert Page(items=["x"], number=number, size=1, total=10).window() == window


def test_ranks_of_a_page() -> None:
    page = Page(items=list("abc"), number=3, size=25, total=53)
    assert (page.first, page.last, page.pages, page.previous, page.next) == (51, 53, 3, 2, None)
    empty: Page[str] = Page(items=[], number=1, size=25, total=0)
    assert (empty.first, empty.last, empty.pages) == (0, 0, 1)


def test_the_address_of_another_page(gallery: Flask) -> None:
    with gallery.test_request_context("/liste?q=a%26b&page=2"):
        assert page_url(3) == "/liste?q=a%26b&page=3"
