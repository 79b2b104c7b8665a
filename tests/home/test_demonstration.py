"""The letters of a demonstration are shown by it, and by it alone."""

from dataclasses import replace

import pytest
from flask import Flask

from inclusion_app.config import Settings
from inclusion_app.kernel.db import db
from inclusion_app.kernel.mail import deliver, due_letters, outbox
from tests.access.mailbox import last_letter, link_in
from tests.cast import Cast
from tests.pages import PageClient

PATH = "/demonstration/messages"


@pytest.fixture
def trial(app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    chosen = replace(settings, demonstration=True, smtp_url=None)
    monkeypatch.setitem(app.extensions, "settings", chosen)
    return chosen


def test_a_link_asked_for_is_read_on_the_page(visitor: PageClient, cast: Cast, trial: Settings) -> None:
    assert "Aucun message" in visitor.get(PATH).text
    visitor.post("/connexion", {"email": str(cast.elise.email), "lien": "1"})
    link = link_in(last_letter(str(cast.elise.email)))
    assert visitor.get("/connexion/lien-envoye").all(f"//main//a[@href='{PATH}']")
    with outbox(smtp_url=None, folder=trial.mail_folder) as box:
        for letter in due_letters():
            deliver(letter, box, sender=trial.mail_from)
    db.session.commit()
    page = visitor.get(PATH)
    assert page.all(f"//main//a[@href='{link}']")
    visitor.post(link)


def test_it_does_not_exist_elsewhere(visitor: PageClient) -> None:
    visitor.get(PATH, status=404)
    assert not visitor.get("/plan-du-site").all(f"//a[@href='{PATH}']")


def test_it_does_not_exist_where_letters_are_sent(
    visitor: PageClient, app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    sending = replace(settings, demonstration=True, smtp_url="smtp://localhost:25")
    monkeypatch.setitem(app.extensions, "settings", sending)
    visitor.get(PATH, status=404)
