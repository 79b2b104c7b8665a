"""Whoever keeps a resource is told when to read it again, thirty days before and on the day, once each."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import Letter
from inclusion_app.kernel.tasks import Task, silent
from inclusion_app.resources.jobs.files import read_file
from inclusion_app.resources.jobs.reviews import remind_reviews
from inclusion_app.resources.queries.resources import latest_of
from inclusion_app.resources.services import files as file_services
from inclusion_app.resources.services.files import READ_TASK, read_later
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources import hostile
from tests.resources.making import make_file, make_link

ClientOf = Callable[[Account], PageClient]
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


def run_until(last: int) -> list[int]:
    """The days, from START, when a letter was written."""
    told = []
    for day in range(last):
        with clock.frozen(START + timedelta(days=day)):
            if remind_reviews()["review_reminders"]:
                told.append(day)
            remind_reviews()  # the same day, again
    return told


def test_thirty_days_before_then_on_the_day(cast: Cast) -> None:
    with clock.frozen(START):
        made = make_link(cast.nadia, review_on=date(2026, 2, 14))
    assert run_until(50) == [10, 40]
    assert {letter.recipient for letter in db.session.query(Letter)} == {cast.nadia.email}
    assert all(made.title not in letter.subject for letter in db.session.query(Letter))


def test_a_date_chosen_close_is_told_on_the_day_only(cast: Cast) -> None:
    with clock.frozen(START):
        make_link(cast.nadia, review_on=date(2026, 1, 15))
    assert run_until(20) == [10]


def test_one_click_says_that_it_still_holds(client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia, review_on=clock.today())
    browser = client_of(cast.nadia)
    assert "Toujours juste" in browser.get("/ressources/miennes?etat=a-relire").text
    browser.post(f"/ressources/{made.id}/relue", {"retour": "miennes"})
    assert made.review_on == clock.today() + timedelta(days=365)
    assert "Rien ne vous attend" in browser.get("/ressources/miennes?etat=a-relire").text


def test_what_others_keep(client_of: ClientOf, cast: Cast) -> None:
    made = make_link(cast.nadia, review_on=clock.today(), structure_id=cast.mairie.id)
    assert made.title not in client_of(cast.claire).get("/ressources/miennes").text
    for account in (cast.claire, cast.paul):
        assert made.title in client_of(account).get("/ressources/miennes?qui=toutes").text
    assert made.title not in client_of(cast.lea).get("/ressources/miennes?qui=toutes").text


def test_the_words_of_a_large_pdf_are_read_by_a_task(cast: Cast) -> None:
    limit = file_services.READ_AT_ONCE
    file_services.READ_AT_ONCE = 10  # bytes
    try:
        made = make_file(cast.nadia, hostile.pdf("Beaucoup de pages"))
    finally:
        file_services.READ_AT_ONCE = limit
    assert latest_of(made).file_text is None
    read_later(made, by=cast.nadia)
    task = db.session.query(Task).filter_by(name=READ_TASK).one()
    db.session.commit()
    read_file(task.arguments, silent)
    db.session.expire_all()
    assert latest_of(made).file_text == "Beaucoup de pages"
