"""The attendance sheet of a session: to sign by hand, or filled with what was noted and signed on screen.

Four half-days at most stand side by side; the next ones follow on pages of their own.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from inclusion_app.printing.pdf import Document
from inclusion_app.trainings import attendance_words as words
from inclusion_app.trainings import wording
from inclusion_app.trainings.lists import Presence, SigningMeans
from inclusion_app.trainings.models.attendance import AttendanceLine
from inclusion_app.trainings.models.sessions import HalfDay, TrainingSession
from inclusion_app.trainings.papers import render_paper
from inclusion_app.trainings.queries import attendance as queries
from inclusion_app.trainings.queries.attendance import Attendee
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.rules.attendance import ON_PAPER, SIGNED_LATER, local_time
from inclusion_app.web.formats import date_fr, datetime_fr, duration, time_fr

SIDE_BY_SIDE = 4
WALK_INS = 3
_AUTOMATIC = frozenset({ON_PAPER, SIGNED_LATER})
_LONGEST_TITLE = 60
_PEN = 5
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Cell:
    """One person at one half-day: a drawn signature (`picture`), or words; the hours; the rank of its footnote."""

    text: str = ""
    typed: str = ""
    picture: str = ""
    hours: str = ""
    note: int = 0


@dataclass(frozen=True)
class Row:
    """One person; `total` counts her minutes of the whole session."""

    name: str
    detail: str = ""
    cells: Sequence[Cell] = ()
    total: str = ""


@dataclass(frozen=True)
class Block:
    """Half-days that stand side by side, and the rows below them."""

    half_days: Sequence[HalfDay]
    people: Sequence[Row]
    trainers: Sequence[Row]
    last: bool


@dataclass
class Sheet:
    """Blocks, the pictures of the signatures by name, the corrections told below."""

    session: TrainingSession
    lines: dict[tuple[uuid.UUID, uuid.UUID], AttendanceLine] = field(default_factory=dict)
    earlier: dict[uuid.UUID, AttendanceLine] = field(default_factory=dict)
    authors: dict[uuid.UUID, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def cell(self, person: Attendee, half_day: HalfDay) -> Cell:
        """What is known of somebody at a half-day."""
        line = self.lines.get((half_day.id, person.key))
        if line is None or half_day.not_held:
            return Cell()
        note = self._note(person, half_day, line)
        if line.presence is Presence.ABSENT:
            return Cell(text=_capital(words.presence(line)), hours=_("0\u00a0h"), note=note)
        name = self._picture(line)
        typed = (line.signature or "") if line.means is SigningMeans.TYPED else ""
        text = "" if name else _means(line)
        return Cell(text=text, typed=typed, picture=name, hours=_hours(line, half_day), note=note)

    def _picture(self, line: AttendanceLine) -> str:
        if line.means is not SigningMeans.HAND or not line.signature:
            return ""
        name = f"signature-{len(self.pictures) + 1}"
        self.pictures[name] = _drawing(line.signature)
        return name

    def _note(self, person: Attendee, half_day: HalfDay, line: AttendanceLine) -> int:
        before = self.earlier.get(line.replaces_id) if line.replaces_id else None
        if before is None or line.correction in _AUTOMATIC:
            return 0
        self.notes.append(
            _(
                "%(name)s, %(half_day)s\u00a0: ligne corrigée le %(when)s par %(author)s."
                " Motif\u00a0: %(reason)s. La ligne disait\u00a0: %(before)s.",
                name=person.name,
                half_day=wording.half_day_text(half_day),
                when=datetime_fr(line.noted_at),
                author=self.authors.get(line.noted_by_id) if line.noted_by_id else _("une personne de l’équipe"),
                reason=(line.correction or "").rstrip("."),
                before=_told(before),
            )
        )
        return len(self.notes)


def sheet_document(session: TrainingSession, *, blank: bool) -> Document:
    """The sheet to sign by hand when `blank`, else filled with what was noted."""
    sheet = Sheet(session) if blank else _filled(session)
    blocks = list(_blocks(sheet, blank=blank))
    return render_paper(
        "trainings/papers/sheet.html",
        title=_title(session, blank=blank),
        pictures=sheet.pictures,
        session=session,
        presence=f"/sessions/{session.id}/presence",
        body=find_body(),
        blank=blank,
        blocks=blocks,
        notes=sheet.notes,
        walk_ins=WALK_INS if blank else 0,
        planned=queries.planned_minutes(session),
        wording=wording,
        when=_capital(wording.when(session)),
        running=_shortened(session.course_version.title),
    )


def _filled(session: TrainingSession) -> Sheet:
    lines = queries.list_all_lines(session)
    current = {(line.half_day_id, queries.key_of(line)): line for line in lines if line.replaced_at is None}
    return Sheet(session, current, {line.id: line for line in lines}, queries.authors_of(lines))


def _blocks(sheet: Sheet, *, blank: bool) -> Iterator[Block]:
    half_days = sheet.session.half_days
    people = queries.list_attendees(sheet.session)
    totals = {} if blank else queries.attended_minutes([sheet.session.id])
    for start in range(0, len(half_days), SIDE_BY_SIDE):
        beside = half_days[start : start + SIDE_BY_SIDE]
        last = start + SIDE_BY_SIDE >= len(half_days)
        rows = [_row(sheet, one, beside, totals) for one in people]
        yield Block(
            half_days=beside,
            people=[row for row, one in zip(rows, people, strict=True) if one.registration],
            trainers=[row for row, one in zip(rows, people, strict=True) if one.trainer] or [Row("")],
            last=last,
        )


def _row(sheet: Sheet, person: Attendee, half_days: Iterable[HalfDay], totals: dict[uuid.UUID, int]) -> Row:
    return Row(
        name=person.name,
        detail=(person.registration.organisation or "") if person.registration else "",
        cells=[sheet.cell(person, half_day) for half_day in half_days],
        total=_total(totals.get(person.key)),
    )


def _total(minutes: int | None) -> str:
    return duration(minutes) if minutes else "" if minutes is None else str(_("0\u00a0h"))


def _means(line: AttendanceLine) -> str:
    if line.means is SigningMeans.TYPED:
        return str(_("saisi au clavier à %(time)s", time=time_fr(line.signed_at)))
    return str(_("Signé sur la feuille papier") if line.means is SigningMeans.PAPER else _("Présent·e, sans signature"))


def _hours(line: AttendanceLine, half_day: HalfDay) -> str:
    """The time attended, with the hours themselves for who came late or left early."""
    if not line.arrived_at and not line.left_at:
        return duration(line.minutes)
    first = words.hour(line.arrived_at or local_time(half_day.starts_at))
    last = words.hour(line.left_at or local_time(half_day.ends_at))
    return f"{first}\u00a0–\u00a0{last} {duration(line.minutes)}"


def _told(line: AttendanceLine) -> str:
    signature = words.signature(line)
    return f"{words.presence(line)}, {signature}" if signature else words.presence(line)


def _drawing(path: str) -> bytes:
    """The strokes as a picture, cut to their own box so that they fill the one of the sheet."""
    numbers = [int(number) for number in _NUMBER.findall(path)]
    left, top = min(numbers[::2]) - _PEN, min(numbers[1::2]) - _PEN
    width, height = max(numbers[::2]) + _PEN - left, max(numbers[1::2]) + _PEN - top
    box = f'viewBox="{left} {top} {width} {height}" width="{width}" height="{height}"'
    pen = f'fill="none" stroke="#1c2a2f" stroke-width="{_PEN}" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}" {pen}/></svg>'.encode()


def _title(session: TrainingSession, *, blank: bool) -> str:
    name = _("Feuille d’émargement à signer") if blank else _("Feuille d’émargement")
    return f"{name}, {session.course_version.title}, {date_fr(session.starts_at)}"


def _shortened(title: str) -> str:
    """The title again at the head of each page, on two lines at most."""
    return title if len(title) <= _LONGEST_TITLE else title[:_LONGEST_TITLE].rsplit(" ", 1)[0] + "…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
