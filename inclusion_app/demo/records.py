"""The records of the demonstration, one after the other, as rows ready to be inserted."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from inclusion_app.demo import facts
from inclusion_app.demo.draw import Draw
from inclusion_app.demo.geography import Residences
from inclusion_app.demo.kits import Kit
from inclusion_app.demo.people import Crowd, Helped, Person, seal
from inclusion_app.demo.phrases import NOTES, TAGS
from inclusion_app.demo.rows import GROUP_COLUMNS, Book, Keys
from inclusion_app.demo.workers import Worker
from inclusion_app.demo.writer import Row
from inclusion_app.vocabulary.activity import PlaceKind, RecordKind

_KNOWN_AT_ONCE = 26
_NEW_IN_WORKSHOP = 0.13
_HOURS = ("09:00", "09:30", "10:00", "10:30", "11:00", "14:00", "14:30", "15:00", "15:30", "16:00", "16:30")
_TIMED = 0.8
_INDIVIDUAL, _WORKSHOP = RecordKind.INDIVIDUAL.value, RecordKind.WORKSHOP.value
_PLACE, _HOME, _REMOTE = PlaceKind.PLACE.value, PlaceKind.HOME.value, PlaceKind.REMOTE.value
_GROUP_RANKS = {name: rank for rank, name in enumerate(GROUP_COLUMNS)}


@dataclass(frozen=True)
class Session:
    """The day being told: its date as stored and the days that follow, for what is planned next."""

    day: date
    iso: str
    created: tuple[str, ...]
    """Instants of that day at which things are entered."""

    @staticmethod
    def of(day: date) -> "Session":
        iso = day.isoformat()
        instants = tuple(
            f"{iso} {hour:02d}:{minute:02d}:00.000000" for hour in range(8, 17) for minute in range(0, 60, 7)
        )
        return Session(day, iso, instants)

    def after(self, days: int) -> str:
        """The working day that comes so many days later."""
        planned = self.day + timedelta(days=days)
        late = planned.weekday() - 4
        return (planned + timedelta(days=3 - late) if late > 0 else planned).isoformat()


class Logger:
    """Tells records: who came, where, what was done; hands their rows to the book."""

    def __init__(self, book: Book, crowd: Crowd, residences: Residences, keys: Keys, random: Random) -> None:
        self._book = book
        self._crowd = crowd
        self._residences = residences
        self._keys = keys
        self._random = random
        self._delays = Draw(facts.NEXT_DELAYS, random)
        self._sizes = Draw(facts.WORKSHOP_SIZES, random)
        self._class_sizes = Draw(facts.CLASS_SIZES, random)
        self._tags = Draw(TAGS, random)

    def individual(self, session: Session, worker: Worker, kit: Kit) -> None:
        """One person helped alone."""
        random, key = self._random, self._keys(session.day)
        followed = random.random() < facts.FOLLOWED_SHARE
        place_id, held = self._where(worker, kit.place_kind)
        citizen = self._someone_followed(session, worker, held) if followed else None
        residence: str | None
        if citizen:
            person: Person = (citizen.gender, citizen.band(session.day.year), citizen.social_status)
            residence, before = citizen.residence, citizen.visits > 0
            citizen.visits += 1
        else:
            person = random.choice(self._crowd.alone)
            known = random.random() < facts.RESIDENCE_KNOWN
            residence = self._residences.near(held)() if known else None
            before = random.random() < facts.ALREADY_HELPED_SHARE
        if kit.place_kind == _HOME and residence:
            held = residence
        self._record(session, worker, kit, key, _INDIVIDUAL, place_id, held)
        participation = (self._keys(session.day), key, citizen.id if citizen else None, *person, residence, before)
        self._book.participations.rows.append(participation)

    def workshop(self, session: Session, worker: Worker, kit: Kit) -> None:
        """A group: people known by name, and anonymous ones counted."""
        random, key = self._random, self._keys(session.day)
        place_id, held = self._where(worker, kit.place_kind)
        size = (self._class_sizes if kit.young else self._sizes)()
        wanted = 0 if kit.young else sum(random.random() < facts.FOLLOWED_IN_WORKSHOP for _ in range(size))
        followed = self._people_followed(session, worker, held, wanted)
        self._record(session, worker, kit, key, _WORKSHOP, place_id, held)
        year = session.day.year
        for citizen in followed:
            person = (citizen.gender, citizen.band(year), citizen.social_status)
            row = (self._keys(session.day), key, citizen.id, *person, citizen.residence, citizen.visits > 0)
            self._book.participations.rows.append(row)
            citizen.visits += 1
        anonymous = size - len(followed)
        if anonymous:
            people = self._crowd.young if kit.young else self._crowd.in_workshop
            self._book.groups.rows.append(self._group(key, random.choices(people, k=anonymous)))

    def _where(self, worker: Worker, place_kind: str) -> tuple[str | None, str]:
        """The place, if any, and the commune."""
        if place_kind == _PLACE:
            return worker.places()
        if place_kind == _REMOTE:
            return None, worker.usual_commune
        return None, worker.elsewhere()

    def _someone_followed(self, session: Session, worker: Worker, held: str) -> Helped:
        if len(worker.known) < 3 or self._random.random() < facts.NEW_CITIZEN_SHARE:
            return self._someone_new(session, worker, held)
        return self._random.choice(worker.known)

    def _people_followed(self, session: Session, worker: Worker, held: str, wanted: int) -> list[Helped]:
        new = sum(self._random.random() < _NEW_IN_WORKSHOP for _ in range(wanted))
        people = [self._someone_new(session, worker, held) for _ in range(new)]
        others = [citizen for citizen in worker.known if citizen not in people]
        return people + self._random.sample(others, min(wanted - new, len(others)))

    def _someone_new(self, session: Session, worker: Worker, held: str) -> Helped:
        """Open a follow-up; beyond a few dozen, somebody is no longer seen."""
        citizen = self._crowd.citizen(session.day, self._residences.near(held)())
        row = self._crowd.citizen_row(
            citizen, day=session.day, structure_id=worker.structure_id, account_id=worker.account_id
        )
        self._book.citizens.rows.append(row)
        self._book.follow_ups.rows.append((self._keys(session.day), citizen.id, worker.id, session.iso))
        if len(worker.known) >= _KNOWN_AT_ONCE:
            worker.known[int(self._random.random() * _KNOWN_AT_ONCE)] = citizen
        else:
            worker.known.append(citizen)
        return citizen

    def _record(
        self, session: Session, worker: Worker, kit: Kit, key: str, kind: str, place_id: str | None, held: str
    ) -> None:
        random = self._random
        instants = session.created
        created = instants[int(random.random() * len(instants))]
        next_on = next_at = notes = None
        if kit.next_step:
            next_on = session.after(self._delays())
            next_at = f"{random.choice(_HOURS)}:00.000000" if random.random() < _TIMED else None
        if random.random() < facts.NOTE_SHARE:
            notes = seal("record", "notes", key, random.choice(NOTES))
        if random.random() < facts.TAG_SHARE:
            self._book.tags.rows.append((key, self._tags()))
        self._book.records.rows.append((
            key, kind, worker.id, worker.structure_id, session.iso, kit.minutes, kit.place_kind, place_id, held,
            kit.equipment, kit.themes, kit.procedures, kit.autonomy, kit.level, kit.title, kit.orientation,
            *kit.blocked, kit.next_step, next_on, next_at, notes, created, created, 1,
        ))  # fmt: skip

    def _group(self, key: str, people: list[Person]) -> Row:
        """The anonymous people as counts; what is unknown is left out of each list."""
        counts = [0] * len(_GROUP_RANKS)
        counts[_GROUP_RANKS["total"]] = len(people)
        random = self._random.random
        counts[_GROUP_RANKS["already_helped"]] = sum(random() < facts.ALREADY_HELPED_SHARE for _ in people)
        for gender, band, status in people:
            for name in (f"gender_{gender}", f"age_{band}", f"status_{status}"):
                if rank := _GROUP_RANKS.get(name):
                    counts[rank] += 1
        return key, *counts[1:]
