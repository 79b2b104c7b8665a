"""What a session hands out: chosen, remembered, printed for everybody."""

from collections.abc import Callable

from inclusion_app.access.models import Account
from inclusion_app.kernel.db import db
from inclusion_app.resources.models.given import GivenResource
from tests.cast import Cast
from tests.factories_trainings import make_course, make_session
from tests.pages import PageClient
from tests.resources import sheet_texts
from tests.resources.shelves import make_resource

ClientOf = Callable[[Account], PageClient]


def test_sheets_are_chosen_once_then_printed_together(cast: Cast, client_of: ClientOf) -> None:
    session = make_session(make_course(structure_id=cast.mairie.id))
    sheet = make_resource("Mot de passe", cast.nadia, body=sheet_texts.FRENCH)
    other = make_resource("Second facteur", cast.nadia, body=sheet_texts.FRENCH)
    claire, path = client_of(cast.claire), f"/sessions/{session.id}/supports"
    page = claire.get(path)
    assert "Mot de passe" in page.text
    chosen = page.form() | {"sheets": [str(sheet.id), str(other.id)]}
    claire.post(path, chosen)
    claire.post(path, chosen, status=422)
    assert db.session.query(GivenResource).count() == 2
    printed = claire.post(f"{path}/imprimer", {"people": "2"}, status=200)
    assert printed.data.startswith(b"%PDF")
    claire.post(f"{path}/imprimer", {"people": "900"})
    answer = claire.post(f"{path}/imprimer", {"people": "30", "both_sides": "y"})
    assert "/supports/impressions/" in answer.response.location
    claire.get(answer.response.location)
    given = db.session.query(GivenResource).first()
    assert given is not None
    claire.post(f"{path}/{given.id}/retirer", {})
    assert db.session.query(GivenResource).count() == 1


def test_only_whoever_manages_the_session(cast: Cast, client_of: ClientOf) -> None:
    session = make_session(make_course(structure_id=cast.mairie.id))
    client_of(cast.lea).get(f"/sessions/{session.id}/supports", status=404)
