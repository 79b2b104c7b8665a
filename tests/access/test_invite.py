"""Inviting somebody: the account, its letter, its link."""

import re

import pytest

from inclusion_app.access.models import LinkPurpose, email_index
from inclusion_app.access.services import deactivate_account, invite_account
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.mail import Letter
from tests.access.mailbox import last_letter
from tests.cast import Cast


def test_an_unknown_address_gets_an_account_and_a_letter(session: object, cast: Cast) -> None:
    account = invite_account(email="Zoe.Martin@exemple.fr", name="Zoé Martin", by=cast.claire)
    letter = last_letter("zoe.martin@exemple.fr")
    assert account.activated_at is None
    assert "Claire Faure vous ouvre un accès à Numérique 87" in letter
    assert re.search(r"http://127\.0\.0\.1:8000/invitation/[\w-]{43}\n", letter)


def test_inviting_twice_keeps_one_account_and_one_working_link(session: object, cast: Cast) -> None:
    first = invite_account(email="zoe@exemple.fr", name="Zoé", by=cast.claire)
    again = invite_account(email="ZOE@exemple.fr ", name="Autre nom", by=cast.claire)
    assert again is first
    assert again.name == "Zoé"
    assert len(db.session.query(Letter).all()) == 2


def test_an_active_account_is_found_without_letter(session: object, cast: Cast) -> None:
    assert invite_account(email=str(cast.nadia.email), name="X", by=cast.claire) is cast.nadia
    assert db.session.query(Letter).count() == 0


def test_a_closed_account_is_refused(session: object, cast: Cast) -> None:
    deactivate_account(cast.lea, by=cast.ahmed)
    with pytest.raises(DomainError, match="désactivé"):
        invite_account(email=str(cast.lea.email), name="Léa", by=cast.claire)


@pytest.mark.parametrize("other", ["jean-paul@exemple.fr", "jeanpaul@exemple.fr", "jean.paul@exemple-fr"])
def test_near_addresses_are_other_people(app: object, other: str) -> None:
    assert email_index("jean.paul@exemple.fr") != email_index(other)


def test_the_case_of_an_address_changes_nothing(app: object) -> None:
    assert email_index(" Jean.Paul@Exemple.FR") == email_index("jean.paul@exemple.fr")
    assert LinkPurpose.INVITATION == "invitation"
