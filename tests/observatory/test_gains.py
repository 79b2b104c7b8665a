"""People whose level rose: exact for those who may know, published only above the threshold and its complements."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from flask_sqlalchemy.session import Session
from sqlalchemy.orm import scoped_session

from inclusion_app.access.models import Account
from inclusion_app.citizens import assessment_services as services
from inclusion_app.citizens.assessment_rules import Findings
from inclusion_app.citizens.models import AssessmentSource, Citizen
from inclusion_app.kernel import clock
from inclusion_app.observatory.gains import Gain, find_gains
from inclusion_app.observatory.periods import parse_period
from inclusion_app.observatory.releasing.services import release_gains
from inclusion_app.skills.domains import Domain
from inclusion_app.territories.queries import get_territory
from inclusion_app.vocabulary.competences import Competence
from tests.cast import Cast
from tests.factories import make_citizen
from tests.pages import PageClient

Clients = Callable[[Account], PageClient]
LIMOGES, AUREIL, GUERET = "87085", "87005", "23096"
YEAR = parse_period("2026")


def assess(cast: Cast, commune: str, levels: Iterable[tuple[date, int]], test: str | None = None) -> Citizen:
    """Someone who lives there, observed on these days."""
    citizen = make_citizen(cast.mediators["nadia"], commune_code=commune)
    return again(cast, citizen, levels, test)


def again(cast: Cast, citizen: Citizen, levels: Iterable[tuple[date, int]], test: str | None = None) -> Citizen:
    source = AssessmentSource.TEST if test else AssessmentSource.OBSERVATION
    for day, level in levels:
        findings = Findings({Competence.INTERACT: level}, day, test_name=test)
        with clock.frozen(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            services.note_findings(citizen, findings, source=source, mediator=cast.mediators["nadia"], by=cast.nadia)
    return citizen


def many(cast: Cast, commune: str, *, rose: int, same: int) -> None:
    for count, last in ((rose, 3), (same, 1)):
        for _ in range(count):
            assess(cast, commune, [(date(2026, 2, 1), 1), (date(2026, 9, 1), last)])


def gain(key: str, *, published: bool, period: str = "2026") -> Gain | None:
    found = find_gains(get_territory(key), parse_period(period), published=published)
    return next((one for one in found if one.domain is Domain.COMMUNICATION), None)


def test_a_person_counts_once_by_domain_where_she_lives(cast: Cast) -> None:
    assess(cast, LIMOGES, [(date(2025, 5, 1), 1), (date(2026, 5, 1), 2)])
    assess(cast, LIMOGES, [(date(2026, 5, 1), 3), (date(2026, 6, 1), 3)])
    assess(cast, LIMOGES, [(date(2026, 5, 1), 3)])
    assess(cast, LIMOGES, [(date(2024, 5, 1), 1), (date(2025, 5, 1), 4)])
    again(cast, assess(cast, LIMOGES, [(date(2026, 5, 1), 1)]), [(date(2026, 6, 1), 4)], "Pix")
    assess(cast, GUERET, [(date(2026, 5, 1), 2), (date(2026, 6, 1), 1)])
    assert gain("COM-87085", published=False) == Gain(Domain.COMMUNICATION, 2, 1)
    assert gain("COM-23096", published=False) == Gain(Domain.COMMUNICATION, 1, 0)
    assert gain("FR", published=False) == Gain(Domain.COMMUNICATION, 3, 1)
    assert gain("COM-87085", published=False, period="2026-T3") is None
    assert [one.rose for one in find_gains(get_territory("FR"), YEAR, published=False)] == [0, 1, 0, 0, 0]
    assert gain("FR", published=True) is None, "too few for anybody"


def test_published_above_the_threshold_and_its_complements(cast: Cast) -> None:
    many(cast, LIMOGES, rose=12, same=11)
    assert gain("COM-87085", published=True) == Gain(Domain.COMMUNICATION, 23, 12)
    assert gain("COM-87085", published=True, period="2026-T3") is None, "whole years only"
    many(cast, AUREIL, rose=2, same=0)
    assert gain("COM-87005", published=True) is None
    told = {key: gain(key, published=True) for key in ("COM-87085", "DEP-87", "FR")}
    assert told["FR"] == Gain(Domain.COMMUNICATION, 25, 14)
    assert told["COM-87085"] is None, "the département minus the town would tell of two people"


def test_the_page_and_its_file_say_it(cast: Cast, client_of: Clients) -> None:
    many(cast, LIMOGES, rose=3, same=1)
    claire, elise = client_of(cast.claire), client_of(cast.elise)
    page = claire.get("/observatoire/COM-87085?periode=2026")
    assert "Ce que les personnes savent faire de plus" in page.text
    file = claire.get("/observatoire/COM-87085/skills.csv?periode=2026").data.decode("utf-8-sig")
    assert "Communication et collaboration" in file
    assert "Ce que les personnes savent faire" not in elise.get("/observatoire/COM-87085?periode=2026").text
    elise.get("/observatoire/COM-87085/skills.csv?periode=2026", status=404)


def test_released_gains_are_those_of_memory_until_the_next_release(
    session: scoped_session[Session], cast: Cast
) -> None:
    many(cast, LIMOGES, rose=12, same=11)
    many(cast, AUREIL, rose=11, same=0)
    keys = ("COM-87085", "COM-87005", "DEP-87", "FR", "COM-23096")
    before = {key: find_gains(get_territory(key), YEAR, published=True) for key in keys}
    assert before["COM-87085"]
    assert not before["COM-23096"]
    session.commit()
    release_gains()
    assert {key: find_gains(get_territory(key), YEAR, published=True) for key in keys} == before
    many(cast, AUREIL, rose=2, same=0)
    assert gain("COM-87005", published=True) == Gain(Domain.COMMUNICATION, 11, 11)
    session.commit()
    release_gains()
    assert gain("COM-87005", published=True) == Gain(Domain.COMMUNICATION, 13, 13)
