"""One-use links: asked for, opened, used, used again, too old, altered."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from inclusion_app.access import letters
from inclusion_app.access.models import Account, LinkPurpose
from inclusion_app.access.services import deactivate_account, invite_account, set_password
from inclusion_app.kernel import clock
from tests.access.mailbox import last_letter, letters_to, link_in
from tests.cast import Cast
from tests.pages import PageClient

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PASSWORD = "trois chevaux bleus"


def ask(browser: PageClient, email: object, path: str = "/connexion") -> str:
    page = browser.post(path, {"email": str(email), "lien": "1"})
    assert page.location == "/connexion/lien-envoye"
    return browser.get("/connexion/lien-envoye").text


def test_the_same_is_said_whether_the_account_exists(visitor: PageClient, cast: Cast) -> None:
    assert ask(visitor, cast.elise.email) == ask(visitor, "personne@exemple.fr")
    assert letters_to("personne@exemple.fr") == []
    assert "15 minutes" in last_letter(str(cast.elise.email))


def test_opening_asks_and_pressing_signs_in_once(visitor: PageClient, cast: Cast) -> None:
    ask(visitor, cast.elise.email)
    path = link_in(last_letter(str(cast.elise.email)))
    for _ in range(3):
        assert visitor.get(path).h1 == "Votre lien est prêt"
    assert visitor.post(path).location == "/"
    visitor.get("/mon-compte")
    assert visitor.post(path, status=410).h1 == "Ce lien ne fonctionne plus"
    assert visitor.get(path, status=410).h1 == "Ce lien ne fonctionne plus"


def test_the_page_wanted_follows_the_link(visitor: PageClient, cast: Cast) -> None:
    visitor.post("/connexion?suite=/mon-compte", {"email": str(cast.elise.email), "lien": "1"})
    assert visitor.post(link_in(last_letter(str(cast.elise.email)))).location == "/mon-compte"


@pytest.mark.parametrize(("minutes", "status"), [(14, 303), (15, 410)])
def test_a_link_lives_fifteen_minutes(visitor: PageClient, cast: Cast, minutes: int, status: int) -> None:
    with clock.frozen(START):
        ask(visitor, cast.elise.email)
    with clock.frozen(START + timedelta(minutes=minutes)):
        visitor.post(link_in(last_letter(str(cast.elise.email))), status=status)


def test_an_altered_or_misused_link_opens_nothing(visitor: PageClient, cast: Cast) -> None:
    ask(visitor, cast.elise.email)
    path = link_in(last_letter(str(cast.elise.email)))
    visitor.get(path[:-1] + "_", status=410)
    token = path.rsplit("/", 1)[1]
    visitor.get(letters.LINK_PATHS[LinkPurpose.PASSWORD] + token, status=410)
    deactivate_account(cast.elise, by=cast.ahmed)
    visitor.post(path, status=410)


def test_a_form_without_token_uses_nothing_up(visitor: PageClient, cast: Cast) -> None:
    ask(visitor, cast.elise.email)
    path = link_in(last_letter(str(cast.elise.email)))
    visitor.post(path, status=400, csrf=False)
    visitor.post(path)


def test_an_invitation_is_accepted_with_a_password(visitor: PageClient, cast: Cast) -> None:
    invited = invite_account(email="zoe@exemple.fr", name="Zoe", by=cast.claire)
    path = link_in(last_letter("zoe@exemple.fr"))
    assert visitor.get(path).form() | {"csrf_token": ""} == {"csrf_token": "", "name": "Zoe", "password": ""}
    refused = visitor.post(path, {"name": "Zoé Martin", "password": "court"}, status=422)
    assert "12 caractères" in refused.errors["password"]
    visitor.post(path, {"name": "Zoé Martin", "password": PASSWORD})
    assert (invited.name, bool(invited.activated_at), bool(invited.password_hash)) == ("Zoé Martin", True, True)
    visitor.get(path, status=410)


def test_an_invitation_is_accepted_without_password(visitor: PageClient, cast: Cast) -> None:
    invited = invite_account(email="zoe@exemple.fr", name="Zoé", by=cast.claire)
    visitor.post(link_in(last_letter("zoe@exemple.fr")), {"name": "Zoé", "password": ""})
    assert invited.activated_at
    assert invited.password_hash is None


def test_who_asks_a_link_before_accepting_is_invited_again(visitor: PageClient, cast: Cast) -> None:
    invite_account(email="zoe@exemple.fr", name="Zoé", by=cast.claire)
    first = link_in(last_letter("zoe@exemple.fr"))
    ask(visitor, "zoe@exemple.fr")
    assert link_in(last_letter("zoe@exemple.fr")).startswith("/invitation/")
    visitor.get(first, status=410)


def test_a_forgotten_password_is_chosen_anew(
    visitor: PageClient, client_of: Callable[[Account], PageClient], cast: Cast
) -> None:
    set_password(cast.nadia, PASSWORD, by=None)
    elsewhere = client_of(cast.nadia)
    assert visitor.get("/mot-de-passe-oublie").h1 == "Mot de passe oublié"
    ask(visitor, cast.nadia.email, "/mot-de-passe-oublie")
    path = link_in(last_letter(str(cast.nadia.email)))
    assert visitor.get(path).h1 == "Choisir un nouveau mot de passe"
    visitor.post(path, {"password": "motdepasse2026!!"}, status=422)
    visitor.post(path, {"password": "quatre ânes verts"})
    assert "vient de changer" in last_letter(str(cast.nadia.email))
    elsewhere.get("/mon-compte", status=302)
    values = {"email": str(cast.nadia.email), "password": PASSWORD}
    PageClient(visitor.app).post("/connexion", values, status=422)
