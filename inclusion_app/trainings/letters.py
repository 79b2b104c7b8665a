"""What the letters of trainings say: plain French, one link, what must be known to come, a calendar file when it helps.

They are written in French whatever the language of the screen that caused them; a subject holds no personal data.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import force_locale

from inclusion_app.kernel import clock, site
from inclusion_app.kernel.mail import Attachment
from inclusion_app.trainings import letters_texts as texts
from inclusion_app.trainings import links
from inclusion_app.trainings.calendar_files import Told, calendar_file, events_of, method_of, removed_events
from inclusion_app.trainings.lists import NoticeKind, RegistrationState, SessionState
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.practical import MOST_DATES, Practical, one_line, organizer_of, practical_of
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.evaluation import list_objectives
from inclusion_app.trainings.queries.notices import count_earlier, find_expiry, shares_address, was_given_dates
from inclusion_app.trainings.rules.sessions import RemovedHalfDay
from inclusion_app.web.formats import date_fr, date_long, datetime_fr, time_fr

_K = NoticeKind
_WITH_CALENDAR = frozenset({_K.REGISTERED, _K.CONVOCATION, _K.CHANGE})
_TAKES_AWAY = frozenset({_K.CANCELLATION, _K.WITHDRAWN})
_LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class LetterText:
    """A subject without personal data, a text, what goes with it."""

    subject: str
    text: str
    attachments: Sequence[Attachment] = ()


def compose(registration: Registration, kind: NoticeKind, removed: Sequence[RemovedHalfDay] = ()) -> LetterText:
    """The letter of a notice; `removed` are the half-days to come that a change took away."""
    with force_locale("fr"):
        body = find_body()
        known = practical_of(registration.session, body)
        over = bool(removed) and _is_over(registration)
        calendar = None if over else _calendar(registration, kind, known, body)
        taken = _taken_away(registration, removed, known, body)
        text = texts.TEXTS[kind]
        values = _values(registration, kind, known)
        parts = [_part(part, registration, known, values, calendar) for part in text.parts]
        if removed:
            parts.insert(text.parts.index(texts.FACTS), _removed_text(removed, told=taken is not None))
        written = "\n\n".join(part for part in parts if part)
        return LetterText(
            subject=spaced(text.subject.format(**values))[:_LONGEST_SUBJECT],
            text=spaced(f"Bonjour {one_line(registration.first_name or '')},\n\n{written}\n") + _signature(known),
            attachments=tuple(file for file in (calendar, taken) if file),
        )


def addresses_of(registration: Registration) -> dict[str, str]:
    """The secret addresses of a registration, in full."""
    page = links.path_of(registration)
    return {
        "page": site.address(page),
        "convocation": site.address(f"{page}/convocation.pdf"),
        "agenda": site.address(f"{page}/agenda.ics"),
        "survey": site.address(links.survey_path_of(registration)),
    }


def calendar_of(registration: Registration, *, method: str = "PUBLISH") -> str:
    """The calendar file of a registration as it stands now."""
    with force_locale("fr"):
        body = find_body()
        told = _told(registration, practical_of(registration.session, body), body)
        name = "" if method in ("REQUEST", "CANCEL") else registration.session.course_version.title
        return calendar_file(events_of(registration.session, told), method=method, name=one_line(name))


def _values(registration: Registration, kind: NoticeKind, known: Practical) -> dict[str, str]:
    session = registration.session
    course_path = f"/formations/{session.course_version.course.slug}"
    expiry = find_expiry(registration) if kind in (_K.EXPIRY_12, _K.EXPIRY_6) else None
    return addresses_of(registration) | {
        "course": known.title,
        "date": date_fr(session.starts_at),
        "answer_by": f", avant {_at(registration)}" if registration.answer_by else "",
        "withdrawal": texts.WITHDRAWALS[registration.withdrawal] if registration.withdrawal else "",
        "catalogue": site.address("/formations"),
        "course_page": site.address(course_path),
        "expiry": f", le {date_long(expiry)}" if expiry else "",
    }


def _at(registration: Registration) -> str:
    return f"le {datetime_fr(registration.answer_by)}"


def _part(
    part: str, registration: Registration, known: Practical, values: dict[str, str], calendar: Attachment | None
) -> str:
    match part:
        case texts.FACTS:
            return _facts(registration, known)
        case texts.PRACTICAL:
            return "" if _is_over(registration) else _practical(known)
        case texts.PAGE:
            return "" if _is_over(registration) else texts.PAGE_TEXT.format(**values)
        case texts.POSITIONING:
            return texts.POSITIONING_TEXT.format(**values) if asks_before(registration) else ""
        case texts.REASON:
            return _typed("Pourquoi :", registration.session.reason)
        case texts.CALENDAR:
            return _calendar_text(registration, calendar).format(**values) if calendar else ""
        case "{convocation}":
            return texts.CONVOCATION_TEXT.format(**values)
    return part.format(**values)


def asks_before(registration: Registration) -> bool:
    """Somebody who comes may say where she stands before the session begins."""
    session = registration.session
    comes = registration.state is RegistrationState.SEATED and session.state is SessionState.OPEN
    return comes and clock.now() < session.starts_at and bool(list_objectives(session))


def _is_over(registration: Registration) -> bool:
    return registration.session.ends_at <= clock.now()


def _facts(registration: Registration, known: Practical) -> str:
    lines = [known.title, f"Quand : {known.when}"]
    lines += [f"  – {date}" for date in known.dates[:MOST_DATES]]
    if len(known.dates) > MOST_DATES:
        lines.append(f"  … et {len(known.dates) - MOST_DATES} autres dates, sur votre page")
    lines.append(f"Où : {known.where}")
    if known.online_url and registration.state is RegistrationState.SEATED and registration.confirmed_at:
        lines.append(f"Pour rejoindre la séance : {known.online_url}")
    return "\n".join(lines)


def _practical(known: Practical) -> str:
    said = (
        _typed("À apporter, ou prêté sur place :", known.materials),
        f"Avec : {known.trainers}" if known.trainers else "",
        _typed("En situation de handicap, parlez-en à :", known.disability),
        f"Règlement intérieur : {known.rules_url}" if known.rules_url else "",
    )
    return "\n".join(line for line in said if line)


def _typed(label: str, text: str) -> str:
    return f"{label} {text.strip()}" if text.strip() else ""


def _calendar_text(registration: Registration, calendar: Attachment) -> str:
    several = len(registration.session.half_days) > 1
    if registration.state is RegistrationState.CANCELLED or registration.session.cancelled_at:
        return texts.REMOVED_SEVERAL if several else texts.REMOVED
    return texts.SEVERAL_DATES if several else texts.ONE_DATE


def _calendar(
    registration: Registration, kind: NoticeKind, known: Practical, body: TrainingBody | None
) -> Attachment | None:
    """What puts the session in the reader's calendar, or takes it away; nothing for who only waits for a seat."""
    gone = kind in _TAKES_AWAY
    if gone and (not was_given_dates(registration) or shares_address(registration)):
        return None  # they were never put there; or somebody else of this address still comes
    if not gone and (kind not in _WITH_CALENDAR or registration.state is not RegistrationState.SEATED):
        return None
    session = registration.session
    told = _told(registration, known, body)
    method = method_of(session, cancelled=gone)
    text = calendar_file(events_of(session, told), method=method)
    return Attachment("agenda.ics", "calendar", text, {"method": method, "component": "VEVENT"})


def _taken_away(
    registration: Registration, removed: Sequence[RemovedHalfDay], known: Practical, body: TrainingBody | None
) -> Attachment | None:
    """What takes half-days out of the reader's calendar: one is a CANCEL, several are marked cancelled in one file."""
    if not removed or not was_given_dates(registration):
        return None
    method = "CANCEL" if len(removed) == 1 else "PUBLISH"
    events = removed_events(registration.session, _told(registration, known, body), removed)
    text = calendar_file(events, method=method)
    return Attachment("dates-annulees.ics", "calendar", text, {"method": method, "component": "VEVENT"})


def _removed_text(removed: Sequence[RemovedHalfDay], *, told: bool) -> str:
    lines = [f"  – {date_fr(one.starts_at)}, {time_fr(one.starts_at)}" for one in removed[:MOST_DATES]]
    if len(removed) > MOST_DATES:
        lines.append(f"  … et {len(removed) - MOST_DATES} autres dates")
    several = len(removed) > 1
    taken = texts.TAKEN_AWAY_SEVERAL if several else texts.TAKEN_AWAY
    said = texts.NO_LONGER_SEVERAL if several else texts.NO_LONGER
    return "\n".join([said, *lines, *([taken] if told else [])])


def _told(registration: Registration, known: Practical, body: TrainingBody | None) -> Told:
    addresses = addresses_of(registration)
    cancelled = registration.state is RegistrationState.CANCELLED
    seated = registration.state is RegistrationState.SEATED
    said = (
        f"Pour rejoindre la séance : {known.online_url}" if known.online_url and seated else "",
        _typed("À apporter, ou prêté sur place :", known.materials),
        f"Une question : {known.contact}",
        f"Vous ne pouvez pas venir : {addresses['page']}" if not cancelled else "",
    )
    return Told(
        url=addresses["page"],
        details=spaced("\n".join(line for line in said if line)),
        location=known.where,
        attendee=registration.email or "",
        organizer=organizer_of(registration.session, body),
        changes=registration.link_number + cancelled + 2 * count_earlier(registration),
        cancelled=cancelled,
        tentative=not seated,
    )


def _signature(known: Practical) -> str:
    place = site.current()
    return spaced(f"\nUne question : {known.contact}\n\n-- \n{place.operator}\n{place.public_url}\n")


def spaced(text: str) -> str:
    """No-break spaces before the high punctuation."""
    for mark in ":?!;":
        text = text.replace(f" {mark}", f"\u00a0{mark}")
    return text
