"""The proof file: real records in a folder per indicator, names only for those who may, straight to the disk."""

import csv
import os
import stat
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.jobs.registry import TASKS
from inclusion_app.kernel import clock, files
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, Forbidden
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.printing.pdf import warm_up
from inclusion_app.trainings.jobs.proofs import forget_old_proofs, make_proofs, open_dossier
from inclusion_app.trainings.jobs.proofs_archive import folder, new_archive
from inclusion_app.trainings.jobs.proofs_builders import BUILDERS
from inclusion_app.trainings.jobs.proofs_dossier import initials
from inclusion_app.trainings.lists import Moment, ObjectiveLevel, QualityKind, RegistrationState, Withdrawal
from inclusion_app.trainings.models.attendance import AttendanceScan
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.evaluation import list_objectives
from inclusion_app.trainings.rules.quality import QualitySheet
from inclusion_app.trainings.rules.quality_indicators import KNOWN_PROOFS
from inclusion_app.trainings.rules.satisfaction import Mark
from inclusion_app.trainings.rules.spans import Span
from inclusion_app.trainings.services.evaluation import note_levels
from inclusion_app.trainings.services.quality import add_entry
from inclusion_app.trainings.services.satisfaction import PaperAnswer, copy_paper
from tests.cast import Cast
from tests.factories import add
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient

TODAY = clock.today()
SPAN = Span(TODAY - timedelta(days=90), TODAY)
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(scope="module", autouse=True)
def _engine() -> None:
    warm_up()


@pytest.fixture
def training(cast: Cast) -> TrainingSession:
    """A session that ended, with all that proves it."""
    training = make_session(
        make_course("Les mails"),
        clock.now() - timedelta(days=3),
        structure_id=cast.mairie.id,
        place=cast.place,
        trainers=(make_trainer(cast.nadia, qualifications="Titre professionnel CNM"),),
    )
    told = {"need": "Écrire à mon bailleur", "adaptations": "Grands caractères"}
    amina = make_registration(training, "Amina", "Durand-Petit", **told)
    make_registration(
        training,
        "Zoé",
        state=RegistrationState.CANCELLED,
        withdrawal=Withdrawal.PERSON,
        ended_at=clock.now(),
    )
    first = list_objectives(training)[0].id
    note_levels(training, {(amina.id, first): ObjectiveLevel.NOT_YET}, moment=Moment.BEFORE, by=cast.nadia)
    note_levels(training, {(amina.id, first): ObjectiveLevel.REACHED}, moment=Moment.HOT, by=cast.nadia)
    answers = [PaperAnswer(uuid4(), dict.fromkeys(Mark, 4), "Très clair") for _ in range(5)]
    copy_paper(training, answers, moment=Moment.HOT, by=cast.nadia)
    return training


def prove(account: Account, *, names: bool = False, span: Span = SPAN, course: str = "") -> ZipFile:
    arguments = {"start": str(span.start), "end": str(span.end), "course": course, "names": names}
    result = make_proofs(arguments | {"account": str(account.id)}, lambda done, total: None)
    return ZipFile(folder() / result["file"])


def rows_of(archive: ZipFile, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(archive.read(path).decode("utf-8-sig"))))


def everything(archive: ZipFile) -> str:
    readable = (name for name in archive.namelist() if name.endswith((".csv", ".html", ".txt")))
    return "\n".join(archive.read(name).decode("utf-8-sig") for name in readable) + "\n".join(archive.namelist())


def test_each_key_of_the_reference_has_its_builder() -> None:
    assert BUILDERS.keys() == KNOWN_PROOFS
    assert TASKS["trainings.proofs"] is make_proofs


@pytest.mark.parametrize(
    ("name", "short"),
    [("Amina Durand", "A. D."), ("Jean-Paul de Saint Exupéry", "J.-P. D. S. E."), ("", ""), ("أمينة", "أ.")],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


def test_a_folder_per_indicator_with_real_records(cast: Cast, training: TrainingSession) -> None:
    archive = prove(cast.claire)
    assert rows_of(archive, "indicateur-04/besoins.csv")[0]["Personne"] == "A. D.-P."
    levels = rows_of(archive, "indicateur-11/evaluation.csv")
    assert [(row["Niveau"], row["Noté par l’équipe"]) for row in levels] == [("Acquis", "oui")]
    assert rows_of(archive, "indicateur-08/positionnement.csv")[0]["Niveau"] == "Pas encore"
    assert rows_of(archive, "indicateur-12/desinscriptions.csv")[0]["Raison"] == "Ne peut pas venir"
    assert rows_of(archive, "indicateur-02/resultats.csv")[0]["Ensemble"] == "4.0"
    assert len(rows_of(archive, "indicateur-30/commentaires.csv")) == 5
    assert rows_of(archive, "indicateur-17/lieux-et-salles.csv")[0]["Lieu"] == cast.place.name
    programmes = [name for name in archive.namelist() if name.startswith("indicateur-01/programme-")]
    assert len(programmes) == 1
    assert archive.read(programmes[0]).startswith(b"%PDF")
    assert programmes[0] in archive.read("indicateur-05/voir-aussi.txt").decode()


def test_people_are_initials_and_a_number(cast: Cast, training: TrainingSession) -> None:
    found = everything(prove(cast.claire))
    for secret in ("Durand", "Amina", "Benali", "bailleur", "Grands caractères", "Titre professionnel"):
        assert secret not in found, secret
    number = rows_of(prove(cast.claire), "indicateur-04/besoins.csv")[0]["N° d’inscription"]
    assert len(number) == 8
    assert f"{number},A. D.-P." in found


def test_names_are_for_those_who_manage_sessions(cast: Cast, training: TrainingSession) -> None:
    archive = prove(cast.claire, names=True)
    assert "Amina Durand-Petit" in everything(archive)
    assert rows_of(archive, "indicateur-04/besoins.csv")[0]["Besoin exprimé"] == "Écrire à mon bailleur"
    with pytest.raises(DomainError, match="Les noms sont réservés"):
        prove(cast.ahmed, names=True)
    assert "A. D.-P." in everything(prove(cast.ahmed))


def test_signed_sheets_and_their_scans_come_with_names_only(cast: Cast, training: TrainingSession) -> None:
    file = files.store(PNG, name="feuille.png", accepted=(files.PNG,), by=cast.nadia)
    scan = {"session_id": training.id, "file_id": file.id, "added_at": clock.now(), "added_by_id": cast.nadia.id}
    add(AttendanceScan(**scan))
    scans = [name for name in prove(cast.claire, names=True).namelist() if "feuille-signee" in name]
    assert len(scans) == 1
    assert scans[0].endswith("-0001.png")
    assert not [name for name in prove(cast.claire).namelist() if "feuille-signee" in name]


def test_only_the_sessions_of_ones_reach(cast: Cast, training: TrainingSession) -> None:
    elsewhere = make_session(make_course("Ailleurs"), clock.now() - timedelta(days=2), commune_code="23096")
    dossier = open_dossier(scope_of(cast.claire), SPAN, None, names=False)
    assert dossier.ids == [training.id]
    both = open_dossier(scope_of(cast.ahmed), SPAN, None, names=False)
    assert set(both.ids) == {training.id, elsewhere.id}
    one = open_dossier(scope_of(cast.ahmed), SPAN, elsewhere.course_version.course_id, names=False)
    assert one.ids == [elsewhere.id]
    with pytest.raises(Forbidden):
        open_dossier(scope_of(cast.nadia), SPAN, None, names=False)


def test_the_register_comes_with_its_documents_but_not_with_names(cast: Cast) -> None:
    file = files.store(PNG, name="x.png", accepted=(files.PNG,), by=cast.claire)
    for kind, title in ((QualityKind.PARTNER, "Cap emploi"), (QualityKind.COMPLAINT, "Madame Durand se plaint")):
        add_entry(QualitySheet(kind, TODAY, title, "Texte", (19,)), file=file, by=cast.claire)
    archive = prove(cast.claire)
    assert rows_of(archive, "indicateur-26/registre-partner.csv")[0]["Titre"] == "Cap emploi"
    assert archive.read(f"indicateur-26/registre-partner-{TODAY}-01.png") == PNG
    assert rows_of(archive, "indicateur-31/registre-complaint.csv")[0]["Titre"] == ""
    assert "Durand" not in everything(archive)
    assert len(rows_of(archive, "indicateur-19/registre-autres.csv")) == 2
    named = prove(cast.claire, names=True)
    assert rows_of(named, "indicateur-31/registre-complaint.csv")[0]["Titre"] == "Madame Durand se plaint"
    assert archive.namelist() != named.namelist()


def test_the_first_page_says_what_is_missing(cast: Cast, training: TrainingSession) -> None:
    page = prove(cast.claire).read("LISEZ-MOI.html").decode()
    assert "indicateur 23 – " in page.split("Ce qu’il y a")[0]
    assert "indicateur 4 – " not in page.split("Ce qu’il y a")[0]
    assert "8 janvier 2024" in page
    assert "apprentissage" in page.split("Ce qui ne nous concerne pas")[1]
    empty = prove(cast.claire, span=Span(TODAY - timedelta(days=900), TODAY - timedelta(days=800)))
    assert [name for name in empty.namelist() if name.endswith(".csv") and "organisme" not in name] == []
    assert "0 session." in empty.read("LISEZ-MOI.html").decode()


def test_it_is_its_owners_alone_and_forgotten(cast: Cast, app: Flask) -> None:
    path = Path(prove(cast.claire).filename or "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    before = set(folder().iterdir())
    with pytest.raises(RuntimeError):
        fail_halfway()
    assert set(folder().iterdir()) == before
    old = (clock.now() - timedelta(days=8)).timestamp()
    os.utime(path, (old, old))
    assert forget_old_proofs()["proofs"] == 1
    assert not path.exists()


def test_asking_waiting_taking(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    claire = client_of(cast.claire)
    page = claire.get("/qualite/preuves")
    assert "Avec les noms" in page.text
    assert "Avec les noms" not in client_of(cast.ahmed).get("/qualite/preuves").text
    wrong = page.form() | {"start": "2026-05-01", "end": "2026-04-01"}
    assert "end" in claire.post("/qualite/preuves", wrong, status=422).errors
    wait = claire.post("/qualite/preuves", page.form()).location or ""
    assert "Préparation du dossier" in claire.get(wait).text
    assert claire.get(f"{wait}/etat").json["finished"] is False
    client_of(cast.ahmed).get(wait, status=404)
    task = one_task()
    task.result, task.state = make_proofs(task.arguments, lambda done, total: None), TaskState.DONE
    assert "Votre dossier est prêt." in claire.get(wait).text
    answer = claire.get(f"{wait}/fichier")
    assert answer.data.startswith(b"PK")
    client_of(cast.ahmed).get(f"{wait}/fichier", status=404)
    client_of(cast.nadia).get(f"{wait}/fichier", status=403)


def fail_halfway() -> None:
    with new_archive() as (archive, _path):
        archive.add("a.txt", "a")
        raise RuntimeError


def one_task() -> Task:
    return db.session.scalars(select(Task).where(Task.name == "trainings.proofs")).one()
