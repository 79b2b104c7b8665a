"""What an entry must respect; pure functions, the day is given. Each refusal is told at its field."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta

from inclusion_app.accompaniments.entry import Entry, Group
from inclusion_app.accompaniments.models import MAX_MINUTES, MAX_PARTICIPANTS
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.themes import Theme

OLDEST_YEARS = 5
NEXT_WITHIN_YEARS = 2
UNDO_FOR = timedelta(days=30)
MAX_TAGS = 10
LONGEST_TAG = 40
LONGEST_TITLE = 200
LONGEST_NOTES = 5_000


def check_entry(entry: Entry, today: date, before: Entry | None = None) -> None:
    """All the rules that need nothing but the entry; raises the first refusal."""
    for error in refusals(entry, today, before):
        raise error


def refusals(entry: Entry, today: date, before: Entry | None = None) -> Iterator[DomainError]:
    """Every rule that the entry breaks, in the order of the page.

    What was kept `before`, from an old file perhaps, may stay as it is.
    """
    if before is None or before.held_on != entry.held_on:
        yield from _date(entry, today)
    if not 1 <= entry.minutes <= MAX_MINUTES:
        yield DomainError(N_("La durée va d’une minute à 24 heures."), field="minutes")
    yield from _where(entry)
    yield from _what(entry, before)
    yield from _blocked(entry)
    yield from _next(entry)
    yield from _words(entry)
    yield from _people(entry)
    if entry.group:
        yield from _group(entry.group)


def _date(entry: Entry, today: date) -> Iterator[DomainError]:
    if entry.held_on > today:
        yield DomainError(
            N_("Cette date est à venir\u00a0: un accompagnement s’enregistre une fois fait."), field="held_on"
        )
    elif entry.held_on < years_before(today, OLDEST_YEARS):
        yield DomainError(N_("Cette date remonte à plus de cinq ans. Vérifiez l’année."), field="held_on")


def _where(entry: Entry) -> Iterator[DomainError]:
    if entry.place_kind is PlaceKind.PLACE and entry.place_id is None:
        yield DomainError(N_("Choisissez le lieu d’activité."), field="place")
    if entry.place_kind in (PlaceKind.HOME, PlaceKind.OTHER) and not entry.commune_code:
        yield DomainError(N_("Indiquez la commune où cela s’est passé."), field="commune")


def _what(entry: Entry, before: Entry | None) -> Iterator[DomainError]:
    if not entry.themes and not (before and not before.themes):
        yield DomainError(N_("Choisissez au moins une thématique."), field="themes")
    if entry.procedures and Theme.ADMINISTRATIVE not in entry.themes:
        message = N_("Ces démarches vont avec «\u00a0Aide aux démarches administratives\u00a0»\u00a0: cochez-la aussi.")
        yield DomainError(message, field="procedures")
    kept = _values(before) if before else frozenset()
    if any(value.retired for value in _values(entry) - kept):
        yield DomainError(N_("Une des valeurs choisies n’est plus proposée. Choisissez-en une autre."), field="themes")


def _values(entry: Entry) -> frozenset[Listed]:
    """Every value of a closed list that the entry holds."""
    single = (entry.kind, entry.place_kind, entry.autonomy, entry.level, entry.orientation, entry.blocked_procedure)
    more = (entry.blocked_cause, entry.next_step)
    people = [value for one in entry.participants for value in (one.gender, one.age_band, one.social_status)]
    counted = [value for value, count in entry.group.ages.items() if count] if entry.group else []
    chosen = [value for value in (*single, *more) if value is not None]
    return frozenset((*chosen, *people, *counted, *entry.themes, *entry.procedures, *entry.equipment))


def _blocked(entry: Entry) -> Iterator[DomainError]:
    if entry.blocked_organisation_id and not (entry.blocked_procedure or entry.blocked_cause):
        message = N_("Dites aussi quelle démarche a bloqué, ou pourquoi.")
        yield DomainError(message, field="blocked_procedure")


def _next(entry: Entry) -> Iterator[DomainError]:
    if entry.next_step is None:
        if entry.next_on or entry.next_at:
            yield DomainError(N_("Choisissez\u00a0: rendez-vous ou appel."), field="next_step")
        return
    if entry.next_on is None:
        yield DomainError(N_("Indiquez le jour du rendez-vous ou de l’appel."), field="next_on")
    elif entry.next_on < entry.held_on:
        yield DomainError(N_("Ce jour vient avant l’accompagnement. Choisissez un jour suivant."), field="next_on")
    elif entry.next_on > years_before(entry.held_on, -NEXT_WITHIN_YEARS):
        yield DomainError(N_("Ce jour est à plus de deux ans. Vérifiez l’année."), field="next_on")


def _words(entry: Entry) -> Iterator[DomainError]:
    if entry.kind is RecordKind.WORKSHOP and not entry.title:
        yield DomainError(N_("Donnez un titre à l’atelier."), field="title")
    if entry.title and len(entry.title) > LONGEST_TITLE:
        yield DomainError(N_("Le titre peut avoir %(most)s caractères au plus."), field="title", most=LONGEST_TITLE)
    if len(entry.tags) > MAX_TAGS:
        yield DomainError(N_("Dix étiquettes au plus."), field="tags")
    if any(len(tag) > LONGEST_TAG for tag in entry.tags):
        yield DomainError(N_("Une étiquette peut avoir %(most)s caractères au plus."), field="tags", most=LONGEST_TAG)
    if entry.notes and len(entry.notes) > LONGEST_NOTES:
        yield DomainError(N_("Les notes peuvent avoir 5\u202f000 caractères au plus."), field="notes")


def _people(entry: Entry) -> Iterator[DomainError]:
    if entry.kind is not RecordKind.WORKSHOP:
        if len(entry.participants) != 1 or entry.group:
            yield DomainError(N_("Un accompagnement individuel concerne une personne."), field="citizen")
        return
    if entry.people < 1:
        yield DomainError(N_("Indiquez au moins une personne présente."), field="total")
    if entry.people > MAX_PARTICIPANTS:
        yield DomainError(N_("Un atelier compte 500 personnes au plus."), field="total")


def _group(group: Group) -> Iterator[DomainError]:
    if not 0 <= group.total <= MAX_PARTICIPANTS:
        yield DomainError(N_("Un atelier compte 500 personnes au plus."), field="total")
    if not 0 <= group.already_helped <= group.total:
        message = N_("Plus de personnes déjà accompagnées (%(count)s) que de personnes anonymes (%(total)s).")
        yield DomainError(message, field="already_helped", count=group.already_helped, total=group.total)
    margins = (
        ("genders", list(group.genders.values())),
        ("ages", list(group.ages.values())),
        ("statuses", list(group.statuses.values())),
    )
    for field, counts in margins:
        count = sum(counts)
        if count > group.total or any(value < 0 for value in counts):
            message = N_("Ces nombres font %(count)s, plus que les %(total)s personnes anonymes.")
            yield DomainError(message, field=field, count=count, total=group.total)


def read_tags(text: str) -> tuple[str, ...]:
    """The words between commas, each once, in the order typed.

    >>> read_tags("impôts, CAF , impôts,, ")
    ('impôts', 'CAF')
    """
    words = (" ".join(word.split()) for word in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(word for word in words if word))


def can_restore(deleted_at: datetime | None, now: datetime) -> bool:
    """A deletion can be undone for thirty days."""
    return deleted_at is not None and now - deleted_at <= UNDO_FOR


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; the 29th of February becomes the 28th, and the calendar has its ends."""
    year = min(max(day.year - years, MINYEAR), MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def by_use(values: Iterable[Listed], counts: Mapping[Listed, int]) -> list[Listed]:
    """Values already used, the most used first."""
    return sorted((value for value in values if counts.get(value)), key=lambda value: -counts[value])
