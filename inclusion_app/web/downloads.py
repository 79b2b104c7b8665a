"""Tables to download, written row by row: CSV and XLSX from one list of columns."""

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import IO, Any, Generic, TypeVar

import xlsxwriter
from flask import Response, stream_with_context
from flask_babel import gettext

from inclusion_app.web.formats import local

T = TypeVar("T")

_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CELL_WITHIN = re.compile(r"([;\t\n\r]\s*)([=+\-@＝＋－＠])")
"""A French spreadsheet also separates cells at semicolons: what follows one, or a line end, is another beginning."""
_CHUNK = 64 * 1024
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_CELL = 32_000
_LONGEST_NAME = 31
_WIDE = 60
"""Beyond, a column holds sentences: they are wrapped."""
_SHEET_REFUSES = re.compile(r"[\[\]:*?/\\\x00-\x1f\s]+")


@dataclass(frozen=True)
class Column(Generic[T]):
    """A heading (French, marked) and how its cell is read from a row."""

    label: str
    getter: Callable[[T], Any]
    width: int = 18


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula is given a leading apostrophe; numbers stay numbers."""
    if not isinstance(value, str):
        return value
    text = _CELL_WITHIN.sub(r"\1'\2", value)
    return "'" + text if text.startswith(_RISKY) else text


def csv_response(filename: str, columns: Sequence[Column[T]], rows: Iterable[T]) -> Response:
    """The rows as a CSV file (UTF-8 with its mark, commas).

    Rows already read are written at once: their session ends with the request. Others are read while they are sent.
    """
    lines = csv_lines(columns, rows)
    written = list(lines) if isinstance(rows, Sequence) else stream_with_context(lines)
    response = Response(written, mimetype="text/csv")
    response.headers["Content-Disposition"] = _attachment(filename)
    return response


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """One sheet of a spreadsheet."""

    title: str
    columns: Sequence[Column[T]]
    rows: Iterable[T]


def xlsx_response(filename: str, columns: Sequence[Column[T]], rows: Iterable[T], *, title: str = "") -> Response:
    """The rows as a spreadsheet of one sheet."""
    return book_response(filename, [Sheet(title, columns, rows)])


def book_response(filename: str, sheets: Iterable[Sheet[Any]]) -> Response:
    """A spreadsheet, written to a temporary file in constant memory, then sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 — closed once it is sent
    try:
        write_book(file, sheets)
        size = file.tell()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    response = Response(_chunks(file), mimetype=_XLSX)
    response.call_on_close(file.close)
    response.headers["Content-Disposition"] = _attachment(filename)
    response.content_length = size
    return response


def write_xlsx(file: IO[bytes], columns: Sequence[Column[T]], rows: Iterable[T], *, title: str = "") -> None:
    """Write one sheet with a header row that stays in view; texts are never formulas."""
    write_book(file, [Sheet(title, columns, rows)])


def write_book(file: IO[bytes], sheets: Iterable[Sheet[Any]]) -> None:
    """Write sheets, each with a header row that stays in view; texts are never formulas."""
    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "in_memory": False,
        },
    )
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    formats = (book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
    taken: set[str] = set()
    for one in sheets:
        sheet = book.add_worksheet(_sheet_name(one.title or gettext("Export"), taken))
        for index, column in enumerate(one.columns):
            sheet.set_column(index, index, column.width, wrapped if column.width > _WIDE else None)
            sheet.write_string(0, index, gettext(column.label), bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(one.rows, start=1):
            for index, column in enumerate(one.columns):
                _write_cell(sheet, line, index, column.getter(row), *formats)
    book.close()


def _sheet_name(title: str, taken: set[str]) -> str:
    """What spreadsheets accept: 31 characters, none of those of formulas, no two alike whatever the case."""
    plain = _SHEET_REFUSES.sub(" ", title).strip("' ")[:_LONGEST_NAME].strip("' ") or "1"
    name, rank = plain, 1
    while name.lower() in taken:
        rank += 1
        name = f"{plain[: _LONGEST_NAME - 4]} ({rank})"
    taken.add(name.lower())
    return name


def _write_cell(sheet: Any, line: int, index: int, value: Any, day: Any, moment: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, index, local(value).replace(tzinfo=None), moment)
    elif isinstance(value, date):
        sheet.write_datetime(line, index, value, day)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        sheet.write_number(line, index, value)
    else:
        sheet.write_string(line, index, str(safe_cell(_plain(value)))[:_LONGEST_CELL])


def csv_lines(columns: Sequence[Column[T]], rows: Iterable[T]) -> Iterator[bytes]:
    """The rows as a CSV file, piece by piece."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([gettext(column.label) for column in columns])
    for row in rows:
        writer.writerow([safe_cell(_plain(column.getter(row))) for column in columns])
        if buffer.tell() >= _CHUNK:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return content


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


def _plain(value: Any) -> Any:
    """What a cell shows of a value: lists joined, closed lists by their label, booleans in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("oui") if value else gettext("non")
    if isinstance(value, Enum):
        return gettext(str(getattr(value, "label", value.value)))
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(str(_plain(item)) for item in value)
    return value


def _attachment(filename: str) -> str:
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "-" for c in filename)
    return f'attachment; filename="{safe}"'
