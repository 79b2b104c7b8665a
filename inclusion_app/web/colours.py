"""The operator's accent colour, made readable: white text on it always has a contrast of 4.5 at least."""

from typing import NamedTuple

_CONTRAST = 4.5
_WHITE = (255, 255, 255)
_BLACK = (0, 0, 0)
# A little above the threshold, because the pages lie on a tinted paper.
_MARGIN = 1.08

Rgb = tuple[int, int, int]


class Accent(NamedTuple):
    """The accent and what is derived from it, as CSS colours."""

    main: str
    dark: str
    soft: str
    line: str


def accent_from(colour: str) -> Accent:
    """Derive the four tones from `#rrggbb`, darkening it as much as white text needs."""
    main = _parse(colour)
    while _contrast_with_white(main) < _CONTRAST * _MARGIN:
        main = _mix(main, _BLACK, 0.94)
    return Accent(
        main=_write(main),
        dark=_write(_mix(main, _BLACK, 0.74)),
        soft=_write(_mix(main, _WHITE, 0.09)),
        line=_write(_mix(main, _WHITE, 0.30)),
    )


def _parse(colour: str) -> Rgb:
    value = int(colour.removeprefix("#"), 16)
    return value >> 16, (value >> 8) & 255, value & 255


def _write(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _mix(colour: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def _contrast_with_white(colour: Rgb) -> float:
    return 1.05 / (_luminance(colour) + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
