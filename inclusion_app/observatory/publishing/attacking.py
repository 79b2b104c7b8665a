"""Attacks what was published, with everything else that is published: the proof, asked again at any time."""

from collections.abc import Iterator
from dataclasses import dataclass

from inclusion_app.observatory.disclosure.audit import Audit, audit
from inclusion_app.observatory.disclosure.ledger import Ledger, Published
from inclusion_app.observatory.disclosure.rules import Rules
from inclusion_app.observatory.publishing import content
from inclusion_app.observatory.publishing.ledger import align, list_related, name_of, read_entries
from inclusion_app.observatory.publishing.models import Publication
from inclusion_app.observatory.publishing.rules import BREAKDOWNS
from inclusion_app.territories.queries import get_territory


@dataclass(frozen=True)
class Attack:
    """What an attack on one breakdown found; `with_others` names the other publications that it held."""

    breakdown: str
    found: Audit
    with_others: tuple[str, ...]

    @property
    def exposed(self) -> int:
        """Cells of which too much can be computed, by this publication or by any of the others."""
        return len(self.found.exposed) + len(self.found.inherited)


def is_intact(publication: Publication) -> bool:
    """What is kept still has the hash that was published."""
    return content.hash_of(content.unpack(publication.content)) == publication.hash


def attack(publication: Publication) -> Iterator[Attack]:
    """Breakdown by breakdown: all that readers hold today, later publications included."""
    related = list_related(get_territory(publication.territory_key), publication.year)
    name = name_of(publication)
    for key in BREAKDOWNS:
        entries = align(read_entries(related, key)).entries
        own = next((entry for entry in entries if entry.name == name), None)
        if own is None:
            continue
        others = tuple(entry for entry in entries if entry.name != name)
        yield Attack(key, _audit(own, others, publication.threshold), tuple(entry.name for entry in others))


def _audit(own: Published, others: tuple[Published, ...], threshold: int) -> Audit:
    return audit(own.tables, own.pattern, Rules(n=threshold), before=Ledger(others))
