"""Safety checks: what may be kept, what may never be written, who reads them, what is due."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from inclusion_app.access.scope import scope_of
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound, StaleVersion
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.models.given import Checklist
from inclusion_app.resources.queries import checklists as queries
from inclusion_app.resources.rules.checklists import Check, check_check, check_remark, looks_secret, next_day
from inclusion_app.resources.safety.lists import LISTS, current_list, get_list
from inclusion_app.resources.safety.points import PointState
from inclusion_app.resources.services import checklists as services
from tests.cast import Cast
from tests.factories import make_citizen, make_place

OK, LEFT, NONE = PointState.OK, PointState.LEFT, PointState.NONE


def checked(day: date | None = None, next_on: date | None = None, **points: PointState) -> Check:
    found = points or {"verrou": OK, "secours": LEFT}
    return Check({key.replace("_", "-"): state for key, state in found.items()}, day or clock.today(), next_on)


@pytest.fixture
def jeanne(cast: Cast) -> Citizen:
    return make_citizen(cast.mediators["nadia"])


@pytest.mark.parametrize(
    "text",
    [
        "mot de passe\u00a0: toto",
        "Mots de passe = soleil",
        "mdp : x",
        "Le code de la carte : voir au dos",
        "code 1234",
        "1 2 3 4",
        "12-34",
        "1.2.3.4",
        "１２３４",
        "١٢٣٤",
        "un deux trois quatre",
        "Identifiant impôts : jeanne",
        "login=jeanne",
        "azerty12",
        "Soleil87!",
        "P@ssword",
        "jeanne.dubois@exemple.fr",
        "Jeanne1948",
        "06 12 34 56 78",
        "la clé (a1b2c3)",
    ],
)
def test_a_secret_is_seen(text: str) -> None:
    assert looks_secret(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Changer le mot de passe de la boîte mail.",
        "Revoir le code du téléphone avec sa fille",
        "Windows 11 à installer, ou Windows11",
        "iPhone13 tout neuf, clé USB de 32Go",
        "3 applications à supprimer, 2 gardées",
        "Rendez-vous à 14h30, puis dans 6 mois",
        "En cas de doute, 17Cyber.gouv.fr",
        "Le pass numérique : à demander à la mairie",
        "Oui/non, c’est-à-dire presque",
        "Elle a quatre-vingt-dix-sept ans",
        "يحتاج إلى مساعدة",
    ],
)
def test_words_of_every_day_pass(text: str) -> None:
    assert not looks_secret(text)


def test_a_remark_is_short() -> None:
    check_remark("a" * 500)
    with pytest.raises(DomainError) as refused:
        check_remark("a " * 5_000_000)
    assert refused.value.field == "remark"


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (Check({}, date(2026, 3, 2)), None),
        (Check({"inconnu": OK}, date(2026, 3, 2)), None),
        (Check({"verrou": OK}, date(2126, 3, 2)), "checked_on"),
        (Check({"verrou": OK}, date(1926, 3, 2)), "checked_on"),
        (Check({"verrou": OK}, date(2026, 3, 2), date(2026, 3, 2)), "next_on"),
        (Check({"verrou": OK}, date(2026, 3, 2), date(9999, 12, 31)), "next_on"),
        (Check({"verrou": OK}, date(2026, 3, 2), None, "code : 1"), "remark"),
    ],
)
def test_what_does_not_fit_is_refused(check: Check, field: str | None) -> None:
    with pytest.raises(DomainError) as refused:
        check_check(check, current_list(ChecklistKind.CITIZEN), date(2026, 11, 24))
    assert refused.value.field == field


def test_six_months_later() -> None:
    assert next_day(date(2026, 11, 24)) == date(2027, 5, 24)
    assert next_day(date(2026, 8, 31)) == date(2027, 2, 28)


def test_the_lists_are_whole() -> None:
    assert len({(one.kind, one.version) for one in LISTS}) == len(LISTS)
    for one in LISTS:
        points = list(one.points())
        assert len(one.keys()) == len(points) == 14
        assert get_list(one.kind, one.version) is one
        for point in points:
            assert point.question.endswith("\u00a0?")
            assert all(text.endswith(".") for text in (point.why, point.how, point.done, point.todo)), point.key
            assert not any(len(text) > 130 for text in (point.question, point.why, point.how)), point.key
    with pytest.raises(NotFound):
        get_list(ChecklistKind.PLACE, "1999-01")


def test_a_check_is_kept_once_and_corrected_by_its_author_alone(cast: Cast, jeanne: Citizen) -> None:
    made = services.note_check(jeanne, checked(), by=cast.nadia)
    assert services.note_check(jeanne, checked(), by=cast.nadia) is made, "sent twice"
    assert (made.kind, made.citizen_id, made.place_id) == (ChecklistKind.CITIZEN, jeanne.id, None)
    correct = checked(verrou=OK, secours=OK)
    with pytest.raises(Forbidden):
        services.correct_check(made, correct, subject=jeanne, version=made.version, by=cast.karim)
    services.correct_check(made, correct, subject=jeanne, version=made.version, by=cast.nadia)
    assert made.points == {"verrou": "ok", "secours": "ok"}
    with pytest.raises(StaleVersion):
        services.correct_check(made, checked(), subject=jeanne, version=made.version - 1, by=cast.nadia)
    with pytest.raises(Forbidden):
        services.delete_check(made, subject=jeanne, by=cast.karim)
    services.delete_check(made, subject=jeanne, by=cast.nadia)
    assert db.session.scalar(select(func.count()).select_from(Checklist)) == 0
    lines = db.session.scalars(select(AuditLine).where(AuditLine.subject_id == jeanne.id).order_by(AuditLine.id)).all()
    assert [line.action for line in lines] == ["checklist.create", "checklist.update", "checklist.delete"]


def test_the_remark_is_sealed(cast: Cast, jeanne: Citizen) -> None:
    check = Check({"verrou": OK}, clock.today(), None, "Demander à sa fille")
    made = services.note_check(jeanne, check, by=cast.nadia)
    kept = db.session.scalar(select(Checklist.remark_sealed).where(Checklist.id == made.id))
    assert b"fille" not in (kept or b"")
    assert made.remark == "Demander à sa fille"


def test_each_reads_within_her_reach(cast: Cast, jeanne: Citizen) -> None:
    made = services.note_check(jeanne, checked(), by=cast.nadia)
    scopes = {name: scope_of(account) for name, account in cast.accounts.items()}
    assert list(queries.list_of_citizen(scopes["nadia"], jeanne)) == [made]
    for name in ("karim", "lea", "paul", "claire", "elise", "ahmed"):
        assert list(queries.list_of_citizen(scopes[name], jeanne)) == [], name
    there = services.note_check(cast.place, checked(sessions=OK), by=cast.paul)
    for name in ("paul", "claire", "ahmed"):
        assert list(queries.list_of_place(scopes[name], cast.place)) == [there], name
    for name in ("nadia", "lea", "elise"):
        assert list(queries.list_of_place(scopes[name], cast.place)) == [], name
    with pytest.raises(NotFound):
        queries.get_of_place(scopes["paul"], cast.place, made.id)
    with pytest.raises(NotFound):
        queries.get_of_citizen(scopes["lea"], jeanne, made.id)


def test_only_the_last_check_says_when_the_next_is_due(cast: Cast, jeanne: Citizen) -> None:
    today, scope = clock.today(), scope_of(cast.nadia)
    soon, old = today + timedelta(days=5), today - timedelta(days=200)
    services.note_check(jeanne, checked(old, today - timedelta(days=20)), by=cast.nadia)
    odile = make_citizen(cast.mediators["nadia"], "Odile")
    services.note_check(odile, checked(old, soon), by=cast.nadia)
    later = make_citizen(cast.mediators["nadia"], "Farid")
    services.note_check(later, checked(old, today + timedelta(days=90)), by=cast.nadia)

    def due() -> list[str]:
        return [citizen.first_name or "" for citizen, _day in queries.list_due_citizens(scope, soon, 5)]

    assert due() == ["Jeanne", "Odile"]
    services.note_check(jeanne, checked(today, today + timedelta(days=100)), by=cast.nadia)
    assert due() == ["Odile"], "looked at again since"
    odile.deleted_at = clock.now()
    db.session.flush()
    assert due() == []
    assert queries.list_due_citizens(scope_of(cast.karim), soon, 5) == []


def test_the_places_of_a_manager_come_due_too(cast: Cast) -> None:
    today = clock.today()
    far = make_place("Médiathèque", "23096", structure_id=cast.association.id)
    for place in (cast.place, far):
        services.note_check(place, checked(today - timedelta(days=9), today, sessions=LEFT), by=cast.paul)
    found = queries.list_due_places(scope_of(cast.paul), today, 5)
    assert [(place.name, day) for place, day in found] == [("Espace numérique de la Mairie", today)]
    assert len(queries.list_due_places(scope_of(cast.ahmed), today, 5)) == 2
    assert queries.list_due_places(scope_of(cast.nadia), today, 5) == []
