"""What the page at the head of a proof file says: each indicator, what proves it, how much, what is missing."""

from dataclasses import dataclass

from flask import current_app

from inclusion_app.kernel import clock, site
from inclusion_app.trainings.queries.quality_indicators import Reference
from inclusion_app.trainings.rules.quality_indicators import Indicator
from inclusion_app.trainings.rules.spans import Span


@dataclass(frozen=True)
class Proof:
    """One proof: what it is called (marked), how many records, in which files, what to know of it (marked)."""

    label: str
    count: int
    files: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Proven:
    """An indicator and its proofs."""

    indicator: Indicator
    proofs: tuple[Proof, ...]

    @property
    def missing(self) -> bool:
        """Nothing proves it in this file."""
        return not any(proof.count for proof in self.proofs)


def readme(span: Span, names: bool, reference: Reference, proven: list[Proven], sessions: int) -> str:
    """The page, whole: it opens in any browser, without network."""
    return current_app.jinja_env.get_template("trainings/quality/readme.html").render(
        span=span,
        names=names,
        since=reference.since,
        proven=proven,
        missing=[each for each in proven if each.missing],
        others=[each for each in reference.indicators if not each.concerns_us],
        sessions=sessions,
        made_at=clock.now(),
        site=site.current(),
    )
