"""The tables of a territory, each at the level that may show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.network.models import Organisation
from inclusion_app.observatory.cells import organisation_keys
from inclusion_app.observatory.counting import Counts
from inclusion_app.observatory.figures import Block, Cell
from inclusion_app.observatory.indicators import (
    AGE_GROUP_ORDER,
    AGE_GROUPS_NOTE,
    AGE_ORDER,
    BLOCKS,
    REST,
    V1_AGE_ORDER,
    Indicator,
)
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.shares import with_rounded
from inclusion_app.observatory.sources import Source
from inclusion_app.observatory.steps import by_step, dated, named_steps, steps_of
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_territory, list_ancestors, list_territories
from inclusion_app.territories.territory import Level, Territory, make_key
from inclusion_app.vocabulary.listed import Listed

Row = tuple[str, str]
"""A cell's key and its label."""

_PARTS = {
    Level.FRANCE: Level.REGION,
    Level.REGION: Level.DEPARTEMENT,
    Level.DEPARTEMENT: Level.COMMUNE,
    Level.EPCI: Level.COMMUNE,
}
_AGES: dict[str, Sequence[Listed]] = {"age_bands": AGE_ORDER, "v1": V1_AGE_ORDER, "age_groups": AGE_GROUP_ORDER}


def chain_of(territory: Territory) -> list[Territory]:
    """The territory and the wider ones; a commune's département is its own, not that of its EPCI."""
    wider = list_ancestors(territory)
    if territory.level is Level.COMMUNE:
        code = db.session.scalar(select(Commune.departement_code).where(Commune.code == territory.code))
        own = get_territory(make_key(Level.DEPARTEMENT, code or ""))
        wider = [above for above in wider if above.level is Level.EPCI] + [own, *list_ancestors(own)]
    return [territory, *wider]


@dataclass(frozen=True)
class Blocks:
    """Makes the blocks of one territory and period from a source."""

    source: Source
    chain: tuple[Territory, ...]
    """The territory and the wider ones."""
    period: Period
    previous: Period | None
    """The period to compare with, if there is one."""

    @property
    def territory(self) -> Territory:
        return self.chain[0]

    def make(self) -> Mapping[str, Block]:
        """All blocks, in reading order; a commune has no parts, hence no table of them."""
        levels = self.chain if self.source.published else self.chain[:1]
        found = {}
        for indicator in BLOCKS:
            if indicator.key == "communes":
                if self.territory.level is not Level.COMMUNE:
                    found["communes"] = self._parts(indicator)
            else:
                found[indicator.key] = self._listed(indicator, levels)
        return found

    def _listed(self, indicator: Indicator, chain: Sequence[Territory]) -> Block:
        for territory in chain:
            if self.source.allows(indicator.key, territory, self.period):
                return self._shown(indicator, territory)
        return _block(indicator, self.territory, self.territory, None, (), hidden=True)

    def _shown(self, indicator: Indicator, territory: Territory) -> Block:
        counts = self.source.count(territory, self.period)
        key = self._storage(indicator, territory, self.period)
        values: Mapping[str, int] = counts.block(key)
        note = None
        if indicator.key == "months":
            values = by_step(self.period, values)
        if indicator.key == "age_bands" and key == "age_groups":
            note = AGE_GROUPS_NOTE
        rows = list(self._rows(indicator, territory, counts))
        before = self._before(indicator, territory, [row for row, _ in rows], key)
        parent = self._parent_shares(indicator, territory, key)
        cells = tuple(
            Cell(cell, label, values[cell], _share(values[cell], counts.total), before.get(cell), parent.get(cell))
            for cell, label in rows
        )
        if indicator.key == "months":
            cells = tuple(map(dated, cells, steps_of(self.period)))
        elif not indicator.several:
            cells = with_rounded(cells)
        return _block(indicator, territory, self.territory, counts.total, cells, note=note)

    def _storage(self, indicator: Indicator, territory: Territory, period: Period) -> str:
        """The block of the layout that holds the cells: ages mixed with old bands have their own."""
        if indicator.key != "age_bands":
            return indicator.key
        return "age_groups" if self.source.ages(territory, period) == "age_groups" else "age_bands"

    def _rows(self, indicator: Indicator, territory: Territory, counts: Counts) -> Iterator[Row]:
        """The cells to show: the list's own, retired values only when they count, then what was not given."""
        values = counts.block(indicator.key)
        if indicator.key == "months":
            yield from named_steps(self.period)
        elif indicator.key == "blocked_organisations":
            yield from _organisations(values)
        elif indicator.key == "age_bands":
            yield from ((value.value, value.label) for value in _AGES[self.source.ages(territory, self.period)])
        else:
            for value in indicator.values or ():
                if values[value.value] or not value.retired:
                    yield value.value, value.label
        if indicator.rest:
            yield REST, indicator.rest

    def _before(
        self, indicator: Indicator, territory: Territory, cells: Sequence[str], storage: str
    ) -> Mapping[str, int]:
        """The same cells over the period before, when they may be shown and are counted alike."""
        if self.previous is None or not self.source.allows(indicator.key, territory, self.previous):
            return {}
        counts = self.source.count(territory, self.previous)
        if indicator.key == "months":
            held = list(by_step(self.previous, counts.block("months")).values())
            return dict(zip(cells, held, strict=True)) if len(held) == len(cells) else {}
        before = self._storage(indicator, territory, self.previous)
        return counts.block(storage) if storage in (before, "age_groups") else {}

    def _parent_shares(self, indicator: Indicator, territory: Territory, storage: str) -> Mapping[str, float | None]:
        """The shares of the next wider territory, when it may show them and counts them alike."""
        wider = self.chain[self.chain.index(territory) + 1 :]
        parent = wider[0] if wider else None
        if parent is None or indicator.key == "months" or not self.source.allows(indicator.key, parent, self.period):
            return {}
        counts = self.source.count(parent, self.period)
        if storage not in (self._storage(indicator, parent, self.period), "age_groups"):
            return {}
        return {cell: _share(count, counts.total) for cell, count in counts.block(storage).items()}

    def _parts(self, indicator: Indicator) -> Block:
        """Bare totals of the parts, which are never hidden."""
        level = _PARTS[self.territory.level]
        now = self.source.count(self.territory, self.period)
        totals = now.parts(level)
        earlier = self.source.count(self.territory, self.previous).parts(level) if self.previous else {}
        cells = tuple(
            Cell(
                part.code,
                part.name,
                totals.get(part.code, 0),
                _share(totals.get(part.code, 0), now.total),
                earlier.get(part.code, 0) if self.previous else None,
                territory_key=part.key,
            )
            for part in list_territories(self.territory, level)
        )
        return _block(indicator, self.territory, self.territory, now.total, cells)


def _block(
    indicator: Indicator,
    territory: Territory,
    asked: Territory,
    total: int | None,
    cells: tuple[Cell, ...],
    *,
    hidden: bool = False,
    note: str | None = None,
) -> Block:
    return Block(
        indicator.key,
        indicator.name,
        indicator.definition,
        territory,
        asked,
        total,
        cells,
        indicator.several,
        indicator.ordered,
        hidden,
        note,
    )


def _organisations(values: Mapping[str, int]) -> Iterator[Row]:
    """Those that blocked somebody, by name."""
    organisations = db.session.scalars(select(Organisation).order_by(Organisation.name, Organisation.id)).all()
    keys = organisation_keys(organisations)
    for organisation in organisations:
        if values.get(keys[organisation.id]):
            yield keys[organisation.id], organisation.name


def _share(count: int, total: int) -> float | None:
    return count / total if total else None
