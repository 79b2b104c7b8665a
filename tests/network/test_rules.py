"""Pure rules: SIRET, freshness, ways to reach, ends of memberships."""

from datetime import date

import pytest

from inclusion_app.kernel.errors import DomainError
from inclusion_app.network import contact, rules
from inclusion_app.network.rules import Freshness


@pytest.mark.parametrize("text", ["356 000 000 00048", "35600000009075", "73282932000074", "732.829.320 00074"])
def test_a_siret_is_taken_with_its_spaces_and_la_postes_key(text: str) -> None:
    assert len(rules.check_siret(text)) == 14


@pytest.mark.parametrize(
    ("text", "told"), [("123", "vous en avez écrit 3"), ("73282932000075", "n’existe pas"), ("7328293200007A", "13")]
)
def test_a_wrong_siret_is_told_in_words(text: str, told: str) -> None:
    with pytest.raises(DomainError, match=told) as error:
        rules.check_siret(text)
    assert error.value.field == "siret"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 11, 24), Freshness.CURRENT),
        (date(2026, 5, 25), Freshness.CURRENT),
        (date(2026, 5, 24), Freshness.WATCH),
        (date(2025, 11, 25), Freshness.WATCH),
        (date(2025, 11, 24), Freshness.CHECK),
        (date(2025, 5, 25), Freshness.CHECK),
        (date(2025, 5, 24), Freshness.RENEW),
        (date(1999, 1, 1), Freshness.RENEW),
    ],
)
def test_freshness_in_whole_months(day: date, state: Freshness) -> None:
    assert rules.freshness(day, date(2026, 11, 24)) is state


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("accueil@mairie.fr", "accueil@mairie.fr"),
        ("a@mairie.fr ; b@mairie.fr, a@mairie.fr", "a@mairie.fr|b@mairie.fr"),
        ("", None),
    ],
)
def test_several_addresses_are_joined_as_the_standard_wants(text: str, kept: str | None) -> None:
    assert contact.read_emails(text) == kept


def test_a_wrong_address_is_quoted() -> None:
    with pytest.raises(DomainError, match=r"accueil\.mairie") as error:
        contact.read_emails("accueil.mairie")
    assert error.value.field == "emails"


@pytest.mark.parametrize(
    ("text", "kept"),
    [("www.mairie.fr", "https://www.mairie.fr"), ("http://mairie.fr/x", "http://mairie.fr/x"), ("  ", None)],
)
def test_a_site_is_given_its_https(text: str, kept: str | None) -> None:
    assert contact.read_website(text) == kept


@pytest.mark.parametrize("text", ["mairie", "ftp://mairie.fr", "javascript://mairie.fr/%0aalert(1)", "https://[x"])
def test_what_is_no_site_is_refused(text: str) -> None:
    with pytest.raises(DomainError):
        contact.read_website(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [("45.8336, 1.2611", (45.8336, 1.2611)), ("45,8336 ; -1,2611", (45.8336, -1.2611)), ("", None)],
)
def test_coordinates_are_pasted_from_a_map(text: str, kept: tuple[float, float] | None) -> None:
    assert contact.read_coordinates(text) == kept


@pytest.mark.parametrize("text", ["ici", "95, 1", "45.8"])
def test_wrong_coordinates_are_refused(text: str) -> None:
    with pytest.raises(DomainError):
        contact.read_coordinates(text)


def test_a_foreign_number_does_not_fit_the_standard() -> None:
    assert contact.read_phone("05 55 12 34 56") == "+33555123456"
    with pytest.raises(DomainError):
        contact.read_phone("+49 30 1234567")


@pytest.mark.parametrize("ended_on", [date(2026, 11, 25), date(2025, 12, 31)])
def test_a_membership_ends_between_its_first_day_and_today(ended_on: date) -> None:
    with pytest.raises(DomainError):
        rules.check_end(date(2026, 1, 1), ended_on, date(2026, 11, 24))
