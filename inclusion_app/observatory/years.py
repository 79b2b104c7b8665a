"""One year of the whole country, counted, and what it may show."""

from collections.abc import Iterable
from functools import cached_property

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.cells import ANONYMOUS, FOLLOWED, RESIDENCE_KNOWN, RESIDENCE_UNKNOWN, TOTAL, Address
from inclusion_app.observatory.counting import Counts, ages_of
from inclusion_app.observatory.disclosure.plan import Region, Shown, decide
from inclusion_app.observatory.disclosure.spans import calendar_of
from inclusion_app.observatory.disclosure.tree import Lineage, grow
from inclusion_app.observatory.disclosure.world import PeopleTable, Table, World
from inclusion_app.observatory.periods import Period, PeriodKind
from inclusion_app.observatory.residence import tally_inhabitants
from inclusion_app.observatory.tallies import Tallies, tally
from inclusion_app.observatory.today import follow_merged
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_france
from inclusion_app.territories.territory import Territory

TABLES_OF_ONE_CELL: dict[str, tuple[Address, ...]] = {
    "minutes": (TOTAL,),
    "people": (FOLLOWED, ANONYMOUS),
    "residence": (RESIDENCE_KNOWN, RESIDENCE_UNKNOWN),
}


class Year:
    """One year of the whole country, and the tables that it may show."""

    def __init__(self, year: int, grain: PeriodKind) -> None:
        self.calendar = calendar_of(year, grain)
        self.period = self.calendar.spans[0]
        self._shown: dict[str, Shown] = {}

    @cached_property
    def held(self) -> World:
        """Where accompaniments were held."""
        return self._world(tally(get_france(), self.period, self.calendar.slots))

    @cached_property
    def lived(self) -> World:
        """Where the people helped live."""
        return self._world(tally_inhabitants(self.period, self.calendar.slots))

    def _world(self, counted: Tallies) -> World:
        tallies = follow_merged(counted)
        return World(grow(lineages({commune for commune, _ in tallies.atoms})), self.calendar, tallies)

    @cached_property
    def ages(self) -> str:
        """How the year's ages are shown everywhere."""
        return ages_of(self.held.tallies.layout, self.held.tallies.sum())

    def allows(self, table: str, territory: Territory, period: Period) -> bool:
        """Every node of the territory shows the table; one without data has nothing to hide."""
        world = self.lived if table == "inhabitants" else self.held
        nodes = world.tree.nodes_of(territory)
        if table == "months":
            cells = [world.tallies.layout.index["months", f"{month.start:%Y-%m}"] for month in period.months()]
            evidence = Table(world, cells)
            return all(evidence.is_safe(Region(node, period)) for node in nodes)
        if table not in self._shown:
            self._shown[table] = decide(world.tree, self.calendar, self._evidence(table, world))
        return self._shown[table][period].issuperset(nodes)

    def _evidence(self, table: str, world: World) -> Table:
        layout = world.tallies.layout
        if table == "inhabitants":
            return Table(world, [0])
        if table in TABLES_OF_ONE_CELL:
            cells = [layout.index[address] for address in TABLES_OF_ONE_CELL[table]]
            return PeopleTable(world, cells) if table == "people" else Table(world, cells)
        if table == "age_bands" and self.ages == "age_groups":
            return Table(world, layout.block("age_groups"))
        return Table(world, layout.block(table))

    def count(self, territory: Territory, period: Period) -> Counts:
        """Exact numbers of a territory over one of the year's spans."""
        held = self.held
        nodes = held.tree.nodes_of(territory)
        communes = {commune for node in nodes for commune in held.tree.communes[node]}
        totals = {code: held.tally((f"COM-{code}",), period).counts[0] for code in communes}

        def people() -> int:
            return len(set().union(*(held.followed(Region(node, period)) for node in nodes)))

        def inhabitants() -> int:
            return self.lived.tally(self.lived.tree.nodes_of(territory), period).counts[0]

        return Counts(held.tallies.layout, held.tally(nodes, period), totals, people, inhabitants)


def lineages(communes: Iterable[str]) -> list[Lineage]:
    """Where these communes lie today."""
    wanted = sorted(communes)
    columns = (Commune.code, Commune.epci_siren, Commune.departement_code, Commune.region_code)
    found: list[Lineage] = []
    for start in range(0, len(wanted), 500):
        query = select(*columns).where(Commune.code.in_(wanted[start : start + 500]))
        found += [Lineage(*row) for row in db.session.execute(query)]
    return found
