"""Entries of the quality register in a proof file, with their documents."""

from collections.abc import Callable, Iterable, Sequence

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.documents.proofs import Proof
from inclusion_app.trainings.jobs.proofs_archive import ENDINGS, Archive
from inclusion_app.trainings.jobs.proofs_dossier import Dossier
from inclusion_app.trainings.lists import QualityKind
from inclusion_app.trainings.models.results import QualityEntry
from inclusion_app.trainings.queries.quality import entries_between
from inclusion_app.trainings.rules.quality_indicators import Indicator
from inclusion_app.web.downloads import Column

ABOUT_PEOPLE = frozenset({QualityKind.COMPLAINT, QualityKind.OPINION, QualityKind.STAFF})
"""Kinds whose texts and documents are about somebody: left out without names."""
_LEFT_OUT = N_("Sans les noms, les titres, textes et documents qui parlent de personnes ne sont pas repris.")


def writer_of(kind: QualityKind) -> Callable[[Dossier, Archive, str], int]:
    """Writes the entries of a kind."""

    def write(dossier: Dossier, archive: Archive, folder: str) -> int:
        entries = list(db.session.scalars(entries_between([kind], dossier.span.start, dossier.span.end)))
        return _write(entries, f"{folder}/registre-{kind.value.replace('_', '-')}", dossier, archive)

    return write


def note_of(kind: QualityKind) -> str:
    """What to say when names are left out."""
    return _LEFT_OUT if kind in ABOUT_PEOPLE else ""


def write_linked(indicator: Indicator, dossier: Dossier, archive: Archive, folder: str) -> list[Proof]:
    """Entries of other kinds that somebody linked to this indicator."""
    kinds = [kind for kind in QualityKind if kind.value not in indicator.proofs]
    found = db.session.scalars(entries_between(kinds, dossier.span.start, dossier.span.end))
    entries = [entry for entry in found if indicator.number in entry.indicators]
    if not entries:
        return []
    before = len(archive.paths)
    count = _write(entries, f"{folder}/registre-autres", dossier, archive)
    return [Proof(N_("Autres entrées du registre liées à cet indicateur"), count, tuple(archive.paths[before:]))]


def _write(entries: Sequence[QualityEntry], path: str, dossier: Dossier, archive: Archive) -> int:
    """A table of the entries, then their documents beside it."""
    shown = _shown(dossier)
    count = archive.add_table(f"{path}.csv", _columns(shown), entries)
    for rank, entry in enumerate(_with_file(entries), start=1):
        if shown(entry) and entry.file:
            ending = ENDINGS[entry.file.media_type]
            archive.add(f"{path}-{entry.noted_on.isoformat()}-{rank:02}.{ending}", entry.file.bytes)
    return count


def _with_file(entries: Iterable[QualityEntry]) -> list[QualityEntry]:
    return [entry for entry in entries if entry.file_id]


def _shown(dossier: Dossier) -> Callable[[QualityEntry], bool]:
    return lambda entry: dossier.names or entry.kind not in ABOUT_PEOPLE


def _columns(shown: Callable[[QualityEntry], bool]) -> list[Column[QualityEntry]]:
    return [
        Column(N_("Date"), lambda row: row.noted_on),
        Column(N_("Nature"), lambda row: row.kind),
        Column(N_("Titre"), lambda row: row.title if shown(row) else ""),
        Column(N_("Détails"), lambda row: row.details if shown(row) else ""),
        Column(N_("Réponse"), lambda row: row.answer if shown(row) else ""),
        Column(N_("Répondu le"), lambda row: row.answered_on),
        Column(N_("Indicateurs"), lambda row: row.indicators),
        Column(N_("Document joint"), lambda row: row.file_id is not None),
    ]
