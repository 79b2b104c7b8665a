"""What pages say of conflicts, warnings and holidays."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _

from inclusion_app.kernel.clock import to_paris
from inclusion_app.kernel.errors import DomainError
from inclusion_app.network.holidays import public_holiday, school_holiday, school_zone
from inclusion_app.trainings.models.sessions import Room
from inclusion_app.trainings.rules.conflicts import Conflict, SlotTaken
from inclusion_app.trainings.rules.recurrence import Stretch
from inclusion_app.trainings.rules.sessions import SessionPlan, is_past
from inclusion_app.web.formats import date_fr, plural, time_fr


class Warned(NamedTuple):
    """Something unusual that is allowed: `code` remembers that it was shown."""

    code: str
    text: str


def and_told(said: str, people: int) -> str:
    """What was done, and how many people are told of it."""
    if not people:
        return said
    told = plural(people, "%(count)s personne est prévenue.", "%(count)s personnes sont prévenues.")
    return f"{said} {told}"


def in_full(error: DomainError) -> DomainError:
    """The refusal of a slot with all that may be said of it; any other error as it is."""
    if not isinstance(error, SlotTaken):
        return error
    return DomainError("%(text)s", field=error.field, text=f"{_holder(error.conflict)} {_free_day(error.conflict)}")


def _holder(conflict: Conflict) -> str:
    busy = conflict.busy.stretch
    said = {
        "name": conflict.name,
        "when": f"{date_fr(busy.starts_at)}, {time_fr(busy.starts_at)}\u00a0–\u00a0{time_fr(busy.ends_at)}",
        "title": conflict.title or "",
    }
    if conflict.busy.trainer_id is None and conflict.title:
        return str(_("«\u00a0%(name)s\u00a0» est déjà prise (%(when)s) par «\u00a0%(title)s\u00a0».", **said))
    if conflict.busy.trainer_id is None:
        return str(_("«\u00a0%(name)s\u00a0» est déjà prise (%(when)s).", **said))
    if conflict.title:
        return str(_("%(name)s anime déjà «\u00a0%(title)s\u00a0» (%(when)s).", **said))
    return str(_("%(name)s est déjà pris·e ailleurs (%(when)s).", **said))


def _free_day(conflict: Conflict) -> str:
    if conflict.free_day is None:
        return str(_("Aucun créneau libre aux mêmes heures dans les deux mois."))
    return str(_("Prochain créneau libre aux mêmes heures\u00a0: %(day)s.", day=date_fr(conflict.free_day)))


def warnings_of(plan: SessionPlan, *, room: Room | None, departement: str, today: date) -> Iterator[Warned]:
    """What is unusual in a plan, to be read once before it is kept."""
    if is_past(plan.half_days, today):
        yield Warned("passe", _("Une des dates est passée\u00a0: la session sera notée comme ayant eu lieu."))
    if room is not None and plan.capacity > room.seats:
        seats = plural(room.seats, "%(count)s place", "%(count)s places")
        text = _("La salle «\u00a0%(name)s\u00a0» n’a que %(seats)s.", name=room.name, seats=seats)
        yield Warned("salle", text)
    public = holidays_of(plan.half_days, departement, school=False)
    if public:
        yield Warned("ferie", " ".join(public))


def holidays_of(stretches: Iterable[Stretch], departement: str, *, school: bool = True) -> list[str]:
    """One sentence for each public holiday among these days, then one for the school holidays that hold some."""
    days = sorted({to_paris(one.starts_at).date() for one in stretches})
    named = [(day, public_holiday(day, departement)) for day in days]
    said = [
        _("%(day)s est férié (%(name)s).", day=date_fr(day).capitalize(), name=_(name)) for day, name in named if name
    ]
    if not school:
        return said
    counts: dict[str, int] = {}
    for day in days:
        name = school_holiday(day, departement)
        if name:
            counts[name] = counts.get(name, 0) + 1
    zone = school_zone(departement)
    for name, count in counts.items():
        dates = plural(count, "%(count)s date", "%(count)s dates")
        said.append(_("Pendant les %(name)s (zone %(zone)s)\u00a0: %(dates)s.", name=_(name), zone=zone, dates=dates))
    return said
