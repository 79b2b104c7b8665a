"""The papers of sheets: one layout of one sheet, a booklet of several."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import NotFound
from inclusion_app.printing.pdf import Document
from inclusion_app.resources.documents.printed import Printed, files_of
from inclusion_app.resources.lists import SheetLayout
from inclusion_app.resources.paper_words import day_in
from inclusion_app.resources.papers import render_paper
from inclusion_app.resources.sheets.bidi import from_left, isolated
from inclusion_app.resources.sheets.blocks import Box, BoxKind, Step
from inclusion_app.resources.sheets.rendering import picture_html, rich_html, runs

_ICONS = Path(__file__).parent.parent / "sheets" / "icons"
_TEMPLATES = {
    SheetLayout.HANDOUT: "resources/papers/handout.html",
    SheetLayout.LARGE: "resources/papers/large.html",
    SheetLayout.PLAIN: "resources/papers/plain.html",
    SheetLayout.TRAINER: "resources/papers/trainer.html",
    SheetLayout.CARDS: "resources/papers/cards.html",
}
_ON_CARDS = (BoxKind.TIP, BoxKind.WARNING, BoxKind.KEEP, BoxKind.FIGURE, BoxKind.EXERCISE)


@dataclass(frozen=True)
class Card:
    """One card of a set: the first one says what it is about, then a step or a block each."""

    first: bool = False
    step: Step | None = None
    box: Box | None = None


def sheet_document(printed: Printed, layout: SheetLayout) -> Document:
    """The paper of a sheet. Raises NotFound: an easy-to-read layout of a sheet that has no such version."""
    if layout is SheetLayout.PLAIN and printed.plain is None:
        raise NotFound
    return render_paper(
        _TEMPLATES[layout],
        title=printed.title,
        language=printed.language,
        pictures=_pictures([printed]),
        p=printed,
        trainer=layout is SheetLayout.TRAINER,
        cards=cards_of(printed) if layout is SheetLayout.CARDS else (),
        **_tools(),
    )


def booklet_document(
    sheets: Sequence[Printed], *, title: str, summary: str = "", language: str = "fr", trainer: bool = False
) -> Document:
    """Several sheets in one booklet."""
    return render_paper(
        "resources/papers/booklet.html",
        title=title,
        language=language,
        pictures=_pictures(sheets),
        summary=summary,
        sheets=sheets,
        trainer=trainer,
        printed_day=day_in(language, clock.today()),
        **_tools(),
    )


def sets_document(sheets: Sequence[Printed], *, title: str, copies: int, both_sides: bool) -> Document:
    """All these sheets, so many times: a set for each person."""
    return render_paper(
        "resources/papers/sets.html",
        title=title,
        pictures=_pictures(sheets),
        sheets=sheets,
        copies=copies,
        both_sides=both_sides,
        trainer=False,
        **_tools(),
    )


def cards_of(printed: Printed) -> list[Card]:
    """Its cards, in the order of the sheet."""
    cards = [Card(first=True)]
    for part in printed.sheet.parts:
        if isinstance(part, Step):
            cards.append(Card(step=part))
        elif isinstance(part, Box) and part.kind in _ON_CARDS:
            cards.append(Card(box=part))
    return cards


def _pictures(sheets: Sequence[Printed]) -> dict[str, Path | bytes]:
    return files_of(sheets) | {f"icon-{path.stem}": path for path in _ICONS.glob("*.svg")}


def _tools() -> Mapping[str, Any]:
    return {"rich": rich_html, "picture": picture_html, "isolated": isolated, "runs": runs, "ltr": from_left}
