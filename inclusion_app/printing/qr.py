"""QR codes as SVG: sharp at any size, black on white, their address said to whoever cannot see them."""

from html import escape
from io import BytesIO

import segno

_QUIET_ZONE = 2


def qr_svg(address: str, *, title: str) -> str:
    """An inline SVG without width: its box gives it. Error correction of a quarter, for a creased paper."""
    code = segno.make(address, error="q", micro=False)
    buffer = BytesIO()
    code.save(buffer, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=_QUIET_ZONE, title=escape(title))
    return buffer.getvalue().decode()
