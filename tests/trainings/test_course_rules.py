"""Pure rules of courses and of the training organisation."""

from itertools import islice

import pytest

from inclusion_app.kernel.errors import DomainError
from inclusion_app.trainings.models.courses import TrainingBody
from inclusion_app.trainings.rules import body, courses


@pytest.mark.parametrize(
    ("text", "cents"),
    [("", 0), ("0", 0), ("120", 12000), ("120,5", 12050), ("120.50 €", 12050), ("1\u202f200,05", 120005), (" 7 ", 700)],
)
def test_a_price_is_read_as_people_type_it(text: str, cents: int) -> None:
    assert courses.read_price(text) == cents


@pytest.mark.parametrize("text", ["gratuit", "-5", "1,234", "12,", "1e3", "100000,01", "١٢", "€"])
def test_a_price_that_is_none_is_told(text: str) -> None:
    if text == "€":
        assert courses.read_price(text) == 0
        return
    with pytest.raises(DomainError) as refused:
        courses.read_price(text)
    assert refused.value.field == "price"


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("Comprendre internet", True),
        ("connaître les aides", True),
        ("Être sensibilisé·e aux arnaques", True),
        ("S’initier au tableur", True),
        ("Reconnaître un message frauduleux", False),
        ("Créer un mot de passe", False),
        ("Maîtriser", True),
        ("", False),
    ],
)
def test_verbs_that_nobody_can_assess(text: str, vague: bool) -> None:
    assert courses.is_vague(text) is vague


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("L’e-mail, pas à pas\u00a0!", "l-e-mail-pas-a-pas"),
        ("Organisme", "organisme-2"),
        ("…", "formation"),
        ("a" * 300, "a" * 100),
    ],
)
def test_addresses_are_short_plain_and_never_those_of_other_pages(title: str, first: str) -> None:
    found = list(islice(courses.slugs_for(title), 3))
    assert found[0] == first
    assert len(set(found)) == 3


@pytest.mark.parametrize("text", ["75 87 01234 87", "75.87.01234.87", "75870123487"])
def test_a_declaration_has_eleven_digits(text: str) -> None:
    assert body.check_declaration(text) == "75870123487"


@pytest.mark.parametrize("text", ["7587", "7587012348A", "١٢٣٤٥٦٧٨٩٠١"])
def test_another_number_is_told(text: str) -> None:
    with pytest.raises(DomainError, match="11"):
        body.check_declaration(text)


def test_what_a_certificate_needs() -> None:
    assert not any(need.filled for need in body.needs_of(None))
    known = TrainingBody(
        name="Département",
        address="1 rue",
        siret="7",
        declaration_number="1",
        declaration_region="N",
        signatory_name="A",
    )
    required = [need for need in body.needs_of(known) if need.required]
    assert [need.filled for need in required] == [True, True, True, False]
