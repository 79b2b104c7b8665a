"""Files as people send them: any encoding, any separator, or no table at all."""

import codecs
from pathlib import Path

import pytest

from inclusion_app.interop.tables import open_table
from inclusion_app.kernel.errors import DomainError

NEEDED = ("id", "nom")


def table_of(path: Path, content: bytes) -> list[tuple[int, dict[str, str]]]:
    path.write_bytes(content)
    return [(line.number, line.cells) for line in open_table(path, needed=NEEDED).lines()]


@pytest.mark.parametrize(
    "content",
    [
        "id,nom\n1,Évaux\n".encode(),
        codecs.BOM_UTF8 + "id,nom\r\n1,Évaux\r\n".encode(),
        "id;nom\n1;Évaux\n".encode("cp1252"),
        "id\tnom\n1\tÉvaux\n".encode("utf-16"),
        'Id , "NOM"\n1," Évaux "\n\n'.encode(),
    ],
)
def test_it_is_read_however_it_was_written(tmp_path: Path, content: bytes) -> None:
    assert table_of(tmp_path / "f.csv", content) == [(2, {"id": "1", "nom": "Évaux"})]


def test_line_breaks_inside_a_cell_keep_the_line_numbers_of_the_file(tmp_path: Path) -> None:
    lines = table_of(tmp_path / "f.csv", b'id,nom\n1,"deux\nlignes"\n2,b\n')
    assert [number for number, _ in lines] == [3, 4]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "vide"),
        (b"  \n ", "vide"),
        (b"PK\x03\x04\0\0\0", "pas un CSV"),
        (b"\x89PNG\r\n\x1a\n\0", "pas un CSV"),
        (b"id,name\n1,a\n", "manquent"),
    ],
)
def test_what_is_no_table_is_said_in_words(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        table_of(tmp_path / "f.csv", content)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="ne s’ouvre pas"):
        open_table(tmp_path / "absent.csv", needed=NEEDED)


def test_a_file_that_breaks_off_is_refused_whole(tmp_path: Path) -> None:
    content = b"id,nom\n" + b"1,a\n" * 40_000 + b"2,\xff\xfe\n"
    with pytest.raises(DomainError, match="illisible"):
        table_of(tmp_path / "f.csv", content)


def test_a_line_that_never_ends_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    heading, body = tmp_path / "heading.csv", tmp_path / "body.csv"
    heading.write_text("x" * 3_000_000)
    with pytest.raises(DomainError):
        open_table(heading, needed=NEEDED)
    body.write_text(",".join(NEEDED) + "\n" + "x," * 1_500_000)
    with pytest.raises(DomainError):
        list(open_table(body, needed=NEEDED).lines())
