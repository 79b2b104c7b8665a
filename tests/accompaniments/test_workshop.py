"""The workshop entry: grids, remainder, followed people by name."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel.db import db
from inclusion_app.vocabulary.activity import RecordKind, WorkshopLevel
from tests.cast import Cast
from tests.factories import make_citizen, make_workshop
from tests.pages import PageClient

NEW = "/accompagnements/atelier/nouveau"

ClientOf = Callable[[Account], PageClient]


def only_record() -> Record:
    return db.session.scalars(select(Record)).one()


@pytest.fixture
def nadia(cast: Cast, client_of: ClientOf) -> PageClient:
    return client_of(cast.nadia)


@pytest.fixture
def filled(nadia: PageClient) -> dict[str, object]:
    return nadia.get(NEW).form() | {"title": "Découvrir la tablette", "themes": ["equipment_use"], "total": "8"}


def test_a_workshop_is_kept(nadia: PageClient, filled: dict[str, object]) -> None:
    counts = {
        "gender-female": "5",
        "gender-male": "2",
        "age-70_plus": "8",
        "status-retired": "6",
        "already_helped": "3",
    }
    page = nadia.post(NEW, filled | counts | {"level": "beginner"})
    record = only_record()
    assert (record.kind, record.title, record.level) == (
        RecordKind.WORKSHOP,
        "Découvrir la tablette",
        WorkshopLevel.BEGINNER,
    )
    assert record.group is not None
    assert (record.group.total, record.group.already_helped) == (8, 3)
    assert (record.group.gender_female, record.group.gender_male, record.group.age_70_plus) == (5, 2, 8)
    shown = nadia.get(page.location or "").text
    assert "8 personnes anonymes, dont 3 déjà accompagnées" in shown
    assert "Féminin : 5, Non communiqué : 1" in shown.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"gender-female": "9"}, "gender-male", "Ces nombres font 9, plus que les 8 personnes anonymes."),
        ({"age-70_plus": "4", "age-60_69": "5"}, "age-70_plus", "Ces nombres font 9"),
        ({"status-retired": "9"}, "status-retired", "Ces nombres font 9"),
        ({"already_helped": "9"}, "already_helped", "Plus de personnes déjà accompagnées (9)"),
        ({"total": "0"}, "total", "au moins une personne"),
        ({"total": "501"}, "total", "500"),
        ({"total": "-1"}, "total", "au moins 0"),
        ({"total": "beaucoup"}, "total", "nombre entier"),
        ({"title": ""}, "title", "Donnez un titre"),
        ({"title": "x" * 201}, "title", "200 caractères"),
        ({"people": ["00000000-0000-0000-0000-000000000000"]}, "people", "liste"),
    ],
)
def test_a_refusal_is_told_at_its_field(
    nadia: PageClient, filled: dict[str, object], values: dict[str, object], field: str, message: str
) -> None:
    page = nadia.post(NEW, filled | values, status=422)
    told = page.all(f"//*[@data-error-summary]//a[@href='#{field}']/text()")
    assert any(message in text for text in told), page.all("//*[@data-error-summary]//a/text()")
    assert db.session.scalar(select(Record)) is None


def test_followed_people_are_added_by_name(nadia: PageClient, cast: Cast, filled: dict[str, object]) -> None:
    jeanne = make_citizen(cast.mediators["nadia"])
    paul = make_citizen(cast.mediators["nadia"], "Paul", "Durand")
    page = nadia.post(NEW, filled | {"citizen": "Jeanne", "add_person": "1"}, status=200)
    form = page.form()
    assert form["people"] == [str(jeanne.id)]
    assert (form["citizen"], form["title"]) == ("", "Découvrir la tablette")
    nadia.post(NEW, form | {"citizen": "durand"})
    record = only_record()
    assert {row.citizen_id for row in record.participations} == {jeanne.id, paul.id}
    assert len(record.participations) + record.group.total == 10  # type: ignore[union-attr]


def test_adding_nobody_says_so(nadia: PageClient, filled: dict[str, object]) -> None:
    page = nadia.post(NEW, filled | {"citizen": "Zoé", "add_person": "1"}, status=422)
    assert "ne correspond" in page.text
    assert page.form()["title"] == "Découvrir la tablette"


@pytest.mark.parametrize("title", ["Café 📱 numérique", "ورشة عمل", "L’IA : =SOMME(A1) <b>&amp;", "Ⅷ ﷽ \u200f"])
def test_any_script_in_a_title(nadia: PageClient, filled: dict[str, object], title: str) -> None:
    page = nadia.post(NEW, filled | {"title": title})
    assert only_record().title == title.strip()
    assert title.strip() in nadia.get(page.location or "").text


def test_a_workshop_is_changed_and_old_bands_stay(nadia: PageClient, cast: Cast) -> None:
    record = make_workshop(cast.mediators["nadia"], 6, age_v1_60_plus=4, place_kind="other")
    path = f"/accompagnements/{record.id}/modifier"
    nadia.post(path, nadia.get(path).form() | {"age-70_plus": "2"})
    assert record.group is not None
    assert (record.group.age_v1_60_plus, record.group.age_70_plus) == (4, 2)
    nadia.post(path, nadia.get(path).form() | {"age-70_plus": "3"}, status=422)


def test_a_refused_sum_is_named_after_its_grid(nadia: PageClient, filled: dict[str, object]) -> None:
    page = nadia.post(NEW, filled | {"gender-female": "9"}, status=422)
    (told,) = page.all("//*[@data-error-summary]//a/text()")
    assert told.startswith("Genre\u00a0: Ces nombres font 9")
