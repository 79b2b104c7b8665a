"""Which files are received, and what is refused: nothing that acts by itself, nothing that swells. Pure."""

import io
import re
import warnings
import zipfile

from PIL import Image, ImageOps

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.file_kinds import (
    JPEG,
    MP3,
    MP4,
    NAMES,
    OFFICE,
    PDF,
    PICTURES,
    PNG,
    media_type_of,
)
from inclusion_app.kernel.text import N_

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 4000
"""Pixels: a picture that is larger is reduced, which prints an A3 page well."""
ACCEPTED = (PDF, *PICTURES, *OFFICE, MP3, MP4)
MAX_UNPACKED = 200_000_000
_MAX_ENTRIES = 5000
_CHUNK = 1 << 20

_ACTIVE_PARTS = re.compile(
    r"(^|/)(vbaProject\w*\.bin|vbaData\.xml|activeX/|macrosheets/|Basic/|Scripts/)|\.(exe|dll|js|vbs|bat|cmd|ps1|hta)$",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"(^|/)embeddings/.*\.(bin|ole)$|(^|/)oleObject\d*\.bin$", re.IGNORECASE)
_FAR_PART = re.compile(rb"\btype\s*=\s*[\"'][^\"']*/(attachedtemplate|oleobject|frame)[\"']")


def refusal(message: str, field: str = "file", **values: object) -> DomainError:
    return DomainError(message, field=field, **values)


def check_received(content: bytes, field: str = "file") -> str:
    """The kind of a file that may be kept. Raises DomainError, saying what to do instead."""
    if not content:
        raise refusal(N_("Ce fichier est vide. Choisissez-en un autre."), field)
    if len(content) > MAX_BYTES:
        raise refusal(
            N_("Ce fichier dépasse 20\u00a0Mo. Réduisez-le, ou mettez-le en ligne et ajoutez un lien."), field
        )
    kind = media_type_of(content)
    if kind in ACCEPTED:
        return kind
    raise refusal(_why_refused(content), field, kinds=", ".join(NAMES[one] for one in ACCEPTED))


_REFUSED = (
    (
        (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"#!"),
        N_("Ce fichier est un programme\u00a0: on ne peut pas le déposer."),
    ),
    (
        (b"\xd0\xcf\x11\xe0",),
        N_("Ce fichier est dans un ancien format. Enregistrez-le en .docx, .odt ou PDF, puis déposez-le de nouveau."),
    ),
    (
        (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b"),
        N_("Ce fichier n’est pas un document que l’on sait lire. Si c’est un dossier compressé, déposez son contenu."),
    ),
    ((b"GIF8",), N_("Les images GIF ne sont pas reçues\u00a0: enregistrez-la en PNG.")),
    ((b"{\\rtf",), N_("Enregistrez ce document en .docx, .odt ou PDF, puis déposez-le de nouveau.")),
)


def _why_refused(content: bytes) -> str:
    for beginnings, message in _REFUSED:
        if content.startswith(beginnings):
            return message
    if content[4:8] == b"ftyp":
        return N_("Ce format de photo ou de vidéo n’est pas lu partout\u00a0: enregistrez-la en JPEG ou en MP4.")
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<") or b"<svg" in start or b"<html" in start:
        return N_("Une page HTML ou un dessin SVG peut cacher un programme\u00a0: enregistrez-le en PDF ou en PNG.")
    return N_("Ce fichier n’est pas de ceux que l’on peut déposer\u00a0: %(kinds)s.")


def encoded_again(content: bytes, field: str = "file") -> tuple[bytes, str]:
    """A picture decoded then encoded, without what it hid (place, device), upright, 4,000 pixels at most; its kind.

    Raises DomainError: not a PNG, JPEG or WebP, over 40 megapixels, damaged.
    """
    kind = media_type_of(content)
    if kind not in PICTURES:
        raise refusal(N_("Choisissez une image PNG, JPEG ou WebP."), field)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP")) as picture:
                _check_pixels(picture, field)
                return _written(ImageOps.exif_transpose(picture), kind), kind
    except DomainError:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise _too_many_pixels(field) from error
    except Exception as error:  # whatever a damaged picture makes the library say
        raise refusal(
            N_("Cette image est abîmée\u00a0: ouvrez-la, enregistrez-la de nouveau, puis déposez-la."), field
        ) from error


def _check_pixels(picture: Image.Image, field: str) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_many_pixels(field)


def _too_many_pixels(field: str) -> DomainError:
    return refusal(
        N_("Cette image est trop grande\u00a0: 40\u00a0millions de points au plus. Réduisez-la, puis déposez-la."),
        field,
    )


def _written(picture: Image.Image, kind: str) -> bytes:
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    plain = picture.convert("RGBA" if see_through and kind != JPEG else "RGB")
    buffer = io.BytesIO()
    if kind == PNG:
        plain.save(buffer, "PNG", optimize=False)
    else:
        plain.save(buffer, "JPEG" if kind == JPEG else "WEBP", quality=88)
    return buffer.getvalue()


def read_office(content: bytes, field: str = "file") -> str:
    """The words of a document, once nothing in it is dangerous. Raises DomainError.

    Everything is unpacked, piece by piece, to count what is really there and not what the archive claims.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries, field)
            return " ".join(_read_entry(archive, entry, field) for entry in entries)
    except DomainError:
        raise
    except Exception as error:  # zipfile raises many kinds on a damaged archive
        raise refusal(
            N_("Ce document est abîmé ou protégé\u00a0: ouvrez-le, enregistrez-le de nouveau, puis déposez-le."), field
        ) from error


def _check_entries(entries: list[zipfile.ZipInfo], field: str) -> None:
    too_much = sum(entry.file_size for entry in entries) > MAX_UNPACKED
    if too_much or len(entries) > _MAX_ENTRIES:
        raise refusal(N_("Ce document gonfle démesurément quand on l’ouvre\u00a0: il n’est pas reçu."), field)
    if any(entry.flag_bits & 1 for entry in entries):
        raise refusal(
            N_("Ce document est protégé par un mot de passe\u00a0: enregistrez-le sans, puis déposez-le."), field
        )
    if any(_ACTIVE_PARTS.search(entry.filename) for entry in entries):
        raise refusal(
            N_("Ce document contient des macros, c’est-à-dire un programme. Enregistrez-le sans macros, ou en PDF."),
            field,
        )
    if any(_EMBEDDED.search(entry.filename) for entry in entries):
        raise refusal(N_("Ce document contient un autre fichier. Retirez-le, ou enregistrez le tout en PDF."), field)


_TEXT_PARTS = re.compile(
    r"^(word/(document|footnotes)\.xml|ppt/slides/slide\d+\.xml|xl/sharedStrings\.xml|content\.xml)$"
)
_BREAKS = re.compile(rb"</(w:p|a:p|text:p|text:h|si)>|<(w:tab|w:br|text:tab|text:line-break)\b[^<>]*>")
_TAGS = re.compile(rb"<[^<>]*>")
_MOST_TEXT = 8_000_000


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, field: str) -> str:
    kept, wanted = [], bool(_TEXT_PARTS.match(entry.filename))
    watched = wanted or entry.filename.endswith((".rels", "[Content_Types].xml"))
    with archive.open(entry) as part:
        left = _MOST_TEXT
        while piece := part.read(_CHUNK):
            if watched and left > 0:
                kept.append(piece[:left])
                left -= len(piece)
    text = b"".join(kept)
    if entry.filename.endswith(".rels") and _goes_far(text):
        raise refusal(
            N_("Ce document va chercher un modèle sur internet à l’ouverture. Enregistrez-le en PDF, puis déposez-le."),
            field,
        )
    if entry.filename == "[Content_Types].xml" and b"macroEnabled" in text:
        raise refusal(N_("Ce document est prévu pour des macros. Enregistrez-le sans macros, ou en PDF."), field)
    if not wanted:
        return ""
    return _TAGS.sub(b"", _BREAKS.sub(b" ", text)).decode("utf-8", "replace")


def _goes_far(relations: bytes) -> bool:
    """A template, an object or a frame is to be fetched elsewhere; a link that somebody clicks is nothing."""
    tags = (tag for tag in relations.lower().split(b">") if b"targetmode" in tag and b"external" in tag)
    return any(_FAR_PART.search(tag) for tag in tags)
