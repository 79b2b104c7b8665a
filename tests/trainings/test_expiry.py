"""What expires: the list, the search, the table, the reminders sent once each."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.trainings.jobs.certificates import remind_expiries
from inclusion_app.trainings.lists import NoticeKind, RevocationReason
from inclusion_app.trainings.models.courses import CourseVersion
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.services.certificates import revoke_certificate
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration
from tests.pages import PageClient
from tests.trainings.certifying import come, issue, make_body, make_past_session

Clients = Callable[[Account], PageClient]


def certified(cast: Cast, day: datetime, version: CourseVersion, **person: object) -> Certificate:
    session = make_past_session(cast, day, version=version)
    come(session, make_registration(session, "Amina", "Ngo", **person))
    with clock.frozen(day.replace(hour=20)):
        return issue(session, cast.nadia)[0]


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 9, tzinfo=UTC)


def told() -> list[NoticeKind]:
    query = select(Notice.kind).where(Notice.kind.in_((NoticeKind.EXPIRY_12, NoticeKind.EXPIRY_6)))
    return list(db.session.scalars(query.order_by(Notice.id)))


def test_each_is_reminded_a_year_then_six_months_before(cast: Cast) -> None:
    make_body()
    certificate = certified(cast, at(2024, 3, 10), make_course(validity_months=36))
    assert str(certificate.expires_on) == "2027-03-10"
    for day, expected in (
        (at(2026, 3, 9), []),
        (at(2026, 3, 10), [NoticeKind.EXPIRY_12]),
        (at(2026, 3, 11), [NoticeKind.EXPIRY_12]),
        (at(2026, 9, 12), [NoticeKind.EXPIRY_12, NoticeKind.EXPIRY_6]),
        (at(2026, 9, 13), [NoticeKind.EXPIRY_12, NoticeKind.EXPIRY_6]),
    ):
        with clock.frozen(day):
            remind_expiries()
        assert told() == expected, day


def test_a_short_one_a_renewed_one_and_a_revoked_one_need_no_reminder(cast: Cast) -> None:
    make_body()
    certified(cast, at(2026, 3, 10), make_course(validity_months=12))
    version = make_course(validity_months=24)
    certified(cast, at(2025, 3, 10), version, email="amina@exemple.fr")
    certified(cast, at(2026, 3, 1), version, email="amina@exemple.fr")
    gone = certified(cast, at(2025, 3, 10), make_course(validity_months=24))
    revoke_certificate(gone, reason=RevocationReason.OTHER, by=cast.nadia)
    with clock.frozen(at(2026, 3, 12)):
        remind_expiries()
    assert told() == []


def test_the_list_finds_by_number_by_whole_name_and_by_what_expires(cast: Cast, client_of: Clients) -> None:
    make_body()
    soon = certified(cast, at(2024, 12, 10), make_course(validity_months=24))
    later = certified(cast, at(2025, 8, 10), make_course("Autre formation", validity_months=24))
    client = client_of(cast.nadia)
    with clock.frozen(at(2026, 11, 24)):
        page = client.get("/attestations")
        assert [node.text for node in page.all("//tbody//th/a")] == [later.number, soon.number]
        assert "dans les 6 mois 1" in page.text.replace("\u00a0", " ")
        assert "dans les 12 mois 2" in page.text.replace("\u00a0", " ")
        for query, found in (
            (f"q={soon.number}", [soon.number]),
            ("q=NGO amina", [later.number, soon.number]),
            ("q=Ngo", []),
            ("etat=expires_6", [soon.number]),
            ("etat=expires_12", [soon.number, later.number]),
            ("etat=expired", []),
            ("etat=revoked", []),
        ):
            page = client.get(f"/attestations?{query}")
            assert [node.text for node in page.all("//tbody//th/a")] == found, query
        table = client.get("/attestations.csv?etat=expires_6").data.decode("utf-8-sig")
        assert table.splitlines()[1].startswith(f"{soon.number},Certificat de réalisation,Amina,Ngo,")
        assert len(table.splitlines()) == 2


def test_others_see_only_their_own(cast: Cast, client_of: Clients) -> None:
    make_body()
    certified(cast, at(2026, 3, 10), make_course())
    assert "Aucune attestation pour le moment" in client_of(cast.lea).get("/attestations").text
    assert client_of(cast.claire).get("/attestations").all("//tbody//th/a")
    client_of(cast.ahmed).get("/attestations", status=403)
