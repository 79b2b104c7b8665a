"""Pictures that people send to be printed: decoded, made small, written anew without what else their file held."""

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

LARGEST_SIDE = 4000
_PRINTED_SIDE = 1200
_FORMATS = ("PNG", "JPEG")
_END_OF_JPEG = b"\xff\xd9"
_UNREADABLE = N_("Cette image est illisible. Enregistrez-la de nouveau en PNG ou en JPEG, puis réessayez.")


def printable_png(content: bytes, *, field: str = "file") -> bytes:
    """The picture as a PNG of 1,200 pixels a side at most. Raises DomainError on `field`: unreadable, too large.

    Its size is read before its pixels, so that a small file cannot unfold into a huge picture.
    """
    try:
        _check_whole(content)
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if max(picture.size) > LARGEST_SIDE:
                message = N_(
                    "Cette image fait %(width)s\u00a0×\u00a0%(height)s\u00a0pixels. Réduisez-la à 4\u00a0000 au plus."
                )
                raise DomainError(message, field=field, width=picture.width, height=picture.height)
            upright = ImageOps.exif_transpose(picture)  # a photograph taken with the telephone on its side
            kept = upright.convert("RGBA" if upright.mode in ("RGBA", "LA", "P", "PA") else "RGB")
            kept.thumbnail((_PRINTED_SIDE, _PRINTED_SIDE))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise DomainError(_UNREADABLE, field=field) from error
    written = BytesIO()
    kept.save(written, "PNG", optimize=True)
    return written.getvalue()


def _check_whole(content: bytes) -> None:
    """Raises OSError or SyntaxError when the end is missing: what sets pages would draw the rest in grey."""
    with Image.open(BytesIO(content), formats=_FORMATS) as picture:
        picture.verify()
        if picture.format == "JPEG" and _END_OF_JPEG not in content:
            raise OSError("truncated")
