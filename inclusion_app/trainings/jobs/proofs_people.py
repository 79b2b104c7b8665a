"""Tables of a proof file about people: needs, levels, sendings, presences, certificates."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import select

from inclusion_app.kernel.db import db
from inclusion_app.kernel.text import N_
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents.sheet import sheet_document
from inclusion_app.trainings.jobs.proofs_archive import ENDINGS, Archive
from inclusion_app.trainings.jobs.proofs_dossier import Dossier, number_of
from inclusion_app.trainings.lists import Moment, NoticeKind, Presence
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import quality_proofs as queries
from inclusion_app.trainings.queries.attendance import attended_minutes
from inclusion_app.trainings.queries.quality_proofs import SessionFacts
from inclusion_app.web.downloads import Column
from inclusion_app.web.formats import local

Row = tuple[Any, ...]


def person_columns(dossier: Dossier) -> list[Column[Any]]:
    """The session, then the person, of a row that begins with a registration."""

    def session(row: Row) -> SessionFacts:
        registration: Registration = row[0]
        return dossier.session(registration.session_id)

    return [
        Column(N_("Session du"), lambda row: local(session(row).starts_at).date()),
        Column(N_("Formation"), lambda row: session(row).title, 40),
        Column(N_("N° d’inscription"), lambda row: number_of(row[0])),
        Column(N_("Personne"), lambda row: dossier.person(row[0])),
    ]


def write_needs(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Needs, as said at registration."""
    columns = [*person_columns(dossier), Column(N_("Besoin exprimé"), lambda row: dossier.text(row[0].need), 60)]
    rows = (row for row in queries.iterate_people(dossier.ids) if row[0].need_sealed)
    return archive.add_table(f"{folder}/besoins.csv", columns, rows)


def write_adaptations(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Adaptations, as asked at registration."""
    asked = Column[Any](N_("Adaptation demandée"), lambda row: dossier.text(row[0].adaptations), 60)
    rows = (row for row in queries.iterate_people(dossier.ids) if row[0].adaptations_sealed)
    return archive.add_table(f"{folder}/adaptations.csv", [*person_columns(dossier), asked], rows)


def write_positioning(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Levels before."""
    return _write_levels(dossier, archive, f"{folder}/positionnement.csv", Moment.BEFORE)


def write_evaluation(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Levels after."""
    return _write_levels(dossier, archive, f"{folder}/evaluation.csv", Moment.HOT)


def _write_levels(dossier: Dossier, archive: Archive, path: str, moment: Moment) -> int:
    columns = [
        *person_columns(dossier),
        Column(N_("Objectif"), lambda row: row[1], 40),
        Column(N_("Niveau"), lambda row: row[2].level),
        Column(N_("Noté le"), lambda row: row[2].noted_at),
        Column(N_("Noté par l’équipe"), lambda row: row[2].noted_by_id is not None),
    ]
    return archive.add_table(path, columns, queries.iterate_levels(dossier.ids, moment))


def write_sendings(dossier: Dossier, archive: Archive, folder: str) -> int:
    """What people were told, when, how, with what result."""
    columns = [
        *person_columns(dossier),
        Column(N_("Objet"), lambda row: row[1].kind),
        Column(N_("Moyen"), lambda row: row[1].way),
        Column(N_("Destinataire"), lambda row: row[1].recipient if dossier.names else ""),
        Column(N_("Préparé le"), lambda row: row[1].created_at),
        Column(N_("Parti le"), lambda row: row[1].sent_at),
        Column(N_("Résultat"), lambda row: row[1].result),
    ]
    return archive.add_table(f"{folder}/envois.csv", columns, queries.iterate_notices(dossier.ids))


def write_attendance(dossier: Dossier, archive: Archive, folder: str) -> int:
    """A line a person and half-day; with names, also the sheets with their signatures and the scans of paper ones."""
    columns = [
        *person_columns(dossier),
        Column(N_("Demi-journée"), lambda row: row[1].starts_at),
        Column(N_("Présence"), lambda row: row[2].presence),
        Column(N_("Minutes"), lambda row: row[2].minutes),
        Column(N_("Signature"), lambda row: row[2].means),
        Column(N_("Signé le"), lambda row: row[2].signed_at),
    ]
    count = archive.add_table(f"{folder}/presences.csv", columns, queries.iterate_lines(dossier.ids))
    if dossier.names:
        _write_sheets(dossier, archive, folder)
    return count


def _write_sheets(dossier: Dossier, archive: Archive, folder: str) -> None:
    with_lines = {row[0].session_id for row in queries.iterate_lines(dossier.ids)}
    for rank, facts in enumerate(dossier.sessions, start=1):
        if facts.id in with_lines:
            session = db.session.scalars(select(TrainingSession).where(TrainingSession.id == facts.id)).one()
            day = f"{local(facts.starts_at):%Y-%m-%d}"
            content = to_pdf(sheet_document(session, blank=False))
            archive.add(f"{folder}/emargement-{day}-{rank:04}.pdf", content)
        dossier.step()
    for rank, scan in enumerate(queries.iterate_scans(dossier.ids), start=1):
        day = f"{local(dossier.session(scan.session_id).starts_at):%Y-%m-%d}"
        archive.add(f"{folder}/feuille-signee-{day}-{rank:04}.{ENDINGS[scan.file.media_type]}", scan.file.bytes)


def write_absences(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Who did not come and why, whether she was called back; who gave up and why."""
    told = {row[0].id: row[1].created_at for row in queries.iterate_notices(dossier.ids, NoticeKind.MISSED)}
    absent = [
        *person_columns(dossier),
        Column(N_("Demi-journée"), lambda row: row[1].starts_at),
        Column(N_("Raison"), lambda row: row[2].reason),
        Column(N_("Personne relancée le"), lambda row: told.get(row[0].id)),
    ]
    lines = queries.iterate_lines(dossier.ids, Presence.ABSENT)
    count = archive.add_table(f"{folder}/absences.csv", absent, lines)
    gave_up = [
        *person_columns(dossier),
        Column[Any](N_("Raison"), lambda row: row[0].withdrawal),
        Column[Any](N_("Désinscription le"), lambda row: row[0].ended_at),
    ]
    withdrawals = queries.iterate_withdrawals(dossier.ids)
    return count + archive.add_table(f"{folder}/desinscriptions.csv", gave_up, withdrawals)


def write_certificates(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Certificates, with the number that anybody may check."""
    columns = [
        *person_columns(dossier),
        Column(N_("Numéro"), lambda row: row[1].number),
        Column(N_("Nature"), lambda row: row[1].kind),
        Column(N_("Délivré le"), lambda row: row[1].issued_on),
        Column(N_("Minutes"), lambda row: row[1].minutes),
        Column(N_("Valable jusqu’au"), lambda row: row[1].expires_on),
        Column(N_("Retiré le"), lambda row: row[1].revoked_at),
    ]
    return archive.add_table(f"{folder}/attestations.csv", columns, queries.iterate_certificates(dossier.ids))


def write_staff_training(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Trainings followed by people of the network, who have an account."""

    def rows() -> Iterator[Row]:
        return ((row[0],) for row in queries.iterate_people(dossier.ids) if row[0].account_id)

    minutes = attended_minutes(dossier.ids) if next(rows(), None) else {}
    attended: Callable[[Row], int | None] = lambda row: minutes.get(row[0].id)  # noqa: E731
    columns = [*person_columns(dossier), Column[Any](N_("Minutes suivies"), attended)]
    return archive.add_table(f"{folder}/formations-equipe.csv", columns, rows())
