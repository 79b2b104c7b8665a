"""Blind indexes of a citizen: they find an exact name, telephone or e-mail without holding it."""

from inclusion_app.kernel import crypto
from inclusion_app.kernel.text import fold


def name_index(first_name: str, last_name: str) -> bytes:
    """The same for « Jeanne Dupont », « DUPONT Jeanne » and « jeanne-dupont »."""
    words = sorted([*fold(first_name).split(), *fold(last_name).split()])
    return crypto.blind_index(" ".join(words), "citizen:name")


def phone_index(number: str | None) -> bytes | None:
    """`number` in E.164, or None."""
    return crypto.blind_index(number, "citizen:phone") if number else None


def email_index(address: str | None) -> bytes | None:
    """The same whatever the case; None for no address."""
    return crypto.blind_index(address, "citizen:email") if address else None
