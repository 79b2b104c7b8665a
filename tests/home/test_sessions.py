"""Sessions on the home pages: the mediator's of today, those that fill badly, those that the public may join."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.home.sessions import list_filling_badly, list_offered
from inclusion_app.kernel import clock
from inclusion_app.territories.queries import get_commune
from inclusion_app.trainings.lists import ActionKind, Audience, RegistrationState
from inclusion_app.trainings.models.courses import CourseVersion
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session, make_trainer
from tests.pages import PageClient
from tests.trainings.lines import make_line

ClientOf = Callable[[Account], PageClient]
NOW = datetime(2026, 11, 24, 15, tzinfo=UTC)
MORNING = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


def workshop(title: str = "Premiers clics") -> CourseVersion:
    return make_course(title, kind=ActionKind.WORKSHOP, audiences=frozenset({Audience.CITIZENS}))


def test_todays_half_day_then_its_record(cast: Cast, client_of: ClientOf) -> None:
    trainer = make_trainer(cast.nadia)
    made = make_session(workshop(), MORNING, place=cast.place, trainers=(trainer,), structure_id=cast.mairie.id)
    half_day = made.half_days[0]
    page = client_of(cast.nadia).get("/")
    assert f"/sessions/{made.id}/presence/{half_day.id}" in page.html or "absent/trainings.half_day" in page.html
    assert "Ateliers à enregistrer" not in page.text
    make_line(half_day, make_registration(made))
    page = client_of(cast.nadia).get("/")
    assert "Ateliers à enregistrer" in page.text
    assert f"/sessions/{made.id}/accompagnement?demi-journee={half_day.id}" in page.html
    assert "Premiers clics" not in client_of(cast.lea).get("/").text


def test_sessions_that_fill_badly(cast: Cast, client_of: ClientOf) -> None:
    soon, later = NOW + timedelta(days=5), NOW + timedelta(days=40)
    empty = make_session(workshop("Presque vide"), soon, structure_id=cast.mairie.id)
    make_session(workshop("Vide, mais plus tard"), later, structure_id=cast.mairie.id)
    full = make_session(workshop("Très demandé"), later, structure_id=cast.mairie.id, capacity=1)
    make_registration(full)
    make_registration(full, state=RegistrationState.WAITING)
    well = make_session(workshop("Bien rempli"), soon, structure_id=cast.mairie.id, capacity=2)
    make_registration(well)
    found = list_filling_badly(scope_of(cast.claire))
    assert [(one.session_id, one.too_many) for one in found] == [(empty.id, False), (full.id, True)]
    assert list_filling_badly(scope_of(cast.lea)) == []
    page = client_of(cast.claire).get("/")
    assert "Sessions trop pleines ou trop vides 2" in page.text
    assert "1 sur 1 · 1 personne en attente" in page.text.replace("\u00a0", " ")


def test_the_public_sees_the_next_workshops(cast: Cast, visitor: PageClient) -> None:
    assert "Les prochains ateliers" not in visitor.get("/").text
    soon = NOW + timedelta(days=5)
    make_session(make_course("Pour les pros"), soon)
    make_session(workshop("Caché"), soon, listed=False)
    make_session(workshop("Premiers clics"), soon, place=cast.place)
    make_session(workshop("À Guéret"), soon, commune_code="23096")
    page = visitor.get("/")
    assert "Premiers clics" in page.text
    assert "10 places libres" in page.text.replace("\u00a0", " ")
    assert "Caché" not in page.text
    assert "Pour les pros" not in page.text
    near = list_offered(get_commune("87085"))
    assert [one.session.course_version.title for one in near] == ["Premiers clics"]
