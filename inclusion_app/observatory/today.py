"""Facts written under the code of a commune that is no more follow the commune of today."""

from collections.abc import Mapping

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.observatory.tallies import Tallies
from inclusion_app.territories.models import FormerCommune


def follow_merged(tallies: Tallies) -> Tallies:
    """The same tallies, with those of communes that merged added to the commune that they became."""
    today = merged_communes()
    if not any(commune in today for commune, _ in tallies.atoms):
        return tallies
    found = Tallies(tallies.layout)
    for (commune, slot), tally in tallies.atoms.items():
        found.atom(today.get(commune, commune), slot).add(tally)
    for (commune, slot), people in tallies.people.items():
        known = found.people.setdefault((today.get(commune, commune), slot), {})
        for person, cells in people.items():
            known[person] = known.get(person, 0) | cells
    return found


def merged_communes() -> Mapping[str, str]:
    """The commune of today by the code of each that merged."""
    query = select(FormerCommune.code, FormerCommune.current_code)
    return {code: current for code, current in db.session.execute(query) if code != current}
