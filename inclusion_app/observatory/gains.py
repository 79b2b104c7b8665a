"""How many people know how to do more: those whose level rose over a period, by domain, where they live.

Levels are compared within one source alone, with the last one before the period, else with the first one in it. Exact
numbers are read anew for each page; published ones are kept with the released years, see `releasing`. Published over
whole years only, where both those whose level rose and the others are none or at least eleven, as are those of what
remains when territories are subtracted from one another.
"""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from inclusion_app.citizens.models import AssessedSkill, Assessment, AssessmentState, Citizen
from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import fold
from inclusion_app.observatory.disclosure.plan import Region, decide
from inclusion_app.observatory.disclosure.spans import calendar_of
from inclusion_app.observatory.disclosure.tree import Node, Tree, grow, nodes_by_territory
from inclusion_app.observatory.disclosure.world import ENOUGH
from inclusion_app.observatory.periods import Period, PeriodKind
from inclusion_app.observatory.releasing.gained import find_released_gains
from inclusion_app.observatory.years import lineages
from inclusion_app.skills.domains import Domain, domain_of
from inclusion_app.territories.queries import commune_filter, get_france
from inclusion_app.territories.territory import Territory

KEY = "skills"
Tally = Counter[tuple[Domain, bool]]
"""People by domain, and whether their level rose there."""
Mark = tuple[date, int]
Published = Mapping[str, Sequence[int] | None]
"""By domain, people assessed twice and those of them whose level rose; None for what is kept secret."""


@dataclass(frozen=True)
class Gain:
    """A domain: people assessed there twice, and those whose level rose; None for what is kept secret."""

    domain: Domain
    compared: int | None
    rose: int | None


def find_gains(territory: Territory, period: Period, *, published: bool) -> list[Gain]:
    """A line for each domain; none when nobody was assessed twice, or when nothing may be published."""
    if not published:
        here = sum(_by_commune(territory, period).values(), Tally())
        return _lines(here, {domain for domain, _rose in here})
    if period.kind is not PeriodKind.YEAR:
        return []
    people = find_released_gains(territory, period.start.year)
    if people is None:
        people = publish_gains(period).get(territory.key, {})
    return [_read(domain, people) for domain in Domain] if any(people.values()) else []


def _lines(here: Tally, known: Iterable[Domain]) -> list[Gain]:
    return [_gain(domain, here) for domain in Domain] if known else []


def _read(domain: Domain, people: Published) -> Gain:
    numbers = people.get(domain.value, (0, 0))
    return Gain(domain, None, None) if numbers is None else Gain(domain, *numbers)


def _gain(domain: Domain, here: Tally) -> Gain:
    rose = here[domain, True]
    return Gain(domain, rose + here[domain, False], rose)


def publish_gains(period: Period) -> dict[str, Published]:
    """For each territory that may show something over a year, its people of each domain where some are known."""
    atoms = _by_commune(get_france(), period)
    tree, calendar = grow(lineages(atoms)), calendar_of(period.start.year, PeriodKind.YEAR)
    shown = {
        domain: decide(tree, calendar, _Evidence(tree, atoms, domain))[period]
        for domain in Domain
        if any(tally[domain, True] + tally[domain, False] for tally in atoms.values())
    }
    found: dict[str, Published] = {}
    for key, nodes in nodes_by_territory(tree).items():
        here = sum((atoms[code] for node in nodes for code in tree.communes[node]), Tally())
        open_here = {domain for domain, inside in shown.items() if inside.issuperset(nodes)}
        people = _publishable(here, open_here)
        if any(people.values()):
            found[key] = people
    return found


def _publishable(here: Tally, shown: Iterable[Domain]) -> Published:
    """The numbers of the domains that are shown, None for the others; nothing for those where nobody is known."""
    people: dict[str, tuple[int, int] | None] = {}
    for domain in {domain for domain, _rose in here}:
        rose = here[domain, True]
        people[domain.value] = (rose + here[domain, False], rose) if domain in shown else None
    return people


def _is_enough(people: int) -> bool:
    return people == 0 or people >= ENOUGH


@dataclass
class _Evidence:
    """People of one domain, by commune: each lives in one, so that sums over places count them once."""

    tree: Tree
    atoms: dict[str, Tally]
    domain: Domain
    weighs_pairs: bool = False

    def is_safe(self, region: Region) -> bool:
        """None or enough, among those whose level rose and among the others."""
        inside = self.tree.communes[region.node].difference(*(self.tree.communes[node] for node in region.without))
        return all(_is_enough(sum(self.atoms[code][self.domain, rose] for code in inside)) for rose in (True, False))

    def size(self, node: Node, span: Period) -> int:
        """People assessed twice there."""
        return sum(self.atoms[code][self.domain, rose] for code in self.tree.communes[node] for rose in (True, False))

    def may_stand_beside(self, inner: tuple[Node, Period], outer: tuple[Node, Period]) -> bool:
        """Only whole years are shown."""
        return True


def _by_commune(territory: Territory, period: Period) -> dict[str, Tally]:
    """By commune of residence, the people assessed twice, each once in a domain."""
    found: dict[str, Tally] = defaultdict(Tally)
    for commune, changes in _people(territory, period):
        for domain, rose in changes.items():
            found[commune][domain, rose] += 1
    return dict(found)


def _people(territory: Territory, period: Period) -> Iterator[tuple[str, dict[Domain, bool]]]:
    """Each person's commune, and whether some level rose in each domain where one can be compared."""
    marks: dict[uuid.UUID, dict[tuple[str, str], list[Mark]]] = defaultdict(lambda: defaultdict(list))
    communes: dict[uuid.UUID, str] = {}
    domains = {}
    for person, commune, source, test, day, competence, level in db.session.execute(_query(territory, period)):
        communes[person] = commune
        domains[competence.value] = domain_of(competence)
        marks[person][f"{source}/{fold(test or '')}", competence.value].append((day, level))
    for person, series in marks.items():
        changes: dict[Domain, bool] = {}
        for (_source, code), found in series.items():
            rose = _rose(found, period)
            if rose is not None:
                changes[domains[code]] = changes.get(domains[code], False) or rose
        yield communes[person], changes


def _rose(marks: list[Mark], period: Period) -> bool | None:
    """The last level is above the one it is compared with; None when there is nothing to compare."""
    before = [level for day, level in marks if day < period.start]
    inside = [level for day, level in marks if day >= period.start]
    compared = [*before[-1:], *inside]
    if not inside or len(compared) < 2:
        return None
    return compared[-1] > compared[0]


def _query(territory: Territory, period: Period) -> Select[*tuple[Any, ...]]:
    """Levels of those assessed at least twice, in the order of their days."""
    done = Assessment.state == AssessmentState.DONE
    twice = (
        select(Assessment.citizen_id)
        .where(done, Assessment.taken_on <= period.end)
        .group_by(Assessment.citizen_id)
        .having(func.count() > 1, func.max(Assessment.taken_on) >= period.start)
    )
    return (
        select(
            Assessment.citizen_id,
            Citizen.commune_code,
            Assessment.source,
            Assessment.test_name,
            Assessment.taken_on,
            AssessedSkill.competence,
            AssessedSkill.level,
        )
        .join(Citizen, Citizen.id == Assessment.citizen_id)
        .join(AssessedSkill, AssessedSkill.assessment_id == Assessment.id)
        .where(
            done,
            Assessment.taken_on <= period.end,
            Assessment.citizen_id.in_(twice),
            Citizen.commune_code.is_not(None),
            commune_filter(territory, Citizen.commune_code),
        )
        .order_by(Assessment.taken_on, Assessment.created_at, Assessment.id)
    )
