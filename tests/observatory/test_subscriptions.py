"""Subscriptions to reports: asked for, told once after each period, stopped from a letter; nothing on a GET."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.mail import Letter
from inclusion_app.observatory import subscribing
from inclusion_app.observatory.rhythm import Rhythm
from inclusion_app.observatory.subscribing import ReportSubscription
from inclusion_app.observatory.telling import tell_subscribers
from inclusion_app.territories.queries import get_territory, list_territories
from inclusion_app.territories.territory import Level
from tests.cast import Cast
from tests.pages import PageClient

ClientOf = Callable[[Account], PageClient]
LIMOGES = "/observatoire/COM-87085/abonnement"


def kept() -> list[ReportSubscription]:
    return list(db.session.scalars(select(ReportSubscription)))


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.subject.contains("rapport"))))


@pytest.fixture
def subscribed(cast: Cast) -> ReportSubscription:
    with clock.frozen(datetime(2026, 11, 10, 9, tzinfo=UTC)):
        account = cast.accounts["elise"]
        return subscribing.subscribe(account, get_territory("COM-87085"), rhythm=Rhythm.MONTH, by=account)


def test_asking_twice_keeps_one(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.accounts["elise"])
    client.get(LIMOGES)
    assert kept() == []
    for _ in range(2):
        client.post(LIMOGES, {"rythme": "quarter"})
    assert [(one.territory_key, one.rhythm) for one in kept()] == [("COM-87085", Rhythm.QUARTER)]
    assert "Chaque trimestre" in client.get("/observatoire/rapports").text


@pytest.mark.parametrize("rhythm", ["", "hour", "x" * 500])
def test_a_rhythm_that_does_not_exist(cast: Cast, client_of: ClientOf, rhythm: str) -> None:
    client_of(cast.accounts["elise"]).post(LIMOGES, {"rythme": rhythm}, status=422)
    assert kept() == []


def test_others_territories_are_not_there(cast: Cast, client_of: ClientOf) -> None:
    client_of(cast.accounts["elise"]).get("/observatoire/COM-23096/abonnement", status=404)
    client_of(cast.accounts["nadia"]).get(LIMOGES, status=403)


def test_one_does_not_stop_anothers(cast: Cast, client_of: ClientOf, subscribed: ReportSubscription) -> None:
    path = f"/observatoire/rapports/abonnements/{subscribed.id}/arreter"
    client_of(cast.accounts["claire"]).post(path, {}, status=404)
    assert len(kept()) == 1
    client_of(cast.accounts["elise"]).post(path, {})
    assert kept() == []


def test_twenty_at_most(cast: Cast) -> None:
    account = cast.accounts["claire"]
    communes = list_territories(get_territory("DEP-87"), Level.COMMUNE)
    for commune in communes[:20]:
        subscribing.subscribe(account, commune, rhythm=Rhythm.YEAR, by=account)
    with pytest.raises(DomainError):
        subscribing.subscribe(account, communes[20], rhythm=Rhythm.YEAR, by=account)
    assert len(kept()) == 20


def test_it_is_told_once_after_the_period(subscribed: ReportSubscription) -> None:
    with clock.frozen(datetime(2026, 12, 3, 9, tzinfo=UTC)):
        assert tell_subscribers() == {"told": 0, "stopped": 0}
    with clock.frozen(datetime(2026, 12, 7, 9, tzinfo=UTC)):
        assert tell_subscribers() == {"told": 1, "stopped": 0}
        assert tell_subscribers() == {"told": 0, "stopped": 0}
    (letter,) = letters()
    assert "/observatoire/COM-87085/rapport?periode=2026-11" in str(letter.text)
    assert letter.subject.endswith("Limoges, novembre 2026")
    assert not re.search(r"\d+ accompagnement|\d\s?%", str(letter.text))
    assert subscribed.told_until == date(2026, 11, 30)


def test_who_left_is_not_told(cast: Cast, subscribed: ReportSubscription) -> None:
    cast.accounts["elise"].deactivated_at = clock.now()
    with clock.frozen(datetime(2026, 12, 7, 9, tzinfo=UTC)):
        assert tell_subscribers() == {"told": 0, "stopped": 1}
    assert (kept(), letters()) == ([], [])


def test_the_link_of_a_letter_stops_it_on_a_press(visitor: PageClient, subscribed: ReportSubscription) -> None:
    with clock.frozen(datetime(2026, 12, 7, 9, tzinfo=UTC)):
        tell_subscribers()
    found = re.search(r"/observatoire/rapports/arreter/\S+", str(letters()[0].text))
    assert found
    path = found[0]
    assert "Arrêter l’envoi" in visitor.get(path).text
    assert len(kept()) == 1
    visitor.post(path, {})
    assert kept() == []
    assert "Vous ne recevez plus ce rapport" in visitor.get(path).text
    actions = set(db.session.scalars(select(AuditLine.action).where(AuditLine.subject_kind == "report_subscription")))
    assert actions == {"report_subscription.create", "report_subscription.tell", "report_subscription.stop"}


@pytest.mark.parametrize("token", ["x", "eyJ.abc.def", "%00", "a" * 3000])
def test_an_altered_link_opens_nothing(visitor: PageClient, subscribed: ReportSubscription, token: str) -> None:
    visitor.get(f"/observatoire/rapports/arreter/{token}", status=404)
    visitor.post(f"/observatoire/rapports/arreter/{token}", {}, status=404)
    assert len(kept()) == 1
