"""The mediator's home: what she does next, in one press."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.services import save_draft
from inclusion_app.kernel import clock
from inclusion_app.vocabulary.activity import NextStep
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


@pytest.fixture
def nadia(cast: Cast, client_of: ClientOf) -> PageClient:
    return client_of(cast.nadia)


def test_the_first_day(nadia: PageClient) -> None:
    page = nadia.get("/")
    assert "Nadia" in page.h1
    buttons = page.all("//main//a[contains(@class, 'button--big')]/@href")
    assert buttons == ["/accompagnements/individuel/nouveau", "/accompagnements/atelier/nouveau"]
    assert "Ni rendez-vous ni appel prévu" in page.text


def test_what_waits_today_and_later(nadia: PageClient, cast: Cast) -> None:
    me, today = cast.mediators["nadia"], clock.today()
    citizen = make_citizen(me)
    make_record(me, citizen, next_step=NextStep.CALL, next_on=today, next_at=time(14, 30))
    make_record(me, next_step=NextStep.APPOINTMENT, next_on=today + timedelta(days=2))
    make_record(me, make_citizen(me, "Odile"), next_step=NextStep.CALL, next_on=today - timedelta(days=1))
    theirs = make_citizen(cast.mediators["karim"], "Farid")
    make_record(cast.mediators["karim"], theirs, next_step=NextStep.CALL, next_on=today)
    page = nadia.get("/")
    assert "14:30 – Appel" in page.text
    assert "Jeanne Dubois" in page.text
    assert "Personne anonyme" in page.text
    assert "Odile" not in page.text
    assert "Farid" not in page.text


def test_the_last_three_are_done_again(nadia: PageClient, cast: Cast) -> None:
    me = cast.mediators["nadia"]
    make_record(me, held_on=clock.today() - timedelta(days=9), themes=frozenset({Theme.CULTURE}))
    make_record(me, themes=frozenset({Theme.AI, Theme.EMAIL}))
    make_record(me)
    shop = make_workshop(me, 4, title="Atelier photo")
    page = nadia.get("/")
    links = page.all("//section[@aria-labelledby='refaire']//a/@href")
    assert len(links) == 3
    assert f"/accompagnements/atelier/nouveau?modele={shop.id}" in links
    assert "E-mail, Intelligence artificielle (IA)" in page.text
    assert "Culture numérique" not in page.text


def test_my_month_against_the_last(nadia: PageClient, cast: Cast) -> None:
    me = cast.mediators["nadia"]
    citizen = make_citizen(me)
    with clock.frozen(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        this, last = clock.today(), clock.today() - timedelta(days=35)
        make_record(me, citizen, held_on=this, minutes=60)
        make_record(me, citizen, held_on=this, minutes=60)
        make_workshop(me, 8, held_on=this, minutes=120)
        make_record(me, held_on=last, minutes=45)
        make_record(cast.mediators["karim"], held_on=this)
        page = nadia.get("/")
    figures = [re.sub(r"\s+", " ", "".join(node.itertext())).strip() for node in page.all("//p[@class='figure']")]
    assert figures[0].startswith("10 accompagnements 9 de plus qu’en octobre aux mêmes dates")
    assert figures[1].startswith("4 h d’accompagnement 3 h 15 de plus qu’en octobre")
    assert figures[2].startswith("1 personne suivie rencontrée 1 de plus")
    assert "8 accompagnements anonymes" in figures[2]


def test_a_draft_waits(nadia: PageClient, cast: Cast) -> None:
    save_draft(cast.nadia, "/accompagnements/individuel/nouveau", {"notes": ["…"]})
    assert "Une saisie commencée vous attend" in nadia.get("/").text
