"""Questionnaires: by secret link at the right moment, on paper, once each; averages only together."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.links import survey_path_of
from inclusion_app.trainings.lists import AbsenceReason, Moment, NotHeld, ObjectiveLevel, RegistrationState
from inclusion_app.trainings.models.registrations import Registration
from inclusion_app.trainings.models.results import SatisfactionAnswer
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries import evaluation, satisfaction
from inclusion_app.trainings.rules.satisfaction import Mark, hidden_groups
from inclusion_app.trainings.services.satisfaction import PaperAnswer, answer_survey, copy_paper
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session
from tests.pages import PageClient
from tests.trainings.lines import make_line

GOOD = {mark.value: "4" for mark in Mark}


def ended(cast: Cast, **ago: int) -> TrainingSession:
    return make_session(None, clock.now() - timedelta(hours=3) - timedelta(**ago), structure_id=cast.mairie.id)


def paper(key: uuid.UUID | None = None, *digits: int | None) -> PaperAnswer:
    return PaperAnswer(key or uuid.uuid4(), dict(zip(Mark, digits or (4, 4, 3, 4, 2), strict=True)))


def test_before_the_session_she_says_where_she_stands(visitor: PageClient, cast: Cast) -> None:
    training = make_session(structure_id=cast.mairie.id)
    person = make_registration(training)
    address = survey_path_of(person)
    page = visitor.get(address)
    assert page.h1 == "Où en êtes-vous avant de commencer ?"
    assert page.one("//meta[@name='robots']").get("content") == "noindex"
    missing = visitor.post(address, page.form() | {"objectif-0": "partly"}, status=422)
    assert missing.form()["objectif-0"] == "partly"
    visitor.post(address, page.form() | {"objectif-0": "partly", "objectif-1": "not_yet"})
    assert set(evaluation.levels_of(person.id, Moment.BEFORE).values()) == {
        ObjectiveLevel.PARTLY,
        ObjectiveLevel.NOT_YET,
    }
    assert "En partie" in visitor.get(address).text
    visitor.post(f"{address}?modifier=1", page.form() | {"objectif-0": "reached", "objectif-1": "reached"})
    assert set(evaluation.levels_of(person.id, Moment.BEFORE).values()) == {ObjectiveLevel.REACHED}


def test_at_the_end_she_answers_once(visitor: PageClient, cast: Cast) -> None:
    person = make_registration(ended(cast))
    address = survey_path_of(person)
    page = visitor.get(address)
    assert "Ce que j’ai appris me servira." in page.text
    assert len(page.all("//input[@type='radio']")) == 5 * 4 + 2 * 3
    visitor.post(address, page.form() | GOOD | {"comment": "Très bien", "objectif-0": "reached"})
    answer = db.session.scalars(select(SatisfactionAnswer)).one()
    assert (answer.overall, answer.comment, answer.moment) == (4, "Très bien", Moment.HOT)
    assert list(evaluation.levels_of(person.id, Moment.HOT).values()) == [ObjectiveLevel.REACHED]
    assert visitor.get(address).h1 == "Merci, votre réponse est enregistrée"
    visitor.post(address, page.form() | GOOD, status=200)
    assert len(db.session.scalars(select(SatisfactionAnswer)).all()) == 1
    with pytest.raises(DomainError, match="déjà répondu"):
        answer_survey(person, {Mark.OVERALL: 1}, "", moment=Moment.HOT)


def test_a_month_later_she_is_asked_what_is_left(visitor: PageClient, cast: Cast) -> None:
    person = make_registration(ended(cast, days=30))
    address = survey_path_of(person)
    page = visitor.get(address)
    assert "Je me sers de ce que j’ai appris." in page.text
    assert "À la fin, je sais" not in page.text
    visitor.post(address, page.form() | {"usefulness": "3"})
    assert db.session.scalars(select(SatisfactionAnswer.moment)).one() is Moment.COLD


def test_nothing_is_lost_when_something_is_wrong(visitor: PageClient, cast: Cast) -> None:
    address = survey_path_of(make_registration(ended(cast)))
    page = visitor.get(address)
    empty = visitor.post(address, page.form(), status=422)
    assert "Répondez à une question au moins." in empty.errors["overall"]
    sent: dict[str, Any] = page.form() | GOOD | {"comment": "trop " * 500, "objectif-1": "partly"}
    again = visitor.post(address, sent, status=422)
    assert {name: again.form()[name] for name in (*GOOD, "objectif-1")} == GOOD | {"objectif-1": "partly"}
    assert again.form()["comment"].startswith("trop trop")


@pytest.mark.parametrize("state", [RegistrationState.WAITING, RegistrationState.OFFERED])
def test_who_holds_no_confirmed_seat_is_asked_nothing(
    visitor: PageClient, cast: Cast, state: RegistrationState
) -> None:
    person = make_registration(ended(cast), state=state)
    assert visitor.get(survey_path_of(person)).h1 == "Il n’y a rien à remplir ici"
    cancelled = ended(cast)
    cancelled.half_days[0].not_held = NotHeld.TRAINER_AWAY
    assert "Cette session n’a pas eu lieu." in visitor.get(survey_path_of(make_registration(cancelled))).text
    assert visitor.get(survey_path_of(make_registration(ended(cast, days=400)))).h1 == "Il n’y a rien à remplir ici"


def test_who_never_came_is_asked_no_opinion(visitor: PageClient, cast: Cast) -> None:
    for days in (0, 30):
        training = make_session(
            None, clock.now() - timedelta(days=days, hours=28), clock.now() - timedelta(days=days, hours=3)
        )
        away, came, unknown = (make_registration(training) for _ in range(3))
        first, second = training.half_days
        for half_day in (first, second):
            make_line(half_day, away, AbsenceReason.ILLNESS)
        make_line(first, came, AbsenceReason.ILLNESS)
        make_line(second, came)
        make_line(first, unknown, AbsenceReason.ILLNESS)
        assert "pas d’avis à donner" in visitor.get(survey_path_of(away)).text
        for person in (came, unknown):
            assert visitor.get(survey_path_of(person)).all("//input[@type='radio']")
        first.not_held = NotHeld.TRAINER_AWAY
        assert visitor.get(survey_path_of(unknown)).all("//input[@type='radio']")


def test_a_forged_link_is_not_found_then_slowed(visitor: PageClient, cast: Cast) -> None:
    person = make_registration(ended(cast))
    for _attempt in range(20):
        visitor.get(f"/avis/{person.id}/{'0' * 26}", status=404)
    visitor.get(f"/avis/{person.id}/{'0' * 26}", status=429)
    visitor.get(survey_path_of(person), status=429)


def test_paper_is_copied_row_by_row_and_once(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    training = ended(cast)
    address = f"/sessions/{training.id}/evaluation/papier"
    nadia = client_of(cast.nadia)
    sent = nadia.get(address).form()
    for rank, digits in enumerate(("44332", "1 2 3", "")):
        sent |= {f"{mark.value}-{rank}": digit.strip() for mark, digit in zip(Mark, digits, strict=False)}
    sent["mot-2"] = "Trop court"
    nadia.post(address, sent)
    nadia.post(address, sent)
    answers = db.session.scalars(select(SatisfactionAnswer).order_by(SatisfactionAnswer.id)).all()
    assert [(each.overall, each.content, each.usefulness, each.comment) for each in answers] == [
        (4, 4, 2, None),
        (1, None, 3, None),
        (None, None, None, "Trop court"),
    ]
    assert {each.registration_id for each in answers} == {None}
    assert {each.noted_by_id for each in answers} == {cast.nadia.id}


def test_a_wrong_digit_is_told_on_its_row_and_the_others_stay(
    client_of: Callable[[Account], PageClient], cast: Cast
) -> None:
    address = f"/sessions/{ended(cast).id}/evaluation/papier"
    nadia = client_of(cast.nadia)
    sent = nadia.get(address).form() | {"overall-0": "4", "overall-1": "7", "mot-1": "Merci"}
    page = nadia.post(address, sent, status=422)
    assert "Une réponse est un chiffre de 1 à 4, ou rien." in page.text
    assert (page.form()["overall-0"], page.form()["overall-1"], page.form()["mot-1"]) == ("4", "7", "Merci")
    assert db.session.scalars(select(SatisfactionAnswer)).all() == []


def test_averages_are_hidden_under_five_answers(cast: Cast) -> None:
    training = ended(cast)
    copy_paper(training, [paper() for _ in range(4)], moment=Moment.HOT, by=cast.nadia)
    few = satisfaction.averages([training.id])
    assert (few.answers, few.shown, few.overall, few.satisfied) == (4, False, None, None)
    copy_paper(training, [paper(None, 2, 4, 3, None, 2)], moment=Moment.HOT, by=cast.nadia)
    found = satisfaction.averages(select(TrainingSession.id).where(TrainingSession.id == training.id))
    assert (found.answers, found.shown, found.overall, found.satisfied) == (5, True, 3.6, 0.8)
    assert found.mean(Mark.CONDITIONS) is None, "four people alone gave this mark"
    assert satisfaction.averages([training.id], minimum=11).shown is False
    assert satisfaction.averages([training.id], Moment.COLD).answers == 0


def test_one_small_line_takes_another_with_it() -> None:
    assert hidden_groups({"a": 3, "b": 40, "c": 7}) == {"a", "c"}
    assert hidden_groups({"a": 3, "b": 40, "c": 4}) == {"a", "c"}
    assert hidden_groups({"a": 0, "b": 40}) == set()


def test_the_tab_counts_answers(client_of: Callable[[Account], PageClient], cast: Cast) -> None:
    training = ended(cast)
    registrations: list[Registration] = [make_registration(training) for _ in range(5)]
    for each in registrations:
        answer_survey(each, {Mark.OVERALL: 4}, "", moment=Moment.HOT)
    page = client_of(cast.nadia).get(f"/sessions/{training.id}/evaluation")
    assert "À chaud\u00a0: 5 réponses" in page.text
    assert "4,0 sur 4, dans l’ensemble, à chaud" in page.text
