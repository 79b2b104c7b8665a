"""The kinds of files, known by their content: never by their name, nor by what a browser says of them."""

import io
import zipfile

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
WEBP = "image/webp"
MP3, MP4 = "audio/mpeg", "video/mp4"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
DOCX = f"{_OPEN_XML}.wordprocessingml.document"
PPTX = f"{_OPEN_XML}.presentationml.presentation"
XLSX = f"{_OPEN_XML}.spreadsheetml.sheet"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
ODT, ODP, ODS = f"{_OPEN_DOCUMENT}.text", f"{_OPEN_DOCUMENT}.presentation", f"{_OPEN_DOCUMENT}.spreadsheet"

NAMES = {
    PDF: "PDF",
    PNG: "PNG",
    JPEG: "JPEG",
    WEBP: "WebP",
    DOCX: "Word (.docx)",
    PPTX: "PowerPoint (.pptx)",
    XLSX: "Excel (.xlsx)",
    ODT: "texte LibreOffice (.odt)",
    ODP: "diaporama LibreOffice (.odp)",
    ODS: "tableur LibreOffice (.ods)",
    MP3: "MP3",
    MP4: "MP4",
}
"""How each kind is called in French."""

ENDINGS = {PDF: "pdf", PNG: "png", JPEG: "jpg", WEBP: "webp", DOCX: "docx", PPTX: "pptx", XLSX: "xlsx"}
ENDINGS |= {ODT: "odt", ODP: "odp", ODS: "ods", MP3: "mp3", MP4: "mp4"}

PICTURES = (PNG, JPEG, WEBP)
OFFICE = (DOCX, PPTX, XLSX, ODT, ODP, ODS)

_BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"ID3", MP3))
_OPEN_XML_FOLDERS = (("word/", DOCX), ("ppt/", PPTX), ("xl/", XLSX))
_MOST_ENTRIES = 5000


def media_type_of(content: bytes) -> str | None:
    """The kind of a file; None for one that we do not know."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp":
        return None if content[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"qt  ") else MP4
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return MP3 if _two_frames(content) else None


def _office_kind(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist()[:_MOST_ENTRIES])
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return said if said in (ODT, ODP, ODS) else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, KeyError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for folder, kind in _OPEN_XML_FOLDERS if any(name.startswith(folder) for name in names)), None)


_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_RATES = (44100, 48000, 32000)


def _two_frames(content: bytes) -> bool:
    """A sound without tag (MPEG 1, layer III): its first frame says where the second one begins."""
    length = _frame_length(content, 0)
    return bool(length) and bool(_frame_length(content, length))


def _frame_length(content: bytes, start: int) -> int:
    header = content[start : start + 4]
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xFE != 0xFA:
        return 0
    bitrate, rate = header[2] >> 4, (header[2] >> 2) & 3
    if bitrate in (0, 15) or rate == 3:
        return 0
    return 144_000 * _BITRATES[bitrate] // _RATES[rate] + ((header[2] >> 1) & 1)
