"""Issuing certificates: who gets one, what forbids it, what is kept, revoked, replaced; who may do it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from inclusion_app.access.models import Account
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.lists import (
    ActionKind,
    CertificateKind,
    NotHeld,
    NoticeKind,
    RegistrationState,
    RevocationReason,
    Withdrawal,
)
from inclusion_app.trainings.models.registrations import Notice
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.rules.certificates import add_months, town_of
from inclusion_app.trainings.rules.certificates_content import read_content
from inclusion_app.trainings.rules.certificates_seal import is_intact
from inclusion_app.trainings.services.certificates import (
    issue_certificates,
    replace_certificate,
    revoke_certificate,
)
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration, make_session
from tests.pages import PageClient
from tests.trainings.certifying import FRAME, come, issue, make_body, make_past_session, note

Clients = Callable[[Account], PageClient]


def test_whoever_came_once_gets_one_with_the_hours_done(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    first, second = session.half_days
    whole, late, away = (make_registration(session, name, "Ngo") for name in ("Amina", "Bruno", "Chloé"))
    come(session, whole)
    note(first, late, present=False)
    arrived = (clock.to_paris(second.starts_at) + timedelta(minutes=30)).time()
    note(second, late, arrived=arrived)
    for half_day in session.half_days:
        note(half_day, away, present=False)
    made = issue(session, cast.nadia)
    assert {one.registration_id: one.minutes for one in made} == {whole.id: 360, late.id: 150}
    said = read_content(made[1].content or "")
    assert [one.present for one in said.half_days] == [False, True]
    assert [one.number for one in made] == [f"{clock.today().year}-00000{n}" for n in (1, 2)]
    assert len({one.code for one in made}) == 2
    assert all(is_intact(one) for one in made)
    db.session.expire_all()
    assert all(is_intact(one) for one in made)


def test_a_half_day_that_was_not_held_counts_for_nobody(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    person = make_registration(session)
    come(session, person)
    session.half_days[1].not_held = NotHeld.BREAKDOWN
    assert [one.minutes for one in issue(session, cast.nadia)] == [180]


def test_whoever_gave_up_after_coming_keeps_what_she_did(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    person = make_registration(session)
    come(session, person)
    person.state, person.withdrawal, person.ended_at = RegistrationState.CANCELLED, Withdrawal.PERSON, clock.now()
    assert len(issue(session, cast.nadia)) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("body", "la fiche n’est pas complète"),
        ("future", "n’est pas terminée"),
        ("altered", "modifiées hors de l’application"),
        ("not_held", "Aucune séance n’a eu lieu"),
    ],
)
def test_what_forbids_is_said(cast: Cast, change: str, told: str) -> None:
    if change != "body":
        make_body()
    session = make_past_session(cast)
    person = make_registration(session)
    come(session, person)
    if change == "future":
        session.ends_at = clock.now() + timedelta(hours=1)
    if change == "altered":
        late = make_registration(session)
        come(session, late, forged=True)
    if change == "not_held":
        for half_day in session.half_days:
            half_day.not_held = NotHeld.WEATHER
    db.session.flush()
    with pytest.raises(DomainError, match=told):
        issue(session, cast.nadia)
    assert db.session.scalars(select(Certificate)).all() == []


def test_an_unfilled_sheet_waits_without_holding_the_others(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    filled, unfilled = make_registration(session), make_registration(session)
    come(session, filled)
    note(session.half_days[0], unfilled)
    assert [one.registration_id for one in issue(session, cast.nadia)] == [filled.id]


def test_a_second_time_keeps_the_first(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    person = make_registration(session)
    come(session, person)
    first = issue(session, cast.nadia)
    again = issue_certificates(session, kind=CertificateKind.COMPLETION, people=None, frame=FRAME, by=cast.nadia)
    assert (list(again.made), again.kept, again.stale) == ([], 1, 0)
    assert len(issue(session, cast.nadia, CertificateKind.ATTENDANCE)) == 1
    person.last_name = "Durand-Petit"
    again = issue_certificates(session, kind=CertificateKind.COMPLETION, people=None, frame=FRAME, by=cast.nadia)
    assert (list(again.made), again.kept, again.stale) == ([], 0, 1)
    made = replace_certificate(first[0], frame=FRAME, by=cast.nadia)
    assert read_content(made.content or "").last_name == "Durand-Petit"
    assert first[0].revoked_reason is RevocationReason.REPLACED
    assert is_intact(first[0])
    assert made.number > first[0].number


def test_a_certificate_is_revoked_once(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    come(session, make_registration(session))
    (certificate,) = issue(session, cast.nadia)
    revoke_certificate(certificate, reason=RevocationReason.MISTAKE, note="Date fausse", by=cast.nadia)
    with pytest.raises(DomainError, match="déjà été retirée"):
        revoke_certificate(certificate, reason=RevocationReason.MISTAKE, by=cast.nadia)
    db.session.expire_all()
    assert is_intact(certificate)
    assert len(issue(session, cast.nadia)) == 1


def test_a_workshop_gives_no_certificat_de_realisation(cast: Cast) -> None:
    make_body(siret=None, declaration_number=None)
    session = make_past_session(cast, version=make_course(kind=ActionKind.WORKSHOP))
    come(session, make_registration(session))
    with pytest.raises(DomainError, match="Un atelier ne donne pas"):
        issue(session, cast.nadia)
    assert len(issue(session, cast.nadia, CertificateKind.ATTENDANCE)) == 1


def test_people_are_told_by_email_once_each(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    mailed, called = make_registration(session), make_registration(session, email=None, phone="+33555000001")
    come(session, mailed, called)
    issue(session, cast.nadia)
    issue(session, cast.nadia)
    notices = db.session.scalars(select(Notice).where(Notice.kind == NoticeKind.CERTIFICATE)).all()
    assert [one.registration_id for one in notices] == [mailed.id]


def test_the_tab_issues_for_all_then_for_those_ticked(cast: Cast, client_of: Clients) -> None:
    make_body()
    session = make_past_session(cast)
    people = [make_registration(session, name, "Ngo") for name in ("Amina", "Bruno", "Chloé")]
    come(session, *people)
    path = f"/sessions/{session.id}/attestations"
    client = client_of(cast.nadia)
    page = client.get(path)
    assert "6 h sur 6 h" in page.text.replace("\u00a0", " ")
    refused = client.post(path, page.form() | {"who": "ticked"}, status=422)
    assert "Cochez au moins une personne." in refused.text
    client.post(path, page.form() | {"who": "ticked", "people": [str(people[1].id)]})
    assert "1 attestation est délivrée." in client.get(path).text
    client.post(path, page.form() | {"who": "all"})
    page = client.get(path)
    assert "2 attestations sont délivrées. 1 personne avait déjà la sienne." in page.text
    assert len(page.all("//a[contains(@href, '.pdf')]")) == 3
    lines = db.session.scalars(select(AuditLine).where(AuditLine.action == "certificate.issue")).all()
    assert len(lines) == 3
    assert all(list(line.details) == ["number"] for line in lines)


def test_the_tab_says_what_is_missing_and_where_to_fill_it(cast: Cast, client_of: Clients) -> None:
    session = make_past_session(cast)
    make_registration(session)
    path = f"/sessions/{session.id}/attestations"
    page = client_of(cast.claire).get(path)
    assert "le numéro de déclaration d’activité" in page.text
    assert page.all("//main//a[@href='/formations/organisme']")
    assert not page.all("//button[@name='who']")
    assert "Demandez à votre responsable" in client_of(cast.nadia).get(path).text
    make_body()
    assert "La feuille de présence n’est pas remplie" in client_of(cast.nadia).get(path).text


def test_revoking_and_replacing_ask_first(cast: Cast, client_of: Clients) -> None:
    make_body()
    session = make_past_session(cast)
    first, second = make_registration(session), make_registration(session)
    come(session, first, second)
    one, other = issue(session, cast.nadia)
    path, client = f"/sessions/{session.id}/attestations", client_of(cast.nadia)
    page = client.get(f"{path}/{one.id}/retirer")
    assert "Dites pourquoi" in client.post(f"{path}/{one.id}/retirer", page.form(), status=422).text
    client.post(f"{path}/{one.id}/retirer", page.form() | {"reason": "not_due", "note": "Absente"})
    assert "Elle n’aurait pas dû être délivrée (Absente)" in client.get(path).text
    assert client.post(f"{path}/{one.id}/retirer", page.form() | {"reason": "mistake"}, status=422)
    other.registration.first_name = "Zoé"
    db.session.flush()
    assert "À mettre à jour" in client.get(path).text
    client.get(f"{path}/{other.id}/remplacer")
    client.post(f"{path}/{other.id}/remplacer")
    assert "remplace l’ancienne" in client.get(path).text
    assert client.get(f"{path}/{one.id}.pdf", status=303)


def test_strangers_find_nothing(cast: Cast, client_of: Clients, visitor: PageClient) -> None:
    make_body()
    session = make_past_session(cast)
    come(session, make_registration(session))
    (certificate,) = issue(session, cast.nadia)
    paths = [
        f"/sessions/{session.id}/attestations",
        f"/sessions/{session.id}/attestations/{certificate.id}.pdf",
        f"/sessions/{session.id}/attestations/{certificate.id}/retirer",
    ]
    for path in paths:
        assert client_of(cast.lea).get(path, status=404)
        assert client_of(cast.ahmed).get(path, status=403)
        assert visitor.get(path, status=302)
    other = make_session(structure_id=cast.mairie.id)
    client_of(cast.nadia).get(f"/sessions/{other.id}/attestations/{certificate.id}.pdf", status=404)


def test_months_and_towns() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert town_of("9 place Léon-Betoulle, 87000 Limoges") == "Limoges"
    assert town_of("Mairie\n23000 Guéret, France") == "Guéret"
    assert town_of("Limoges") is None
