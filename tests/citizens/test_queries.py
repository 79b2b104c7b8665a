"""Who sees whom, and how someone is found."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event

from inclusion_app.access.models import Account
from inclusion_app.access.scope import scope_of
from inclusion_app.citizens.indexes import email_index, phone_index
from inclusion_app.citizens.queries import reading, searching
from inclusion_app.kernel import clock
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from tests.cast import Cast
from tests.factories import make_citizen

Names = Callable[[Account, str], list[str]]


@pytest.fixture
def found(cast: Cast) -> Names:
    """The first names that an account finds by a text."""
    return lambda account, text: [str(c.first_name) for c in searching.search_citizens(scope_of(account), text)]


def test_a_citizen_is_seen_by_who_follows_and_refused_to_the_others(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    assert reading.get_citizen(scope_of(cast.nadia), citizen.id) is citizen
    for refused in (cast.karim, cast.paul, cast.claire):
        with pytest.raises(Forbidden):
            reading.get_citizen(scope_of(refused), citizen.id)
    for stranger in (cast.lea, cast.elise, cast.ahmed):
        with pytest.raises(NotFound):
            reading.get_citizen(scope_of(stranger), citizen.id)


def test_a_shared_citizen_is_seen_by_the_team_alone(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"], shared_with_team=True)
    assert reading.get_citizen(scope_of(cast.karim), citizen.id) is citizen
    with pytest.raises(Forbidden):
        reading.get_followed(scope_of(cast.karim), citizen.id)
    with pytest.raises(Forbidden):
        reading.get_citizen(scope_of(cast.paul), citizen.id)
    with pytest.raises(NotFound):
        reading.get_citizen(scope_of(cast.lea), citizen.id)


def test_who_left_the_structure_sees_its_shared_citizens_no_more(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"], shared_with_team=True)
    cast.mediators["karim"].memberships[0].ended_on = clock.today()
    db.session.flush()
    with pytest.raises(NotFound):
        reading.get_citizen(scope_of(cast.karim), citizen.id)


def test_who_no_longer_works_sees_nobody(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    cast.mediators["nadia"].left_on = clock.today()
    db.session.flush()
    with pytest.raises(NotFound):
        reading.get_citizen(scope_of(cast.nadia), citizen.id)


def test_a_deleted_citizen_is_not_found_by_anybody(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"], deleted_at=clock.now())
    for account in (cast.nadia, cast.karim):
        with pytest.raises(NotFound):
            reading.get_citizen(scope_of(account), citizen.id)
    assert reading.get_deleted(scope_of(cast.nadia), citizen.id) is citizen
    citizen.deleted_at = clock.now() - timedelta(days=30)
    db.session.flush()
    with pytest.raises(NotFound):
        reading.get_deleted(scope_of(cast.nadia), citizen.id)


@pytest.mark.parametrize(
    "typed", ["je", "JEANNE", "dub", "jeanne d", "dub jea", "Dubois Jeanne", "hay", "05 55 12 34 56", "J.D@exemple.FR"]
)
def test_two_letters_a_telephone_or_an_address_find_someone(cast: Cast, found: Names, typed: str) -> None:
    make_citizen(
        cast.mediators["nadia"],
        "Jeanne",
        "Dubois-Haÿ",
        phone="+33555123456",
        phone_index=phone_index("+33555123456"),
        email="j.d@exemple.fr",
        email_index=email_index("j.d@exemple.fr"),
    )
    make_citizen(cast.mediators["nadia"], "Paulette", "Martin")
    assert found(cast.nadia, typed) == ["Jeanne"]
    assert found(cast.karim, typed) == []
    assert found(cast.lea, typed) == []
    assert found(cast.claire, typed) == []


@pytest.mark.parametrize("typed", ["", " ", "j", "  é ", "%%", "anne"])
def test_too_little_or_the_middle_of_a_name_finds_nobody(cast: Cast, found: Names, typed: str) -> None:
    make_citizen(cast.mediators["nadia"], "Jeanne", "Dubois")
    assert found(cast.nadia, typed) == []


def test_a_name_in_arabic_is_found(cast: Cast, found: Names) -> None:
    make_citizen(cast.mediators["nadia"], "محمد", "علي")
    assert found(cast.nadia, "مح") == ["محمد"]


def test_names_are_decrypted_in_the_callers_scope_only(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    make_citizen(cast.mediators["lea"])
    opened: list[str] = []
    monkeypatch.setattr(searching.crypto, "unseal", lambda sealed, place: opened.append(place) or "x")
    searching.search_citizens(scope_of(cast.nadia), "jeanne")
    assert opened == []


def test_beyond_the_bound_an_exact_name_is_still_found(
    cast: Cast, found: Names, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_citizen(cast.mediators["nadia"], "Ancienne", "Fiche")
    make_citizen(cast.mediators["nadia"], "Récente", "Autre")
    monkeypatch.setattr(searching, "MOST_DECRYPTED", 1)
    assert found(cast.nadia, "anc") == []
    assert found(cast.nadia, "fiche ancienne") == ["Ancienne"]


def test_a_search_asks_a_bounded_number_of_questions(cast: Cast) -> None:
    for number in range(30):
        make_citizen(cast.mediators["nadia"], "Jeanne", f"Numéro{number}")
    db.session.expunge_all()
    scope, asked = scope_of(cast.nadia), []
    listener = lambda *a: asked.append(a[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    assert len(searching.search_citizens(scope, "jean")) == 10
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len(asked) <= 5


def test_a_namesake_is_told_and_a_colleagues_only_that_she_exists(cast: Cast) -> None:
    mine = make_citizen(cast.mediators["nadia"], "Jeanne", "Dubois", birth_year=1948)
    asked = {"first_name": "dubois", "last_name": "JEANNE", "birth_year": 1948}
    seen, hidden = searching.list_namesakes(scope_of(cast.nadia), **asked)
    assert (list(seen), hidden) == ([mine], False)
    seen, hidden = searching.list_namesakes(scope_of(cast.karim), **asked)
    assert (list(seen), hidden) == ([], True)
    seen, hidden = searching.list_namesakes(scope_of(cast.lea), **asked)
    assert (list(seen), hidden) == ([], False)
    seen, hidden = searching.list_namesakes(scope_of(cast.nadia), **asked | {"birth_year": 1950})
    assert (list(seen), hidden) == ([], False)


def test_the_team_of_a_citizen_is_its_structures_other_mediators(cast: Cast) -> None:
    citizen = make_citizen(cast.mediators["nadia"])
    assert reading.list_team(scope_of(cast.nadia), citizen) == ["Karim Petit"]
