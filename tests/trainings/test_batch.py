"""All the papers of a session at once, and numbers given at the same instant."""

import stat
import threading
from collections.abc import Callable
from datetime import timedelta

import pikepdf
import pytest
from flask import Flask
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import unit_of_work
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.tasks import Task, TaskState
from inclusion_app.printing.pdf import warm_up
from inclusion_app.territories.models import Commune, Departement
from inclusion_app.trainings.documents import certificate_files
from inclusion_app.trainings.jobs.certificates import forget_old_prints, print_certificates
from inclusion_app.trainings.lists import RevocationReason
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.services.certificates import revoke_certificate
from inclusion_app.trainings.services.certificates_numbers import take_numbers
from tests.cast import Cast, make_cast
from tests.factories_trainings import make_registration
from tests.pages import PageClient
from tests.trainings.certifying import come, issue, make_body, make_past_session
from tests.trainings.test_seats_at_once import alone as alone
from tests.trainings.test_seats_at_once import at_once

Clients = Callable[[Account], PageClient]


def test_the_task_writes_one_document_and_tells_its_progress(cast: Cast) -> None:
    warm_up()
    make_body()
    session = make_past_session(cast)
    people = [make_registration(session) for _ in range(5)]
    come(session, *people)
    gone = issue(session, cast.nadia)[0]
    revoke_certificate(gone, reason=RevocationReason.MISTAKE, by=cast.nadia)
    db.session.commit()
    told: list[tuple[int, int]] = []
    result = print_certificates({"session": str(session.id)}, lambda done, total: told.append((done, total)))
    path = certificate_files.get_path(result["file"])
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == result["certificates"] == 4
    assert (told[0], told[-1]) == ((0, 4), (4, 4))
    assert len(told) > 4
    assert told == sorted(told)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with clock.frozen(clock.now() + timedelta(days=6)):
        forget_old_prints()
        assert path.exists()
    with clock.frozen(clock.now() + timedelta(days=8)):
        forget_old_prints()
    assert not path.exists()


def test_a_session_without_certificate_says_so(cast: Cast) -> None:
    with pytest.raises(DomainError, match="n’a pas d’attestation"):
        print_certificates({"session": str(make_past_session(cast).id)}, lambda done, total: None)


def test_only_whoever_asked_takes_it(cast: Cast, client_of: Clients) -> None:
    warm_up()
    make_body()
    session = make_past_session(cast)
    come(session, make_registration(session))
    issue(session, cast.nadia)
    path = f"/sessions/{session.id}/attestations"
    client = client_of(cast.nadia)
    waiting = client.post(f"{path}/imprimer").location
    assert waiting
    assert client.get(f"{waiting}/etat").json == {"done": 0, "finished": False, "text": "En attente", "total": 0}
    assert "Préparation du document" in client.get(waiting).text
    task = db.session.scalars(select(Task)).one()
    task.state, task.result = TaskState.DONE, print_certificates(task.arguments, lambda done, total: None)
    db.session.commit()
    assert "1 attestation" in client.get(waiting).text
    assert client.get(f"{waiting}/fichier").data.startswith(b"%PDF")
    for colleague in (cast.karim, cast.claire):
        client_of(colleague).get(f"{waiting}/fichier", status=404)
    task.state, task.result = TaskState.FAILED, None
    assert "a échoué" in client.get(waiting).text
    assert client.get(f"{waiting}/fichier", status=303).location == path


def test_numbers_have_no_gap_whoever_takes_them_at_once_or_gives_up(alone: Flask) -> None:
    taken: list[str] = []
    start = threading.Barrier(4)

    def take(rank: int) -> None:
        with alone.app_context():
            start.wait()
            for turn in range(8):
                try:
                    with unit_of_work():
                        numbers = take_numbers(2026, 1 + turn % 3)
                        if (rank + turn) % 4 == 0:
                            raise InterruptedError
                    taken.extend(numbers)
                except InterruptedError:
                    continue

    threads = [threading.Thread(target=take, args=(rank,)) for rank in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(taken) == [f"2026-{number:06d}" for number in range(1, len(taken) + 1)]
    kept = [1 + turn % 3 for rank in range(4) for turn in range(8) if (rank + turn) % 4]
    assert len(taken) == sum(kept)


def test_a_session_issued_twice_at_once_gives_one_to_each(alone: Flask) -> None:
    with alone.app_context():
        cast = make_cast_in_limoges()
        make_body()
        session = make_past_session(cast)
        come(session, *(make_registration(session) for _ in range(3)))
        key, author = session.id, cast.nadia.id
        db.session.commit()

    def press() -> None:
        session = db.session.get_one(TrainingSession, key)
        issue(session, db.session.get_one(Account, author))

    assert at_once(alone, [press] * 4) == []
    with alone.app_context():
        numbers = db.session.scalars(select(Certificate.number).order_by(Certificate.number)).all()
        assert numbers == [f"{clock.today().year}-{number:06d}" for number in (1, 2, 3)]


def make_cast_in_limoges() -> Cast:
    """The cast, whose other commune is added to the one that the database has."""
    db.session.add(Departement(code="23", name="D", region_code="75", search_text=" d "))
    db.session.flush()
    place = {"departement_code": "23", "region_code": "75", "search_text": " c "}
    db.session.add(Commune(code="23096", name="C", **place))
    db.session.flush()
    return make_cast()
