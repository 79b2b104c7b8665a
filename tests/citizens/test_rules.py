"""The rules of a citizen's page, as tables."""

from datetime import UTC, date, datetime, timedelta

import pytest

from inclusion_app.citizens import rules
from inclusion_app.citizens.models import InformedHow
from inclusion_app.citizens.rules import Identity, Information
from inclusion_app.kernel.errors import DomainError

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"last_name": ""}, "last_name"),
        ({"first_name": "a" * 201}, "first_name"),
        ({"birth_year": 1905}, "birth_year"),
        ({"birth_year": 2027}, "birth_year"),
        ({"phone": "12"}, "phone"),
        ({"email": "jeanne"}, "email"),
        ({"email": "j@" + "a" * 260 + ".fr"}, "email"),
        ({"notes": "a" * 5001}, "notes"),
    ],
)
def test_an_identity_that_does_not_fit_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    with pytest.raises(DomainError) as refused:
        rules.check_identity(Identity(**{"first_name": "Jeanne", "last_name": "D"} | values), TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["é" * 200, "محمد", "李", "O’Brien-Łuczak", "D"])
def test_a_name_in_any_script_is_kept_whole(name: str) -> None:
    assert rules.check_identity(Identity(name, name), TODAY).first_name == name


def test_the_person_is_told_a_known_text_and_not_tomorrow() -> None:
    rules.check_information(Information(TODAY, InformedHow.SPOKEN, "2026-11"), TODAY)
    with pytest.raises(DomainError) as refused:
        rules.check_information(Information(TODAY + timedelta(days=1), InformedHow.PAPER, "2026-11"), TODAY)
    assert refused.value.field == "informed_on"
    with pytest.raises(DomainError):
        rules.check_information(Information(TODAY, InformedHow.PAPER, "1999-01"), TODAY)


def test_somebody_can_always_open_the_page() -> None:
    rules.check_can_stop(other_followers=1, shared_with_team=False)
    rules.check_can_stop(other_followers=0, shared_with_team=True)
    with pytest.raises(DomainError):
        rules.check_can_stop(other_followers=0, shared_with_team=False)


def test_a_deletion_is_undone_for_thirty_days() -> None:
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    assert rules.may_restore(now - timedelta(days=29, hours=23), now)
    assert not rules.may_restore(now - timedelta(days=30), now)
    assert not rules.may_restore(None, now)
