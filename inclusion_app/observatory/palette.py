"""The inks of charts: the operator's accent in a few tones, and greys; each tone is told from the next in grey."""

from dataclasses import dataclass, replace

_STEPS = (0.86, 0.62, 0.34, 0.0)
_DARK_ENOUGH = 0.2
_WIDEST = 500
_ACCENT = "#0b5a66"


@dataclass(frozen=True)
class Palette:
    """Colours as SVG attributes. `font` is given on paper, where a drawing does not inherit it, with its size."""

    main: str = _ACCENT
    text: str = "#1c2a2f"
    muted: str = "#536067"
    grey: str = "#6b767b"
    pale: str = "#b9c2c6"
    rule: str = "#e3e6e7"
    edge: str = "#8c979c"
    font: str = ""
    size: int = 340

    def high(self, height: int, drawn_width: int, drawn_height: int) -> "Palette":
        """The same for a drawing that must not be higher than this on paper."""
        return replace(self, size=min(_WIDEST, round(height * drawn_width / drawn_height)))

    @property
    def faded(self) -> "Palette":
        """The same in grey, for what is too few to be read as a share."""
        return replace(self, main=self.grey)

    @property
    def soft(self) -> str:
        return _lighten(self.main, 0.88)

    def tone(self, lightness: float) -> str:
        """A part of a stacked bar."""
        return _lighten(self.main, lightness)

    def on(self, lightness: float) -> str:
        """What is read on a tone."""
        return "#ffffff" if lightness <= _DARK_ENOUGH else self.text

    def step(self, rank: int) -> str:
        """The classes of a map, from light to dark."""
        return _lighten(self.main, _STEPS[min(rank, len(_STEPS) - 1)])


def _lighten(colour: str, part: float) -> str:
    """Mix with white.

    >>> _lighten("#000000", 0.5)
    '#808080'
    """
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(value + (255 - value) * part):02x}" for value in parts)
