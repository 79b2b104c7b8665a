"""Telephone numbers, as people type and read them."""

import pytest

from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.phone import display_phone, normalise_phone


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("05 55 12 34 56", "+33555123456", "05 55 12 34 56"),
        ("05.55.12.34.56", "+33555123456", "05 55 12 34 56"),
        ("0555123456", "+33555123456", "05 55 12 34 56"),
        ("+33 5 55 12 34 56", "+33555123456", "05 55 12 34 56"),
        ("+33 (0)5 55 12 34 56", "+33555123456", "05 55 12 34 56"),
        ("0033 555123456", "+33555123456", "05 55 12 34 56"),
        ("0692 12 34 56", "+262692123456", "06 92 12 34 56"),
        ("0590-12-34-56", "+590590123456", "05 90 12 34 56"),
        ("+44 20 7946 0958", "+442079460958", "+442079460958"),
    ],
)
def test_a_telephone_is_kept_in_one_form_and_shown_as_people_write_it(typed: str, kept: str, shown: str) -> None:
    assert normalise_phone(typed) == kept
    assert normalise_phone(kept) == kept
    assert display_phone(kept) == shown.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    "typed", ["", "12", "05 55 12 34", "05 55 12 34 56 78", "bonjour", "+33 5 55", "00 00 00 00 00"]
)
def test_what_is_no_telephone_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        normalise_phone(typed)
    assert refused.value.field == "phone"
