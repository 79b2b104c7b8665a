"""The public page that verifies a code, and the holder's own paper."""

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import func, select

from inclusion_app.access.models import Account, FailedAttempt
from inclusion_app.extensions import db
from inclusion_app.kernel import clock
from inclusion_app.printing.pdf import warm_up
from inclusion_app.trainings import codes, links
from inclusion_app.trainings.lists import CertificateKind, RevocationReason
from inclusion_app.trainings.models.results import Certificate
from inclusion_app.trainings.services.certificates import revoke_certificate
from tests.cast import Cast
from tests.factories_trainings import make_course, make_registration
from tests.pages import Page, PageClient
from tests.trainings.certifying import come, issue, make_body, make_past_session

Clients = Callable[[Account], PageClient]


@pytest.fixture
def certificate(cast: Cast) -> Certificate:
    make_body()
    session = make_past_session(cast, version=make_course(validity_months=24))
    come(session, make_registration(session, "Amina", "N’Diaye", account_id=cast.elise.id))
    return issue(session, cast.nadia)[0]


def ask(client: PageClient, certificate: Certificate, status: int = 200) -> Page:
    return client.get(f"/verifier/{codes.shown(certificate.code)}", status=status)


def test_a_valid_code_says_who_what_and_when(visitor: PageClient, certificate: Certificate) -> None:
    page = ask(visitor, certificate)
    assert page.h1 == "Attestation authentique"
    for said in ("Amina N’Diaye", "Aidants numériques", "6 h", "Numérique 87", certificate.number):
        assert said in page.text.replace("\u00a0", " ")
    assert page.response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert page.all("//meta[@name='robots'][contains(@content, 'noindex')]")
    assert page.response.headers["Cache-Control"] == "no-store"


def test_the_code_is_typed_as_people_type(visitor: PageClient, certificate: Certificate) -> None:
    typed = codes.shown(certificate.code).lower().replace("-", " ")
    page = visitor.get("/verifier", query_string={"code": f" {typed} "}, status=303)
    assert page.location == f"/verifier/{codes.shown(certificate.code)}"
    assert visitor.get(f"/verifier/{certificate.code.lower()}", status=303).location == page.location


@pytest.mark.parametrize(
    ("typed", "told"),
    [("7O3P", "Le caractère O n’existe pas dans nos codes."), ("", "Recopiez"), ("7K3P", "dix caractères")],
)
def test_what_is_wrong_is_said_at_the_field(visitor: PageClient, typed: str, told: str) -> None:
    page = visitor.get("/verifier", query_string={"code": typed}, status=422)
    assert told in page.errors["code"]
    assert db.session.scalar(select(func.count()).select_from(FailedAttempt)) == 0


def test_an_expired_one_says_since_when(visitor: PageClient, certificate: Certificate) -> None:
    assert certificate.expires_on
    with clock.frozen(clock.now() + timedelta(days=800)):
        page = ask(visitor, certificate)
    assert page.h1 == "Attestation qui n’est plus valable"
    assert "Arrivée à échéance" in page.text


def test_a_revoked_one_says_why_in_general_words(visitor: PageClient, cast: Cast, certificate: Certificate) -> None:
    revoke_certificate(certificate, reason=RevocationReason.MISTAKE, note="Secret d’équipe", by=cast.nadia)
    page = ask(visitor, certificate)
    assert "Retirée le" in page.text
    assert "Elle contenait une erreur" in page.text
    assert "Secret" not in page.text


@pytest.mark.parametrize("change", ["minutes", "expires_on", "content_sealed", "revoked"])
def test_an_altered_row_is_not_believed(visitor: PageClient, cast: Cast, certificate: Certificate, change: str) -> None:
    if change == "minutes":
        certificate.minutes += 60
    elif change == "expires_on":
        certificate.expires_on = None
    elif change == "content_sealed":
        certificate.content_sealed = certificate.content_sealed[:-1] + b"x"
    else:
        revoke_certificate(certificate, reason=RevocationReason.MISTAKE, by=cast.nadia)
        certificate.revoked_at = certificate.revoked_reason = certificate.revoked_by_id = None
    db.session.flush()
    page = ask(visitor, certificate)
    assert "Cette attestation ne peut pas être vérifiée." in page.text
    assert "Amina" not in page.text


def test_codes_cannot_be_tried_one_after_the_other(visitor: PageClient, certificate: Certificate) -> None:
    for _ in range(10):
        visitor.get(f"/verifier/{codes.shown(codes.draw())}", status=404)
    assert "Attendez jusqu’à" in visitor.get(f"/verifier/{codes.shown(codes.draw())}", status=429).text
    ask(visitor, certificate, status=429)
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        ask(visitor, certificate)


def test_a_code_drawn_twice_is_drawn_again(cast: Cast) -> None:
    make_body()
    session = make_past_session(cast)
    come(session, make_registration(session), make_registration(session))
    other = codes.draw()
    with patch("inclusion_app.trainings.codes.draw", side_effect=[other, other, other, codes.draw()]):
        made = issue(session, cast.nadia)
    assert len({one.code for one in made}) == 2


def test_the_holder_takes_her_paper_through_her_link(visitor: PageClient, certificate: Certificate) -> None:
    warm_up()
    path = links.path_of(certificate.registration)
    page = visitor.get(f"{path}/attestation.pdf")
    assert page.data.startswith(b"%PDF")
    assert (
        page.response.headers["Content-Disposition"] == f'attachment; filename="attestation-{certificate.number}.pdf"'
    )
    visitor.get(f"{path}/attestation.pdf?type=assiduite", status=404)
    visitor.get(f"{path[:-4]}0000/attestation.pdf", status=404)


def test_and_through_her_account(cast: Cast, client_of: Clients, certificate: Certificate) -> None:
    warm_up()
    path = f"/mes-formations/{certificate.registration_id}/attestation.pdf"
    assert client_of(cast.elise).get(path).data.startswith(b"%PDF")
    client_of(cast.claire).get(path, status=404)
    revoke_certificate(certificate, reason=RevocationReason.MISTAKE, by=cast.nadia)
    client_of(cast.elise).get(path, status=404)


def test_both_papers_have_their_address(cast: Cast, visitor: PageClient, certificate: Certificate) -> None:
    warm_up()
    (other,) = issue(certificate.registration.session, cast.nadia, CertificateKind.ATTENDANCE)
    path = f"{links.path_of(certificate.registration)}/attestation.pdf"
    assert certificate.number in visitor.get(path).response.headers["Content-Disposition"]
    assert other.number in visitor.get(f"{path}?type=assiduite").response.headers["Content-Disposition"]
