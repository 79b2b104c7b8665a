"""The questionnaire: one press an answer, stopped and resumed, skipped, copied from paper."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.citizens import assessment_services as services
from inclusion_app.citizens.models import Assessment, AssessmentState, Citizen
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.skills.questionnaire import QUESTIONS
from inclusion_app.vocabulary.competences import Competence
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]


@pytest.fixture
def jeanne(cast: Cast) -> Citizen:
    return make_citizen(cast.mediators["nadia"])


def kept() -> Assessment:
    return db.session.scalars(select(Assessment)).one()


def test_it_is_answered_stopped_resumed_and_finished(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences"
    first = client.post(f"{path}/questionnaire").location or ""
    assert first.endswith("/question/1")
    page = client.get(first)
    assert page.h1 == QUESTIONS[0].text
    assert len(page.all("//main//form//button[@name='answer']")) == 6
    second = client.post(first, {"answer": "3"}).location or ""
    third = client.post(second, {"answer": ""}).location or ""
    assert b"allumer" not in (kept().answers_sealed or b""), "answers are sealed"
    assert "arrêté après 2 questions sur 18" in client.get(path).text
    assert client.post(f"{path}/questionnaire").location == third, "it goes on where it was stopped"
    assert "réponse déjà donnée" in client.get(first).text
    for number in range(3, 19):
        last = client.post(f"{third.rpartition('/')[0]}/{number}", {"answer": "1" if number != 8 else "4"}).location
    end = client.get(str(last))
    assert "17 réponses" in end.text
    client.post(str(last), {"wish": "Voir mes petits-enfants"})
    done = kept()
    assert (done.state, done.answers, done.wish) == (AssessmentState.DONE, None, "Voir mes petits-enfants")
    levels = {skill.competence: skill.level for skill in done.skills}
    assert levels[Competence.BUILD] == 3, "one of its two questions was skipped"
    assert levels[Competence.INTERACT] == 4
    assert len(levels) == 16
    assert "Voir mes petits-enfants" in client.get(path).text
    for late in (first, str(last)):
        assert (client.get(late, status=303).location or "").endswith("/competences")
        client.post(late, {"answer": "1"})
    assert len(kept().skills) == 16


def test_what_is_not_offered_is_refused(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences"
    first = client.post(f"{path}/questionnaire").location or ""
    for wrong in ("5", "-1", "x", "²", "1" * 400):
        assert "n’est pas proposée" in client.post(first, {"answer": wrong}, status=422).text
    root = first.rpartition("/")[0]
    for number in ("0", "19", "9999999999999"):
        client.get(f"{root}/{number}", status=404)
    assert kept().answers is None
    end = root.rpartition("/")[0] + "/fin"
    assert "Aucune réponse" in client.post(end, {"wish": ""}, status=422).text
    client.post(first, {"answer": "1"})
    assert client.post(end, {"wish": "x" * 501}, status=422).errors
    with pytest.raises(DomainError):
        services.answer_questions(kept(), {"inconnue": 1}, by=cast.nadia)


def test_refusing_forgets_what_was_begun(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences"
    first = client.post(f"{path}/questionnaire").location or ""
    client.post(first, {"answer": "2"})
    client.post(f"{path}/refus")
    assert (kept().state, kept().answers, kept().skills) == (AssessmentState.REFUSED, None, [])
    client.post(f"{path}/questionnaire")
    assert len(db.session.scalars(select(Assessment)).all()) == 2, "another day, one may change one's mind"


def test_a_paper_is_copied_on_one_page(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences"
    copy = client.post(f"{path}/questionnaire", {"copie": "1"}).location or ""
    page = client.get(copy)
    assert len(page.all("//main//form//fieldset")) == 18
    assert "Aucune réponse" in client.post(copy, page.form(), status=422).text
    values = page.form() | {"question-message": "2", "question-croire": "0", "wish": ""}
    client.post(copy, values)
    assert {skill.competence: skill.level for skill in kept().skills} == {
        Competence.INTERACT: 2,
        Competence.SEARCH: 0,
    }
    client.post(copy, values)
    assert len(kept().skills) == 2, "sent twice, kept once"


def test_two_devices_keep_both_answers(cast: Cast, jeanne: Citizen) -> None:
    nadia = cast.mediators["nadia"]
    started = services.start_questionnaire(jeanne, mediator=nadia, by=cast.nadia)
    again = services.start_questionnaire(jeanne, mediator=nadia, by=cast.nadia)
    assert again is started
    services.answer_questions(started, {"message": 1}, by=cast.nadia)
    services.answer_questions(again, {"lettre": 2}, by=cast.nadia)
    done = services.finish_questionnaire(started, wish=None, by=cast.nadia)
    assert len(done.skills) == 2
    assert services.finish_questionnaire(done, wish="autre", by=cast.nadia).wish is None
