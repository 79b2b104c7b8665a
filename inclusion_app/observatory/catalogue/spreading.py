"""From the territories of a file to the wider ones: the mean of those inside, weighted and said to be so."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.catalogue.formats import BY_KEY
from inclusion_app.observatory.catalogue.means import Numbers, mean, merge
from inclusion_app.observatory.catalogue.models import NeedFile, NeedValue
from inclusion_app.territories.models import Commune, Departement, FormerCommune
from inclusion_app.territories.territory import FRANCE_CODE, Level, make_key

_BATCH = 2000


def spread_all() -> dict[str, int]:
    """Every dataset again: what a job does when communes merged or populations changed."""
    datasets = sorted(set(db.session.scalars(select(NeedFile.dataset))))
    return {dataset: sum(spread(dataset).values()) for dataset in datasets}


def spread(dataset: str) -> Counter[Level]:
    """Work out the territories that no file of the dataset knows, and return how many have a mean, by level."""
    connection = db.session.connection()
    connection.execute(delete(NeedValue).where(NeedValue.dataset == dataset, NeedValue.derived_from.is_not(None)))
    follow_merged(dataset)
    own = read(dataset)
    base = next((level for level in (Level.COMMUNE, Level.DEPARTEMENT) if _has(own, level)), None)
    if base is None:
        return Counter()
    regional = _is_regional(dataset)
    rows, counts = [], Counter[Level]()
    for (level, code), inside in gather(base, own).items():
        key = make_key(level, code)
        if key in own or (regional and inside.leaves_its_region(level)):
            continue
        content = mean(inside.parts)
        if content:
            counts[level] += 1
            rows.append(values(dataset, key, Numbers(content), base, inside.covered))
    write(rows)
    return counts


def read(dataset: str) -> dict[str, Numbers]:
    """What the files of a dataset say, by key of territory."""
    query = select(NeedValue.territory_key, NeedValue.content, NeedValue.weight)
    query = query.where(NeedValue.dataset == dataset, NeedValue.derived_from.is_(None))
    return {key: Numbers(content, weight) for key, content, weight in db.session.execute(query)}


def values(
    dataset: str, key: str, numbers: Numbers, derived_from: Level | None = None, covered: float = 1.0
) -> dict[str, Any]:
    """A row as it is inserted."""
    return {
        "territory_key": key,
        "dataset": dataset,
        "content": dict(numbers.content),
        "weight": numbers.weight,
        "derived_from": derived_from,
        "covered": covered,
    }


def write(rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, some at once."""
    kept, connection = list(rows), db.session.connection()
    for start in range(0, len(kept), _BATCH):
        connection.execute(insert(NeedValue), kept[start : start + _BATCH])


def _has(own: Mapping[str, Numbers], level: Level) -> bool:
    return any(key.startswith(f"{level.prefix}-") for key in own)


def _is_regional(dataset: str) -> bool:
    key = db.session.scalar(select(NeedFile.format).where(NeedFile.dataset == dataset).limit(1))
    return key is not None and BY_KEY[key].regional


@dataclass
class Inside:
    """What lies in a wider territory."""

    parts: list[tuple[Mapping[str, float], float]] = field(default_factory=list)
    regions: set[str] = field(default_factory=set)
    known: float = 0.0
    everyone: float = 0.0

    @property
    def covered(self) -> float:
        """The share of the population that lives where something is known."""
        return min(1.0, self.known / self.everyone) if self.everyone else 0.0

    def leaves_its_region(self, level: Level) -> bool:
        """A number that compares inside a région says nothing of this territory."""
        return level in (Level.REGION, Level.FRANCE) or len(self.regions) > 1


Home = tuple[str, int | None, str, dict[Level, str | None]]
"""A territory of the file's level: its code, population, région, and the wider ones where it lies."""


def gather(base: Level, own: Mapping[str, Numbers]) -> dict[tuple[Level, str], Inside]:
    """The wider territories, and what is known inside each."""
    found: defaultdict[tuple[Level, str], Inside] = defaultdict(Inside)
    for code, population, region, around in _homes(base):
        numbers = own.get(make_key(base, code))
        for level, wider in around.items():
            if wider is not None:
                _add(found[level, wider], numbers, population or 0, region)
    return found


def _add(inside: Inside, numbers: Numbers | None, population: int, region: str) -> None:
    inside.regions.add(region)
    inside.everyone += population
    if numbers is not None:
        inside.known += population
        inside.parts.append((numbers.content, population if numbers.weight is None else numbers.weight))


def _homes(base: Level) -> Iterator[Home]:
    if base is Level.DEPARTEMENT:
        rows = db.session.execute(select(Departement.code, Departement.population, Departement.region_code))
        for code, population, region in rows:
            yield code, population, region, {Level.REGION: region, Level.FRANCE: FRANCE_CODE}
        return
    columns = (Commune.code, Commune.population, Commune.region_code, Commune.departement_code, Commune.epci_siren)
    gone = select(FormerCommune.code)
    for code, population, region, departement, epci in db.session.execute(
        select(*columns).where(Commune.code.not_in(gone))
    ):
        around = {
            Level.EPCI: epci,
            Level.DEPARTEMENT: departement,
            Level.REGION: region,
            Level.FRANCE: FRANCE_CODE,
        }
        yield code, population, region, around


def follow_merged(dataset: str) -> int:
    """Communes that merged since the file was loaded: their numbers become those of the commune of today."""
    rows = read(dataset)
    former = select(FormerCommune.code, FormerCommune.current_code)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for old, current in db.session.execute(former):
        if make_key(Level.COMMUNE, old) in rows:
            groups[current].append(old)
    if not groups:
        return 0
    _merge_groups(dataset, rows, groups)
    return len(groups)


def _merge_groups(dataset: str, rows: Mapping[str, Numbers], groups: Mapping[str, list[str]]) -> None:
    populations = dict(db.session.execute(select(Commune.code, Commune.population)).all())
    stale, fresh = [], []
    for current, olds in groups.items():
        key = make_key(Level.COMMUNE, current)
        parts = [(rows[make_key(Level.COMMUNE, old)], populations.get(old)) for old in olds]
        if key in rows:
            rest = (populations.get(current) or 0) - sum(count or 0 for _, count in parts)
            parts.append((rows[key], rest if rest > 0 else None))
        stale += [key, *(make_key(Level.COMMUNE, old) for old in olds)]
        fresh.append(values(dataset, key, merge(parts)))
    connection = db.session.connection()
    for start in range(0, len(stale), _BATCH):
        here = NeedValue.territory_key.in_(stale[start : start + _BATCH])
        connection.execute(delete(NeedValue).where(NeedValue.dataset == dataset, here))
    write(fresh)
