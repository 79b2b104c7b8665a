"""Codes that are copied by hand: characters drawn at random, then one that catches mistakes.

The alphabet has 25 characters, none easily taken for another. The last one is the sum of the others, each multiplied
by a power of two, modulo 25: it catches any wrong character, any two neighbours (or one place apart) swapped, and any
character written twice that was read as another written twice.
"""

import secrets

ALPHABET = "23456789ACDEFHJKMNPQRTWXY"
TAKEN_FOR = {"B": "8", "G": "6", "S": "5", "Z": "2"}
_BASE = len(ALPHABET)


def draw(length: int) -> str:
    """A code of this length."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The last character of a code whose first ones are `body`."""
    return ALPHABET[sum(ALPHABET.index(letter) << rank for rank, letter in enumerate(body, start=1)) % _BASE]


def is_code(text: str, length: int) -> bool:
    """So many characters of the alphabet, the last one being that of the others."""
    plain = len(text) == length and all(letter in ALPHABET for letter in text)
    return plain and check_character(text[:-1]) == text[-1]
