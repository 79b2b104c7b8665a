"""From the parts of a sheet to safe HTML, for the screen and for the papers."""

from collections.abc import Mapping, Sequence

from markdown_it.token import Token
from markupsafe import Markup, escape

from inclusion_app.resources.sheets.bidi import isolated, reads_from_right
from inclusion_app.resources.sheets.blocks import Box, BoxKind, Part, Picture, Rich, Section, SectionKind, Sheet, Step

_BLOCKS = {"paragraph": "p", "bullet_list": "ul", "ordered_list": "ol", "list_item": "li", "blockquote": "blockquote"}
_MARKS = {"strong": "strong", "em": "em"}
_SIDE = 480


def rich_html(rich: Rich, pictures: Mapping[str, str], *, lines: bool = False, level: int = 4) -> Markup:
    """The HTML of a text; `pictures`: addresses by source. `lines` keeps each line apart; `level` of its titles."""
    return _Writer(pictures, lines, level, reads_from_right(rich.text)).blocks(rich.tokens)


def picture_html(picture: Picture | None, pictures: Mapping[str, str]) -> Markup:
    """The picture; a frame with its description when it does not exist."""
    if picture is None:
        return Markup("")
    address = pictures.get(picture.source)
    if address is None:
        return Markup('<span class="sheet-missing">{}</span>').format(picture.alt or picture.source)
    size = f' width="{_SIDE}" height="{_SIDE}"' if picture.drawn else ""
    return Markup('<img src="{}" alt="{}"{}>').format(address, picture.alt, Markup(size))  # noqa: S704 (a constant)


def render_html(sheet: Sheet, pictures: Mapping[str, str], *, level: int = 2, trainer: bool = False) -> Markup:
    """The whole sheet; its parts have titles of `level`. `trainer`: with the notes of whoever teaches."""
    shown = Markup("").join(_section(section, sheet, pictures, level, trainer) for section in sheet.sections)
    return Markup('<div class="sheet" lang="{}" dir="{}">{}</div>').format(sheet.language, sheet.direction, shown)


def plain_text(sheet: Sheet) -> str:
    """The words alone, for the search; the trainer's notes included."""
    lines: list[str] = []
    for section in sheet.sections:
        lines.append(section.title)
        for part in section.parts:
            if isinstance(part, Rich):
                lines.append(part.text)
            else:
                figure = part.figure if isinstance(part, Box) else ""
                lines.append(f"{figure} {part.title}\n{part.body.text}".strip())
    return "\n".join(line for line in lines if line)


def _section(section: Section, sheet: Sheet, pictures: Mapping[str, str], level: int, trainer: bool) -> Markup:
    title = Markup("<h{0}>{1}</h{0}>").format(level, section.title) if section.title else Markup("")
    under = level + 1 if section.title else level
    inside: list[Markup] = []
    for steps, parts in runs(section.parts):
        written = [_part(part, pictures, under, sheet.plain) for part in parts if trainer or not _hidden(part)]
        whole = Markup("").join(written)
        inside.append(Markup('<ol class="sheet-steps">{}</ol>').format(whole) if steps and whole else whole)
    kind = {SectionKind.OBJECTIVES: "objectives", SectionKind.STEPS: "doing", SectionKind.FREE: "free"}[section.kind]
    return Markup('<section class="sheet-{}">{}{}</section>').format(kind, title, Markup("").join(inside))


def runs(parts: Sequence[Part]) -> list[tuple[bool, list[Part]]]:
    """Steps in a row, then what is not a step, and so on."""
    runs: list[tuple[bool, list[Part]]] = []
    for part in parts:
        step = isinstance(part, Step)
        if not runs or runs[-1][0] is not step:
            runs.append((step, []))
        runs[-1][1].append(part)
    return runs


def _hidden(part: Part) -> bool:
    return isinstance(part, Box) and part.kind.trainer_only


def _part(part: Part, pictures: Mapping[str, str], level: int, lines: bool) -> Markup:
    if isinstance(part, Step):
        return Markup(
            '<li class="sheet-step" value="{n}"><span class="sheet-picture">{picture}</span>'
            '<div class="sheet-words"><h{level}><span class="sheet-number">{n}.</span> {title}</h{level}>'
            "{body}</div></li>"
        ).format(
            n=part.number,
            picture=picture_html(part.picture, pictures),
            level=level,
            title=isolated(part.title),
            body=rich_html(part.body, pictures, lines=lines, level=level + 1),
        )
    if isinstance(part, Box):
        return _box(part, pictures, level, lines)
    return rich_html(part, pictures, lines=lines, level=level + 1)


def _box(box: Box, pictures: Mapping[str, str], level: int, lines: bool) -> Markup:
    body = rich_html(box.body, pictures, lines=lines, level=level + 1)
    if box.kind is BoxKind.FIGURE:
        title = Markup('<p class="sheet-figure"><strong>{}</strong> {}</p>').format(box.figure, box.title)
    else:
        minutes = Markup(' <span class="sheet-minutes">{}\u00a0min</span>').format(box.minutes) if box.minutes else ""
        title = Markup("<h{0}>{1}{2}</h{0}>").format(level, isolated(box.title), minutes)
    return Markup('<div class="sheet-box sheet-box--{}">{}{}</div>').format(box.kind.value, title, body)


class _Writer:
    """Writes tokens: only the marks of the dialect, everything escaped."""

    def __init__(self, pictures: Mapping[str, str], lines: bool, level: int, from_right: bool) -> None:
        self.pictures, self.lines, self.level, self.from_right = pictures, lines, min(level, 6), from_right

    def blocks(self, tokens: Sequence[Token]) -> Markup:
        return Markup("").join(self._block(token) for token in tokens)

    def _block(self, token: Token) -> Markup:
        if token.type == "inline":
            return self._inline(token.children or [])
        name = token.type.removesuffix("_open").removesuffix("_close")
        tag = f"h{self.level}" if name == "heading" else _BLOCKS.get(name)
        if tag is None or token.hidden:
            return Markup("")
        if token.nesting < 0:
            return Markup("</{}>").format(tag)
        start = token.attrs.get("start") if tag == "ol" else None
        return Markup('<ol start="{}">').format(start) if start is not None else Markup("<{}>").format(tag)

    def _inline(self, children: Sequence[Token]) -> Markup:
        return Markup("").join(self._mark(child) for child in children)

    def _mark(self, token: Token) -> Markup:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name == "text":
            return isolated(token.content, around=self.from_right)
        if name == "code_inline":
            return Markup('<code dir="ltr">{}</code>').format(token.content)
        if name in ("softbreak", "hardbreak"):
            return Markup("<br>") if self.lines or name == "hardbreak" else Markup("\n")
        if name == "picture":
            return picture_html(token.meta["picture"], self.pictures)
        if name == "link":
            opening = Markup('<a class="govuk-link" href="{}">').format(token.attrs.get("href", ""))
            return opening if token.nesting > 0 else Markup("</a>")
        if name in _MARKS:
            return Markup("<{}{}>").format("/" if token.nesting < 0 else "", _MARKS[name])
        return escape(token.content)
