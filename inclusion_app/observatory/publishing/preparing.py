"""A publication made ready: counted, protected with all that readers hold, attacked, written down, not frozen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.disclosure.ledger import Ledger, Published
from inclusion_app.observatory.disclosure.rules import Flag, Rules
from inclusion_app.observatory.disclosure.tables import TOTAL, Row
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.publishing import content, queries
from inclusion_app.observatory.publishing.changes import differs, rows_to_keep
from inclusion_app.observatory.publishing.content import Change, PublicRow
from inclusion_app.observatory.publishing.gathering import Gathered, gather
from inclusion_app.observatory.publishing.ledger import (
    align,
    list_related,
    name_of,
    read_entries,
    read_revision,
)
from inclusion_app.observatory.publishing.models import Publication, PublicationState
from inclusion_app.observatory.publishing.places import Place, name_places
from inclusion_app.observatory.publishing.protecting import NARROWEST, Protected, Work, protect_all, tables_of
from inclusion_app.observatory.publishing.rules import BREAKDOWNS, check_may_be_published
from inclusion_app.territories.territory import Territory

_COUNTING = 100
_LOOKED_AT = 500
_STEPS = _COUNTING + 100 * len(BREAKDOWNS)


@dataclass(frozen=True)
class Asked:
    """What to publish; `reason` makes it a correction of the version there is."""

    territory: Territory
    period: Period
    threshold: int
    reason: str | None = None


@dataclass(frozen=True)
class Prepared:
    """All that is to be kept."""

    asked: Asked
    version: int
    revision: int
    places: Sequence[Place]
    rows: Sequence[PublicRow]
    changes: Sequence[Change]
    kept: Mapping[str, frozenset[Row]]
    protected: Mapping[str, Protected]
    content: bytes
    summary: dict[str, Any]


def prepare(asked: Asked, progress: Progress = silent) -> Prepared:
    """Everything but writing. Raises DomainError, in words, when it cannot be published."""
    check_may_be_published(asked.territory, asked.period, clock.today())
    rules, revision = Rules(n=asked.threshold), read_revision()
    previous = queries.find_current(asked.territory.key, asked.period.key)
    _check_version(asked, previous)
    gathered = gather(asked.territory, asked.period, lambda done, total: progress(_COUNTING * done // total, _STEPS))
    if not gathered.nodes:
        raise DomainError(N_("Aucun accompagnement n’est enregistré dans ce territoire pendant cette période."))
    related = list_related(asked.territory, asked.period.start.year)
    works, earlier = _make_works(asked, gathered, related, rules)
    if previous is None:
        _check_agreement(works, earlier, related)
    protected = protect_all(works, lambda done, total: progress(_COUNTING + 100 * done, _STEPS))
    _check_clean(protected)
    places = name_places(gathered.nodes)
    return _finish(asked, previous, revision, places, protected, earlier, related)


def _check_version(asked: Asked, previous: Publication | None) -> None:
    if previous and not asked.reason:
        raise DomainError(
            N_("Cette période est déjà publiée (n° %(number)s). Si ses chiffres ont changé, publiez une correction."),
            number=previous.number,
        )
    if previous is None and asked.reason:
        raise DomainError(N_("Cette période n’est pas encore publiée\u00a0: il n’y a rien à corriger."))


def _make_works(
    asked: Asked, gathered: Gathered, related: Sequence[Publication], rules: Rules
) -> tuple[list[Work], dict[str, Sequence[Published]]]:
    works: list[Work] = []
    earlier: dict[str, Sequence[Published]] = {}
    for key in BREAKDOWNS:
        aligned = align(read_entries(related, key))
        tables = tables_of(gathered, key, asked.period.start.year, aligned.extra)
        works.append(Work(tables, rules, Ledger(aligned.entries)))
        earlier[key] = aligned.entries
    return works, earlier


def _check_agreement(
    works: Sequence[Work], earlier: Mapping[str, Sequence[Published]], related: Sequence[Publication]
) -> None:
    """What is already published inside or around must still be true; else it is corrected first."""
    current = {name_of(publication) for publication in related if publication.state is PublicationState.PUBLISHED}
    wrong = {
        entry.name
        for work in works
        for entry in earlier[work.tables.breakdown]
        if entry.name in current and differs(work.tables, entry)
    }
    if wrong:
        numbers = ", ".join(f"n° {name.partition('.')[0]}" for name in sorted(wrong))
        raise DomainError(
            N_(
                "Des chiffres ont changé depuis leur publication (%(numbers)s). Publiez d’abord cette correction,"
                " puis recommencez\u00a0: deux publications ne doivent pas se contredire."
            ),
            numbers=numbers,
        )


def _check_clean(protected: Mapping[str, Protected]) -> None:
    if any(not one.audit.clean for one in protected.values()):
        raise DomainError(
            N_("Le secret statistique ne peut pas être garanti avec ce qui est déjà publié\u00a0: rien n’est publié.")
        )


def _finish(
    asked: Asked,
    previous: Publication | None,
    revision: int,
    places: Sequence[Place],
    protected: Mapping[str, Protected],
    earlier: Mapping[str, Sequence[Published]],
    related: Sequence[Publication],
) -> Prepared:
    rows: list[PublicRow] = []
    kept: dict[str, frozenset[Row]] = {}
    before = queries.list_public_rows(previous) if previous else []
    for key, one in protected.items():
        shown = content.rows_of(one.tables, one.pattern)
        if previous:
            kept[key] = rows_to_keep(one.tables, earlier[key], asked.period, asked.threshold)
            old = {row.row: row for row in before if row.breakdown == key}
            shown = content.keep_before(shown, kept[key], old, previous.version)
        rows += shown
    changes = content.changes_between(before, rows) if previous else []
    if previous and not changes:
        raise DomainError(N_("Aucun chiffre publié n’a changé\u00a0: il n’y a rien à corriger."))
    version = previous.version + 1 if previous else 1
    summary = _summary(protected, rows, changes, related)
    text = content.canonical(_about(asked, version, summary), places, rows, changes)
    return Prepared(asked, version, revision, places, rows, changes, kept, protected, text, summary)


def _about(asked: Asked, version: int, summary: Mapping[str, Any]) -> dict[str, Any]:
    """The head of the public text: what it is about, by which rule, how much is hidden."""
    return {
        "territory": asked.territory.key,
        "territory_name": asked.territory.name,
        "period": asked.period.key,
        "start": asked.period.start.isoformat(),
        "end": asked.period.end.isoformat(),
        "version": version,
        "reason": asked.reason,
        "counted_on": clock.today().isoformat(),
        "threshold": asked.threshold,
        **{name: summary[name] for name in ("offered", "hidden", "cells_kept", "information_kept")},
    }


def _summary(
    protected: Mapping[str, Protected],
    rows: Sequence[PublicRow],
    changes: Sequence[Change],
    related: Sequence[Publication],
) -> dict[str, Any]:
    by_table = {key: _table_summary(one) for key, one in protected.items()}
    given = [count for row in rows for count in row.cells.values()]
    hidden = sum(count is None for count in given)
    counted = sum(table["counted"] for table in by_table.values())
    return {
        "tables": by_table,
        "offered": len(given),
        "hidden": hidden,
        "hidden_a": sum(table["hidden_a"] for table in by_table.values()),
        "hidden_d": sum(table["hidden_d"] for table in by_table.values()),
        "cells_kept": _share(len(given) - hidden, len(given)),
        "information_kept": _share(sum(table["shown_count"] for table in by_table.values()), counted),
        "kept_rows": sum(row.kept_from is not None for row in rows),
        "changed": len(changes),
        "with": [name_of(publication) for publication in related],
    }


def _table_summary(one: Protected) -> dict[str, Any]:
    """Counts alone: no number of a hidden cell, nor what would tell which are small."""
    cells = [cell for cell in one.tables.cells if cell.value != TOTAL]
    offered = [cell for cell in cells if one.pattern.flags[cell.key] is not Flag.C]
    shown = [cell for cell in offered if one.pattern.flags[cell.key] is Flag.V]
    number = {flag: sum(one.pattern.flags[cell.key] is flag for cell in offered) for flag in Flag}
    everything, told = sum(cell.count for cell in offered), sum(cell.count for cell in shown)
    return {
        "rows": len(one.tables.rows),
        "offered": len(offered),
        "shown": len(shown),
        "hidden_a": number[Flag.A] + number[Flag.B],
        "hidden_d": number[Flag.D],
        "cells_kept": _share(len(shown), len(offered)),
        "information_kept": _share(told, everything),
        "counted": everything,
        "shown_count": told,
        "narrowest": [list(line) for line in _narrowest(one)],
        "inherited": len(one.audit.inherited),
    }


def _narrowest(one: Protected) -> list[tuple[str, int, int | None]]:
    found = [(key, interval.low, interval.high) for key, interval in one.audit.narrowest(_LOOKED_AT)]
    return [line for line in found if line[0] in one.tables.by_key][:NARROWEST]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def without_kept(one: Protected, kept: frozenset[Row]) -> Protected:
    """What the ledger keeps: rows whose new figures were not told are not in it."""
    if not kept:
        return one
    cells = tuple(cell for cell in one.tables.cells if cell.row not in kept)
    detail = {row: offered for row, offered in one.pattern.detail.items() if row not in kept}
    flags = {cell.key: one.pattern.flags[cell.key] for cell in cells}
    return Protected(replace(one.tables, cells=cells), replace(one.pattern, flags=flags, detail=detail), one.audit)
