"""The exact figures of a structure, a place, a mediator or a team, in the same form as those of a territory."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from sqlalchemy import select

from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.against import Against, earlier
from inclusion_app.observatory.blocks import Blocks
from inclusion_app.observatory.counting import Counts, ages_of
from inclusion_app.observatory.figures import Block, Cell, Measure, TerritoryFigures
from inclusion_app.observatory.indicators import BY_KEY
from inclusion_app.observatory.measures import make_measures
from inclusion_app.observatory.periods import Period
from inclusion_app.observatory.rollups.reading import Reader
from inclusion_app.observatory.subjects import Subject
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_france
from inclusion_app.territories.territory import Level, Territory, make_key

_OF_TERRITORIES = ("inhabitants_helped", "rate", "places")
_NO_RATE = N_("Ce chiffre n’a de sens que pour un territoire.")


class SubjectSource:
    """Counts of a subject; whatever the territory asked, they are its own."""

    published = False

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._reader = Reader()
        self._counts: dict[Period, Counts] = {}

    def count(self, territory: Territory, period: Period) -> Counts:
        """The same for any territory."""
        return self.over(period)

    def over(self, period: Period) -> Counts:
        """The counts of a period, read once."""
        if period not in self._counts:
            self._counts[period] = self._reader.count_subject(self.subject, period)
        return self._counts[period]

    def allows(self, table: str, territory: Territory, period: Period) -> bool:
        """Always: only who may see exact figures gets here."""
        return True

    def ages(self, territory: Territory, period: Period) -> str:
        """As the period mixes old and new bands or not."""
        counts = self.over(period)
        return ages_of(counts.layout, counts.tally)

    @cached_property
    def everywhere(self) -> Territory:
        """A subject is counted wherever it worked."""
        return get_france()


def subject_figures(subject: Subject, period: Period, against: Against = Against.BEFORE) -> TerritoryFigures:
    """Everything that the page of a subject says."""
    source, before = SubjectSource(subject), earlier(period, against, clock.today())
    everywhere = source.everywhere
    measures: dict[str, Any] = {**make_measures(source, everywhere, None, period, before)}
    measures |= {key: _meaningless(measures[key]) for key in _OF_TERRITORIES}
    blocks = dict(Blocks(source, (everywhere,), period, before).make())
    blocks["communes"] = _communes(source, period, before)
    return TerritoryFigures(
        everywhere,
        period,
        published=False,
        previous_period=before or period.previous(),
        parent=None,
        **measures,
        named=subject.name,
        difficulty=None,
        coverage=None,
        blocks=blocks,
        nearest=(),
        trainings=None,
        people_coverage=None,
        needs=(),
        supply=None,
        access=None,
    )


def _meaningless(measure: Measure) -> Measure:
    return replace(measure, value=None, previous=None, parent=None, secret=False, reason=_NO_RATE)


def _communes(source: SubjectSource, period: Period, before: Period | None) -> Block:
    """Where it worked, the communes of both periods."""
    counts = source.over(period)
    earlier_counts = source.over(before).by_commune if before else {}
    codes = sorted({*counts.by_commune, *earlier_counts})
    rows = db.session.execute(select(Commune.code, Commune.name).where(Commune.code.in_(codes)))
    names = {code: name for code, name in rows}  # noqa: C416 (rows are not pairs to mypy)
    cells = tuple(
        Cell(
            code,
            names.get(code, code),
            counts.by_commune.get(code, 0),
            counts.by_commune.get(code, 0) / counts.total if counts.total else None,
            earlier_counts.get(code, 0) if before else None,
            territory_key=make_key(Level.COMMUNE, code),
        )
        for code in codes
    )
    indicator, where = BY_KEY["communes"], source.everywhere
    return Block("communes", indicator.name, indicator.definition, where, where, counts.total, cells)
