"""What a mediator saw and what a test found; what an accompaniment proposes."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.citizens.models import Assessment, AssessmentSource, Citizen
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.activity import Autonomy
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]


@pytest.fixture
def jeanne(cast: Cast) -> Citizen:
    return make_citizen(cast.mediators["nadia"])


def kept() -> Assessment:
    return db.session.scalars(select(Assessment)).one()


def levels() -> dict[Competence, int]:
    return {skill.competence: skill.level for skill in kept().skills}


def test_only_what_was_seen_is_kept(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences/nouvelle/observation"
    page = client.get(path)
    assert len(page.all("//main//form//select")) == 16
    assert "au moins" in client.post(path, page.form(), status=422).text
    values = page.form() | {"niveau-2-1": "0", "niveau-4-2": "3", "wish": "Acheter un billet de train"}
    client.post(path, values)
    client.post(path, values)
    assert levels() == {Competence.INTERACT: 0, Competence.PRIVACY: 3}
    assert (kept().source, kept().test_name) == (AssessmentSource.OBSERVATION, None)
    assert kept().mediator.name == "Nadia Benali"


def test_a_test_has_a_name_a_day_and_official_levels(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences/nouvelle/test"
    page = client.get(path)
    assert [one.get("value") for one in page.all("//select[@id='niveau-1-1']/option")] == ["", *"12345678"]
    assert set(client.post(path, page.form() | {"niveau-1-1": "3"}, status=422).errors) == {"test_name"}
    zero = page.form() | {"test_name": "Pix", "niveau-1-1": "0"}
    assert client.post(path, zero, status=422).errors
    future = page.form() | {"test_name": "Pix", "niveau-1-1": "3", "taken_on": "2126-01-01"}
    assert set(client.post(path, future, status=422).errors) == {"taken_on"}
    client.post(path, page.form() | {"test_name": "Pix", "niveau-1-1": "5", "taken_on": "2026-02-03"})
    assert (kept().test_name, kept().taken_on, levels()) == ("Pix", date(2026, 2, 3), {Competence.SEARCH: 5})


def test_an_accompaniment_proposes_and_nothing_is_written_alone(
    cast: Cast, client_of: Clients, jeanne: Citizen
) -> None:
    nadia = cast.mediators["nadia"]
    themes = frozenset({Theme.SOCIAL_NETWORKS})
    record = make_record(nadia, jeanne, themes=themes, autonomy=Autonomy.PARTLY_GUIDED)
    make_record(nadia, jeanne, themes=themes)  # its autonomy was not told
    make_record(nadia, jeanne, themes=themes, autonomy=Autonomy.GUIDED, deleted_at=clock.now())
    client, path = client_of(cast.nadia), f"/citoyens/{jeanne.id}/competences"
    [link] = client.get(path).all("//a[contains(@href, 'accompagnement=')]")
    page = client.get(link.get("href"))
    assert "Rien n’est gardé tant que" in page.text
    values = page.form()
    assert (values["niveau-2-1"], values["niveau-2-2"], values["niveau-1-1"]) == ("2", "2", "")
    assert db.session.scalars(select(Assessment)).all() == []
    client.post(link.get("href"), values | {"niveau-2-2": "1"})
    assert levels() == {Competence.INTERACT: 2, Competence.SHARE: 1}
    assert kept().record_id == record.id
    assert not client.get(path).all("//a[contains(@href, 'accompagnement=')]"), "taken up, no longer proposed"


def test_the_page_of_the_accompaniment_leads_to_it(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    nadia, client = cast.mediators["nadia"], client_of(cast.nadia)
    told = make_record(nadia, jeanne, autonomy=Autonomy.GUIDED)
    silent = make_record(nadia, jeanne)
    wanted = f"//a[@href='/citoyens/{jeanne.id}/competences/nouvelle/observation?accompagnement=%s']"
    assert client.get(f"/accompagnements/{told.id}").all(wanted % told.id)
    assert not client.get(f"/accompagnements/{silent.id}").all(wanted % silent.id)


def test_an_accompaniment_of_somebody_else_is_not_found(cast: Cast, client_of: Clients, jeanne: Citizen) -> None:
    other = make_citizen(cast.mediators["nadia"], "Paul", "Roy")
    record = make_record(cast.mediators["nadia"], other, autonomy=Autonomy.GUIDED)
    path = f"/citoyens/{jeanne.id}/competences/nouvelle/observation?accompagnement="
    for wrong in (record.id, jeanne.id, "x"):
        client_of(cast.nadia).get(f"{path}{wrong}", status=404)
