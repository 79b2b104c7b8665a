"""Who sees which record, and what of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from inclusion_app.access.models import Account
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel import clock
from inclusion_app.vocabulary.themes import Theme
from tests.cast import Cast
from tests.factories import make_citizen, make_record
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]


@pytest.fixture
def record(cast: Cast) -> Record:
    """Logged by Nadia, with someone whom she follows."""
    me = cast.mediators["nadia"]
    citizen = make_citizen(me, "Honorine", "Quentin")
    return make_record(me, citizen, notes="secret de Nadia", themes=frozenset({Theme.AI}))


@pytest.mark.parametrize(
    ("name", "status"),
    [("nadia", 200), ("karim", 403), ("lea", 404), ("claire", 403), ("paul", 403), ("elise", 403), ("ahmed", 403)],
)
def test_ones_own_record(record: Record, cast: Cast, client_of: ClientOf, name: str, status: int) -> None:
    client = client_of(cast.accounts[name])
    page = client.get(f"/accompagnements/{record.id}", status=status)
    assert ("secret de Nadia" in page.html) is (status == 200)
    assert ("Honorine" in page.html) is (status == 200)
    client.get(f"/accompagnements/{record.id}/modifier", status=status)
    if status != 200:
        client.post(f"/accompagnements/{record.id}/modifier", {"version": "1"}, status=status)
        client.post(f"/accompagnements/{record.id}/supprimer", status=status)
        client.post(f"/accompagnements/{record.id}/retablir", status=status)
        assert record.deleted_at is None


@pytest.mark.parametrize("name", ["paul", "claire"])
def test_the_team_is_read_without_identity_nor_notes(
    record: Record, cast: Cast, client_of: ClientOf, name: str
) -> None:
    make_record(cast.mediators["lea"], held_commune_code="23096")
    client = client_of(cast.accounts[name])
    listed = client.get("/equipe/accompagnements")
    assert listed.all("//main//tbody//a/@href") == [f"/equipe/accompagnements/{record.id}"]
    assert "Nadia Benali" in listed.text
    detail = client.get(f"/equipe/accompagnements/{record.id}")
    export = client.get("/equipe/accompagnements/export.csv").data.decode()
    assert "Intelligence artificielle" in detail.text
    assert "Nadia Benali" in export
    for text in (listed.html, detail.html, export):
        assert "Honorine" not in text
        assert "secret" not in text
    found = client.get("/equipe/accompagnements?texte=secret")
    assert not found.all("//main//tbody//a")
    assert f"mediateur={cast.mediators['nadia'].id}" not in found.html
    chosen = client.get(f"/equipe/accompagnements?mediateur={cast.mediators['nadia'].id}")
    assert len(chosen.all("//main//tbody/tr")) == 1


def test_the_teams_list_begins_with_the_last_three_months(cast: Cast, client_of: ClientOf) -> None:
    with clock.frozen(datetime(2026, 1, 20, tzinfo=UTC)):
        recent = make_record(cast.mediators["nadia"], held_on=date(2025, 11, 1))
        old = make_record(cast.mediators["nadia"], held_on=date(2025, 10, 31))
        client = client_of(cast.paul)
        page = client.get("/equipe/accompagnements")
        assert page.all("//main//tbody//a/@href") == [f"/equipe/accompagnements/{recent.id}"]
        chip = page.one("//ul[@class='chips']//a")
        assert "01/11/2025" in "".join(chip.itertext())
        assert str(old.id) in client.get(chip.get("href")).html
        assert str(old.id).encode() not in client.get("/equipe/accompagnements/export.csv").data


def test_a_team_ends_at_its_limits(cast: Cast, client_of: ClientOf) -> None:
    elsewhere = make_record(cast.mediators["lea"], held_commune_code="23096")
    for account in (cast.paul, cast.claire):
        client_of(account).get(f"/equipe/accompagnements/{elsewhere.id}", status=404)
    for account in (cast.nadia, cast.elise, cast.ahmed):
        client_of(account).get("/equipe/accompagnements", status=403)


def test_a_record_held_in_the_territory_is_in_the_coordinators_reach(cast: Cast, client_of: ClientOf) -> None:
    visit = make_record(cast.mediators["lea"], held_commune_code="87085")
    client_of(cast.claire).get(f"/equipe/accompagnements/{visit.id}")
    client_of(cast.paul).get(f"/equipe/accompagnements/{visit.id}", status=404)


def test_someone_no_longer_followed_has_no_name(record: Record, cast: Cast, client_of: ClientOf) -> None:
    citizen = record.participations[0].citizen
    assert citizen is not None
    citizen.follow_ups[0].ended_on = record.held_on
    client = client_of(cast.nadia)
    assert "Honorine" not in client.get(f"/accompagnements/{record.id}").html
    assert "Honorine" not in client.get("/accompagnements").html
    form = client.get(f"/accompagnements/{record.id}/modifier").form()
    assert "Honorine" not in str(form)
