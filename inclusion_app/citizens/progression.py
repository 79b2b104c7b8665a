"""From first to last: what changed for a competence according to one source. No average, nothing mixed; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inclusion_app.citizens.models import Assessment, AssessmentSource, AssessmentState
from inclusion_app.kernel.text import fold
from inclusion_app.vocabulary.competences import Competence


@dataclass(frozen=True)
class Progress:
    """A competence: its first and its last level, and their days; one assessment alone has both the same."""

    competence: Competence
    first: int
    first_on: date
    last: int
    last_on: date
    times: int

    @property
    def change(self) -> int:
        """Levels gained; negative when lost."""
        return self.last - self.first


@dataclass(frozen=True)
class Progression:
    """All that one source says: tests of two names are two sources."""

    source: AssessmentSource
    test_name: str | None
    lines: tuple[Progress, ...]
    """The competences assessed, in their official order."""

    @property
    def key(self) -> str:
        """Names the source in an address."""
        return "-".join(part for part in (self.source.value, fold(self.test_name or "").replace(" ", "-")) if part)

    @property
    def missing(self) -> tuple[Competence, ...]:
        """Those that this source never assessed."""
        known = {line.competence for line in self.lines}
        return tuple(competence for competence in Competence if competence not in known)

    @property
    def last_on(self) -> date:
        """The day of the last assessment."""
        return max(line.last_on for line in self.lines)

    @property
    def compared(self) -> bool:
        """Some competence was assessed twice."""
        return any(line.times > 1 for line in self.lines)


def progressions(assessments: Iterable[Assessment]) -> list[Progression]:
    """One for each source that found something, in the order of the sources, then of the names of tests."""
    by_source: dict[tuple[int, str], list[Assessment]] = {}
    for one in sorted(assessments, key=lambda each: (each.taken_on, each.created_at, each.id)):
        if one.state is AssessmentState.DONE:
            by_source.setdefault((one.source.bit, fold(one.test_name or "")), []).append(one)
    return [_progression(by_source[key]) for key in sorted(by_source)]


def _progression(assessments: Sequence[Assessment]) -> Progression:
    found: dict[Competence, list[tuple[date, int]]] = {}
    for one in assessments:
        for skill in one.skills:
            found.setdefault(skill.competence, []).append((one.taken_on, skill.level))
    lines = [
        Progress(competence, marks[0][1], marks[0][0], marks[-1][1], marks[-1][0], len(marks))
        for competence, marks in found.items()
    ]
    lines.sort(key=lambda line: line.competence.bit)
    return Progression(assessments[-1].source, assessments[-1].test_name, tuple(lines))
