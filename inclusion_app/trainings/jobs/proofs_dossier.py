"""What a proof file is about: its period, its sessions, and how people are called in it."""

import uuid
from collections.abc import Sequence

from inclusion_app.kernel.tasks import Progress, silent
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.queries.quality_proofs import SessionFacts
from inclusion_app.trainings.rules.spans import Span

WRITTEN = "renseigné (texte non repris sans les noms)"


class Dossier:
    """The sessions of a span; without `names`, people are initials and free texts about them are only said to exist."""

    def __init__(self, span: Span, sessions: Sequence[SessionFacts], *, names: bool) -> None:
        self.span, self.sessions, self.names = span, sessions, names
        self.ids = [session.id for session in sessions]
        self._by_id = {session.id: session for session in sessions}
        self._progress: Progress = silent
        self._done = self._total = 0

    def session(self, session_id: uuid.UUID) -> SessionFacts:
        """The facts of one of its sessions."""
        return self._by_id[session_id]

    def versions(self) -> list[uuid.UUID]:
        """The versions of courses that its sessions use, each once, in order."""
        return list(dict.fromkeys(session.version_id for session in self.sessions))

    def person(self, registration: Registration) -> str:
        """« Amina Durand », or « A. D. »."""
        return registration.full_name if self.names else initials(registration.full_name)

    def trainer(self, name: str | None) -> str:
        """The same for someone who teaches."""
        return (name or "") if self.names else initials(name or "")

    def text(self, written: str | None) -> str:
        """A free text about somebody."""
        if not written:
            return ""
        return written if self.names else WRITTEN

    def follow(self, progress: Progress, *, steps: int) -> None:
        """Tell how far the work is: a step an indicator, one a paper."""
        papers = len(self.versions()) + (len(self.sessions) if self.names else 0)
        self._progress, self._done, self._total = progress, 0, steps + papers
        progress(0, self._total)

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        self._progress(min(self._done, self._total), self._total)

    def finish(self) -> None:
        """All is done, even what turned out not to be needed."""
        self._progress(self._total, self._total)


def initials(name: str) -> str:
    """« A. D. » for « Amina Durand »; a hyphen counts: « J.-P. M. »."""
    parts = ["-".join(f"{piece[0].upper()}." for piece in word.split("-") if piece) for word in name.split()]
    return " ".join(part for part in parts if part)


def number_of(registration: Registration) -> str:
    """The registration's number in a proof file: the end of its key, the same in every table."""
    return registration.id.hex[-8:].upper()
