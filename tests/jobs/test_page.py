"""The administrator's page of jobs."""

from collections.abc import Callable

from flask_sqlalchemy.session import Session
from sqlalchemy import select
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.jobs.registry import RUN_JOB
from inclusion_app.kernel.tasks import Task
from tests.cast import Cast
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


def test_the_administrator_sees_jobs_and_asks_for_one(
    cast: Cast, client_of: ClientOf, session: scoped_session[Session]
) -> None:
    client = client_of(cast.ahmed)
    page = client.get("/travaux")
    assert page.status == 200
    assert "Effacer les brouillons" in page.html
    assert client.post("/travaux/cleaning/lancer", {}).status == 303
    task = session.scalars(select(Task).where(Task.name == RUN_JOB)).one()
    assert (task.arguments, task.account_id) == ({"name": "cleaning"}, cast.ahmed.id)


def test_nobody_else_does(cast: Cast, client_of: ClientOf, visitor: PageClient) -> None:
    for account in (cast.nadia, cast.claire, cast.elise, cast.paul):
        client_of(account).get("/travaux", status=403)
        client_of(account).post("/travaux/cleaning/lancer", {}, status=403)
    visitor.get("/travaux", status=302)


def test_an_unknown_job_is_not_found(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.ahmed).post("/travaux/dinner/lancer", {}, status=404)
