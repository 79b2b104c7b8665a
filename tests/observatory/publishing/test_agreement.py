"""Officials' pages and publications cannot be subtracted from one another."""

from collections.abc import Callable

from inclusion_app.access.models import Account
from inclusion_app.observatory.periods import month_of, parse_period, quarter_of, year_of
from inclusion_app.observatory.publishing import queries
from inclusion_app.observatory.publishing.rules import BREAKDOWNS
from inclusion_app.observatory.sources import Published
from inclusion_app.territories.queries import get_territory
from tests.cast import Cast
from tests.observatory.publishing.conftest import LIMOGES, Publish, log_many
from tests.pages import PageClient

PLACES = ("REG-75", "DEP-87", "EPCI-248719312", "COM-87085", "COM-87114", "COM-87122")
PERIODS = (year_of(2025), quarter_of(2025, 1), month_of(2025, 3))


def shown() -> set[tuple[str, str, str]]:
    """What officials read."""
    source = Published()
    return {
        (table, place, period.key)
        for table in BREAKDOWNS
        for place in PLACES
        for period in PERIODS
        if source.allows(table, get_territory(place), period)
    }


def test_pages_show_nothing_that_the_publication_hides(active: Cast, publish: Publish) -> None:
    before = shown()
    publication = publish()
    after = shown()
    assert after <= before
    for table, place, span in after:
        nodes = {row.node for row in queries.list_public_rows(publication) if row.node.partition("@")[0] == place}
        for row in (r for node in nodes for r in queries.list_public_rows(publication, node=node, breakdown=table)):
            if row.span == span:
                assert row.cells
                assert None not in row.cells.values()


def test_pages_do_not_tell_who_was_added_since(active: Cast, publish: Publish) -> None:
    publish()
    before = {line for line in shown() if line[1] == f"COM-{LIMOGES}"}
    log_many(active, 1, LIMOGES, day=parse_period("2025-03").start)
    after = {line for line in shown() if line[1] == f"COM-{LIMOGES}"}
    assert not {line for line in after if line[0] in ("genders", "statuses", "age_bands", "place_kinds")}
    assert after <= before


def test_other_years_and_other_tables_are_as_before(active: Cast, publish: Publish) -> None:
    log_many(active, 60, day=parse_period("2024-03").start)
    place, year = get_territory("COM-87085"), year_of(2024)
    before = [Published().allows(table, place, year) for table in BREAKDOWNS]
    kinds = Published().allows("kinds", place, year_of(2025))
    publish()
    assert [Published().allows(table, place, year) for table in BREAKDOWNS] == before
    assert Published().allows("kinds", place, year_of(2025)) == kinds


def test_the_page_of_an_official_still_opens(
    active: Cast, publish: Publish, client_of: Callable[[Account], PageClient]
) -> None:
    publish()
    assert "secret statistique" in client_of(active.elise).get("/observatoire/COM-87085?periode=2025").text.lower()
