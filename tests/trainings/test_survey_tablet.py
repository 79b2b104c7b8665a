"""Questionnaires on a shared tablet: one after the other, nobody sees another's answers."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.trainings.links import survey_path_of
from inclusion_app.trainings.models.results import ObjectiveResult
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.queries.attendance_tablets import token_of
from inclusion_app.trainings.queries.evaluation import list_objectives
from inclusion_app.trainings.services.attendance_tablets import close_tablet, open_tablet
from tests.cast import Cast
from tests.factories_trainings import make_registration, make_session
from tests.pages import PageClient


def opened(cast: Cast, training: TrainingSession) -> str:
    """The token of a tablet of the session's first half-day."""
    return token_of(open_tablet(training.half_days[0], by=cast.nadia).id)


def ending(cast: Cast) -> TrainingSession:
    """A session in its last minutes."""
    return make_session(None, clock.now() - timedelta(hours=2, minutes=50), structure_id=cast.mairie.id)


def test_people_answer_one_after_the_other(visitor: PageClient, cast: Cast) -> None:
    training = ending(cast)
    amina, zoe = make_registration(training, "Amina", "Abdi"), make_registration(training, "Zoé", "Zola")
    address = f"/avis/tablette/{opened(cast, training)}"
    page = visitor.get(address)
    assert [node.xpath("string()") for node in page.all("//main//ul/li/a")] == ["Amina Abdi", "Zoé Zola"]
    hers = f"{address}/{amina.id}"
    visitor.post(hers, visitor.get(hers).form() | {"overall": "4"})
    thanks = visitor.get(hers)
    assert "Passer à la personne suivante" in thanks.text
    assert survey_path_of(amina) not in thanks.html
    page = visitor.get(address)
    assert [node.xpath("string()") for node in page.all("//main//ul/li/a")] == ["Zoé Zola"]
    assert "1 personne a déjà répondu" in page.text
    visitor.post(f"{address}/{zoe.id}", visitor.get(f"{address}/{zoe.id}").form() | {"overall": "3"})
    assert "Tout le monde a répondu" in visitor.get(address).text


def test_a_tablet_shows_nobodys_answers(visitor: PageClient, cast: Cast) -> None:
    training = make_session(None, clock.now() - timedelta(minutes=5), structure_id=cast.mairie.id)
    person = make_registration(training)
    hers = f"/avis/tablette/{opened(cast, training)}/{person.id}"
    page = visitor.get(hers)
    visitor.post(hers, page.form() | {"objectif-0": "partly", "objectif-1": "partly"})
    assert len(list_objectives(training)) == db.session.scalar(select(func.count()).select_from(ObjectiveResult))
    for address in (hers, f"{hers}?modifier=1"):
        assert "En partie" not in visitor.get(address).text


def test_only_an_open_tablet_of_that_session(
    visitor: PageClient, client_of: Callable[[Account], PageClient], cast: Cast
) -> None:
    training = ending(cast)
    person, stranger = make_registration(training), make_registration(make_session())
    token = opened(cast, training)
    visitor.get(f"/avis/tablette/{token}/{stranger.id}", status=404)
    closed = open_tablet(training.half_days[0], by=cast.nadia)
    close_tablet(closed, by=cast.nadia)
    visitor.get(f"/avis/tablette/{token_of(closed.id)}/{person.id}", status=404)
    visitor.get("/avis/tablette/nimporte", status=404)
    assert client_of(cast.nadia).get(f"/avis/tablette/{token}", status=303).location == f"/emargement/{token}"
