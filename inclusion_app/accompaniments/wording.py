"""An entry in words, line by line: for its page, and for two versions side by side."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from inclusion_app.accompaniments.entry import Entry, Group
from inclusion_app.accompaniments.queries.names import Names
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.vocabulary.people import AgeBand
from inclusion_app.web.formats import date_fr, duration, plural


@dataclass(frozen=True)
class Line:
    """A heading and its text; `typed` marks what people wrote themselves."""

    label: str
    text: str
    typed: bool = False


@dataclass(frozen=True)
class Difference:
    """A heading, what one typed, what is kept."""

    label: str
    mine: str
    kept: str


Writer = Callable[[Entry, Names], str]


def lines_of(entry: Entry, names: Names) -> list[Line]:
    """What an entry says, in the order of a conversation; empty lines are left out."""
    found = (Line(gettext(label), write(entry, names), write in _TYPED) for label, write in _LINES)
    return [line for line in found if line.text]


def differences(mine: Entry, kept: Entry, names: Names) -> list[Difference]:
    """The lines where two entries do not say the same."""
    pairs = ((label, write(mine, names), write(kept, names)) for label, write in _LINES)
    return [Difference(gettext(label), one, other) for label, one, other in pairs if one != other]


def label_of(value: Listed | None) -> str:
    """The label of a value of a closed list, translated."""
    return str(gettext(value.label)) if value else ""


def labels_of(values: Iterable[Listed]) -> str:
    """The labels of several values, in the order of their list."""
    return ", ".join(label_of(value) for value in sorted(values, key=lambda value: value.bit))


def people_in_words(entry: Entry) -> str:
    """« 12 personnes, dont 2 suivies »."""
    followed = sum(1 for one in entry.participants if one.citizen_id)
    total = plural(entry.people, N_("%(num)s personne"), N_("%(num)s personnes"))
    if entry.kind is RecordKind.WORKSHOP and followed:
        return str(gettext("%(total)s, dont %(followed)s", total=total, followed=_followed_count(followed)))
    return total


def who_in_words(entry: Entry, names: Names) -> str:
    """« Jeanne Dubois », « Anonyme, 70 ans et plus », « 12 personnes, dont 2 suivies »."""
    if entry.kind is RecordKind.WORKSHOP or not entry.participants:
        return people_in_words(entry)
    one = entry.participants[0]
    if one.citizen_id:
        return names.get(one.citizen_id) or str(gettext("Personne suivie"))
    band = "" if one.age_band is AgeBand.UNKNOWN else f", {label_of(one.age_band)}"
    return str(gettext("Anonyme")) + band


def _followed_count(count: int) -> str:
    return plural(count, N_("%(num)s suivie"), N_("%(num)s suivies"))


def _person(entry: Entry, names: Names) -> str:
    """Names of the followed, or what is known of the anonymous one."""
    followed = [names.get(one.citizen_id, gettext("Personne suivie")) for one in entry.participants if one.citizen_id]
    if followed:
        return ", ".join(sorted(followed))
    if entry.kind is RecordKind.WORKSHOP or not entry.participants:
        return ""
    one = entry.participants[0]
    known = [label_of(value) for value in (one.gender, one.age_band, one.social_status) if value.value != "unknown"]
    if one.residence_code:
        known.append(gettext("habite %(commune)s", commune=names.get(one.residence_code, one.residence_code)))
    if one.already_helped:
        known.append(gettext("déjà accompagnée"))
    return str(gettext("Personne anonyme")) + (f" ({', '.join(known)})" if known else "")


def _group(entry: Entry, names: Names) -> str:
    if not entry.group or not entry.group.total:
        return ""
    total = plural(entry.group.total, N_("%(num)s personne anonyme"), N_("%(num)s personnes anonymes"))
    if not entry.group.already_helped:
        return total
    return str(gettext("%(total)s, dont %(count)s déjà accompagnées", total=total, count=entry.group.already_helped))


def _margin(pick: Callable[[Group], Mapping[Any, int]]) -> Writer:
    def write(entry: Entry, names: Names) -> str:
        if not entry.group or not entry.group.total:
            return ""
        counts = pick(entry.group)
        told = [_labelled(label_of(value), count) for value, count in counts.items() if count]
        rest = entry.group.total - sum(counts.values())
        return ", ".join([*told, _labelled(gettext("Non communiqué"), rest)] if rest and told else told)

    return write


def _labelled(label: str, value: object) -> str:
    return str(gettext("%(label)s\u00a0: %(value)s", label=label, value=value))


def _where(entry: Entry, names: Names) -> str:
    place = names.get(entry.place_id or "", "") or names.get(entry.commune_code or "", "")
    kind = label_of(entry.place_kind)
    return _labelled(kind, place) if place else kind


def _blocked(entry: Entry, names: Names) -> str:
    organisation = names.get(entry.blocked_organisation_id or "", "")
    parts = (label_of(entry.blocked_procedure), organisation, label_of(entry.blocked_cause))
    return " – ".join(part for part in parts if part)


def _next(entry: Entry, names: Names) -> str:
    if entry.next_step is None:
        return ""
    when = f"{label_of(entry.next_step)}, {date_fr(entry.next_on)}"
    if entry.next_at is None:
        return when
    return str(gettext("%(when)s à %(time)s", when=when, time=f"{entry.next_at:%H:%M}"))


def _title(entry: Entry, names: Names) -> str:
    return entry.title or ""


def _tags(entry: Entry, names: Names) -> str:
    return ", ".join(sorted(entry.tags))


def _notes(entry: Entry, names: Names) -> str:
    return entry.notes or ""


def _structure(entry: Entry, names: Names) -> str:
    return names.get(entry.structure_id or "", "")


_TYPED = frozenset((_title, _tags, _notes, _person, _where, _structure))

_LINES: tuple[tuple[str, Writer], ...] = (
    (N_("Titre"), _title),
    (N_("Niveau"), lambda entry, names: label_of(entry.level)),
    (N_("Avec qui"), _person),
    (N_("Personnes anonymes"), _group),
    (N_("Genre"), _margin(lambda group: group.genders)),
    (N_("Âge"), _margin(lambda group: group.ages)),
    (N_("Statut social"), _margin(lambda group: group.statuses)),
    (N_("Date"), lambda entry, names: date_fr(entry.held_on)),
    (N_("Durée"), lambda entry, names: duration(entry.minutes)),
    (N_("Où"), _where),
    (N_("Structure"), _structure),
    (N_("Thématiques"), lambda entry, names: labels_of(entry.themes)),
    (N_("Démarches administratives"), lambda entry, names: labels_of(entry.procedures)),
    (N_("Matériel"), lambda entry, names: labels_of(entry.equipment)),
    (N_("Autonomie"), lambda entry, names: label_of(entry.autonomy)),
    (N_("Orientation"), lambda entry, names: label_of(entry.orientation)),
    (N_("Ce qui a bloqué"), _blocked),
    (N_("La suite"), _next),
    (N_("Étiquettes"), _tags),
    (N_("Notes"), _notes),
)
