"""Tables and papers of a proof file about courses, sessions, rooms and the team."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from inclusion_app.kernel.text import N_, fold
from inclusion_app.printing.pdf import to_pdf
from inclusion_app.trainings.documents.programme import programme_of
from inclusion_app.trainings.jobs.proofs_archive import Archive
from inclusion_app.trainings.jobs.proofs_dossier import Dossier
from inclusion_app.trainings.lists import Moment, SessionState
from inclusion_app.trainings.models.sessions import HalfDay, Trainer
from inclusion_app.trainings.prices import price_text
from inclusion_app.trainings.queries import quality_proofs as queries
from inclusion_app.trainings.queries.body import find_body
from inclusion_app.trainings.queries.courses import get_version
from inclusion_app.trainings.queries.evaluation import count_levels
from inclusion_app.trainings.queries.quality_proofs import SessionFacts
from inclusion_app.trainings.queries.satisfaction import averages
from inclusion_app.trainings.rules.satisfaction import Mark, Satisfaction, hidden_groups
from inclusion_app.web.downloads import Column
from inclusion_app.web.formats import local

_BODY = (
    (N_("Nom"), "name"),
    (N_("Adresse"), "address"),
    (N_("SIRET"), "siret"),
    (N_("Numéro de déclaration d’activité"), "declaration_number"),
    (N_("Région de la déclaration"), "declaration_region"),
    (N_("Certificat qualité"), "quality_certificate"),
    (N_("Téléphone"), "phone"),
    (N_("Adresse électronique"), "email"),
    (N_("Contact handicap"), "disability_contact"),
    (N_("Contact pour les réclamations"), "complaints_contact"),
    (N_("Règlement intérieur"), "rules_url"),
)

SESSION: list[Column[Any]] = [
    Column(N_("Session du"), lambda row: local(row[0].starts_at).date()),
    Column(N_("Formation"), lambda row: row[0].title, 40),
]
"""The first columns of a row that begins with the facts of a session."""


def write_programmes(dossier: Dossier, archive: Archive, folder: str) -> int:
    """The programme of each version that a session of the period uses."""
    body = find_body()
    for key in dossier.versions():
        version = get_version(key)
        slug = version.course.slug
        document = programme_of(version, body, f"/formations/{slug}", price_text(version.price_cents))
        archive.add(f"{folder}/programme-{_plain(slug)}-v{version.number}.pdf", to_pdf(document))
        dossier.step()
    return len(dossier.versions())


def write_body(dossier: Dossier, archive: Archive, folder: str) -> int:
    """What the organisation says of itself."""
    body = find_body()
    if body is None:
        return 0
    columns: list[Column[tuple[str, str]]] = [
        Column(N_("Rubrique"), lambda row: row[0]),
        Column(N_("Ce qui est renseigné"), lambda row: getattr(body, row[1])),
    ]
    told = [row for row in _BODY if getattr(body, row[1])]
    return archive.add_table(f"{folder}/organisme.csv", columns, told)


def write_results(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Satisfaction and objectives by course; few answers are hidden."""
    levels = count_levels(dossier.ids, Moment.HOT)
    columns: list[Column[Any]] = [
        Column(N_("Formation"), lambda row: row[0], 40),
        Column(N_("Sessions"), lambda row: len(row[1])),
        Column(N_("Réponses à chaud"), lambda row: row[2].answers),
        *(
            Column(mark.label, lambda row, mark=mark: _rounded(row[2].mean(mark)))  # type: ignore[misc]
            for mark in Mark
        ),
        Column(N_("Part de personnes contentes"), lambda row: _rounded(row[2].satisfied)),
        Column(N_("Objectifs notés à la fin"), lambda row: sum(levels.get(key, (0, 0))[0] for key in row[1])),
        Column(N_("Objectifs acquis"), lambda row: sum(levels.get(key, (0, 0))[1] for key in row[1])),
    ]
    return archive.add_table(f"{folder}/resultats.csv", columns, _by_course(dossier))


def _by_course(dossier: Dossier) -> list[tuple[str, list[uuid.UUID], Satisfaction]]:
    """Each course with its sessions and what people thought, hidden where few answered."""
    sessions: dict[uuid.UUID, list[SessionFacts]] = defaultdict(list)
    for facts in dossier.sessions:
        sessions[facts.course_id].append(facts)
    found = {key: averages([each.id for each in facts]) for key, facts in sessions.items()}
    hidden = hidden_groups({key: each.answers for key, each in found.items()})
    return [
        (facts[-1].title, [one.id for one in facts], Satisfaction(found[key].answers) if key in hidden else found[key])
        for key, facts in sorted(sessions.items(), key=lambda pair: (pair[1][-1].title, pair[0]))
    ]


def write_opinions(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Comments of the courses with enough answers, and how many answered, hot and later."""
    courses = _by_course(dossier)
    columns: list[Column[Any]] = [
        Column(N_("Formation"), lambda row: row[0], 40),
        Column(N_("Réponses à chaud"), lambda row: row[2].answers),
        Column(N_("Réponses après un mois"), lambda row: averages(row[1], Moment.COLD).answers),
    ]
    archive.add_table(f"{folder}/questionnaires.csv", columns, courses)
    comments = (
        (title, answer.comment)
        for title, ids, found in courses
        if found.shown
        for answer in queries.iterate_comments(ids)
    )
    said: list[Column[Any]] = [
        Column(N_("Formation"), lambda row: row[0], 40),
        Column(N_("Commentaire"), lambda row: dossier.text(row[1]), 60),
    ]
    archive.add_table(f"{folder}/commentaires.csv", said, comments)
    return sum(found.answers for _title, _ids, found in courses)


def write_sessions(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Each half-day: when, where, with what."""

    def rows() -> Iterator[tuple[SessionFacts, HalfDay]]:
        return ((dossier.session(each.session_id), each) for each in queries.iterate_half_days(dossier.ids))

    columns = [
        *SESSION,
        Column(N_("Version du programme"), lambda row: row[0].version),
        Column(N_("Début"), lambda row: row[1].starts_at),
        Column(N_("Fin"), lambda row: row[1].ends_at),
        Column(N_("Lieu"), lambda row: row[0].place),
        Column(N_("Salle"), lambda row: row[0].room),
        Column(N_("Commune"), lambda row: row[0].commune),
        Column(N_("Places"), lambda row: row[0].capacity),
        Column(N_("À apporter, matériel prêté"), lambda row: row[0].materials),
        Column(N_("État"), lambda row: row[0].state),
    ]
    archive.add_table(f"{folder}/sessions.csv", columns, rows())
    return len(dossier.sessions)


def write_rooms(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Places and rooms used, with their equipment."""
    used = Counter((each.place or "", each.commune, each.room_id) for each in dossier.sessions)
    rooms = queries.rooms_by_id([key for _place, _commune, key in used if key])
    columns: list[Column[Any]] = [
        Column(N_("Lieu"), lambda row: row[0][0] or "À distance"),
        Column(N_("Commune"), lambda row: row[0][1]),
        Column(N_("Salle"), lambda row: rooms[row[0][2]].name if row[0][2] else ""),
        Column(N_("Places de la salle"), lambda row: rooms[row[0][2]].seats if row[0][2] else None),
        Column(N_("Matériel"), lambda row: rooms[row[0][2]].equipment if row[0][2] else ""),
        Column(N_("Sessions"), lambda row: row[1]),
    ]
    return archive.add_table(f"{folder}/lieux-et-salles.csv", columns, sorted(used.items(), key=str))


def write_team(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Who taught each session."""
    columns = [
        *SESSION,
        Column(N_("Intervenante ou intervenant"), lambda row: dossier.trainer(row[1].name)),
        Column(N_("Du dehors"), lambda row: row[1].external),
    ]
    team = ((dossier.session(key), trainer) for key, trainer in queries.list_team(dossier.ids))
    return archive.add_table(f"{folder}/equipe.csv", columns, team)


def write_trainers(dossier: Dossier, archive: Archive, folder: str) -> int:
    """Who taught in the period, and what they know."""
    taught = Counter(trainer for _session, trainer in queries.list_team(dossier.ids))
    columns: list[Column[tuple[Trainer, int]]] = [
        Column(N_("Intervenante ou intervenant"), lambda row: dossier.trainer(row[0].name)),
        Column(N_("Du dehors"), lambda row: row[0].external),
        Column(N_("Compétences et diplômes"), lambda row: dossier.text(row[0].qualifications), 60),
        Column(N_("Sessions"), lambda row: row[1]),
    ]
    rows = sorted(taught.items(), key=lambda row: (fold(row[0].name or ""), row[0].id))
    return archive.add_table(f"{folder}/intervenants.csv", columns, rows)


def write_not_held(dossier: Dossier, archive: Archive, folder: str) -> int:
    """What did not take place, and why."""
    cancelled: list[Column[Any]] = [*SESSION, Column(N_("Raison"), lambda row: row[0].reason, 60)]
    sessions = ((each,) for each in dossier.sessions if each.state is SessionState.CANCELLED)
    count = archive.add_table(f"{folder}/sessions-annulees.csv", cancelled, sessions)
    columns = [
        *SESSION,
        Column[Any](N_("Demi-journée"), lambda row: row[1].starts_at),
        Column[Any](N_("Raison"), lambda row: row[1].not_held),
        Column[Any](N_("Précision"), lambda row: row[1].not_held_note, 40),
    ]
    half_days = (each for each in queries.iterate_half_days(dossier.ids) if each.not_held)
    rows = ((dossier.session(each.session_id), each) for each in half_days)
    return count + archive.add_table(f"{folder}/seances-non-tenues.csv", columns, rows)


def _plain(text: str) -> str:
    return "-".join(fold(text).split())[:60] or "formation"


def _rounded(value: float | None) -> float | str:
    return "" if value is None else round(value, 2)
