"""Files made to harm, and good ones beside them."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf
from PIL import Image

TYPES = (
    '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document"/></Types>'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A compressed archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return buffer.getvalue()


def docx(text: str = "Mot de passe", **others: str | bytes) -> bytes:
    """A Word document that says `text`; other parts are named with `__` for `/` and `_dot_` for a dot."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document><w:p><w:t>{text}</w:t></w:p></w:document>",
    }
    return archive(parts | {name.replace("__", "/").replace("_dot_", "."): part for name, part in others.items()})


def odt(text: str = "Souris et clavier", **others: str | bytes) -> bytes:
    """A LibreOffice text."""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office><text:p>{text}</text:p></office>",
    }
    return archive(parts | {name.replace("__", "/").replace("_dot_", "."): part for name, part in others.items()})


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB") -> bytes:
    """A plain picture."""
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    Image.new(mode, size, 200).save(buffer, kind, exif=exif)
    return buffer.getvalue()


def huge_picture() -> bytes:
    """A hundred megapixels in some kilobytes."""
    buffer = io.BytesIO()
    Image.new("1", (10_000, 10_000)).save(buffer, "PNG")
    return buffer.getvalue()


def pdf(text: str = "Bonjour Nadia", **root: pikepdf.Object) -> bytes:
    """A page that says `text`, with more entries in its catalogue."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = document.add_blank_page(page_size=(300, 200))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode("latin-1"))
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def action(kind: str) -> pikepdf.Dictionary:
    """What a PDF does when it opens."""
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), JS=pikepdf.String("app.alert(1)"))


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(owner="o", user="u"))
    return buffer.getvalue()


def pdf_with_file() -> bytes:
    """A PDF that carries another file."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.attachments["virus.exe"] = b"MZ"
        document.save(buffer)
    return buffer.getvalue()
