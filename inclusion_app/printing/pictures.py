"""Pictures that people send to be printed: decoded, made small, written anew without what else their file held."""

from io import BytesIO

from PIL import Image, UnidentifiedImageError

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_

LARGEST_SIDE = 4000
_PRINTED_SIDE = 1200
_FORMATS = ("PNG", "JPEG")
_UNREADABLE = N_("Cette image est illisible. Enregistrez-la de nouveau en PNG ou en JPEG, puis réessayez.")


def printable_png(content: bytes, *, field: str = "file") -> bytes:
    """The picture as a PNG of 1,200 pixels a side at most. Raises DomainError on `field`: unreadable, too large.

    Its size is read before its pixels, so that a small file cannot unfold into a huge picture.
    """
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if max(picture.size) > LARGEST_SIDE:
                message = N_(
                    "Cette image fait %(width)s\u00a0×\u00a0%(height)s\u00a0pixels. Réduisez-la à 4\u00a0000 au plus."
                )
                raise DomainError(message, field=field, width=picture.width, height=picture.height)
            kept = picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P", "PA") else "RGB")
            kept.thumbnail((_PRINTED_SIDE, _PRINTED_SIDE))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise DomainError(_UNREADABLE, field=field) from error
    written = BytesIO()
    kept.save(written, "PNG", optimize=True)
    return written.getvalue()
