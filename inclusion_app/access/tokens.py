"""Random tokens of cookies and links: 256 bits, of which the database holds the SHA-256 only."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh token, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> bytes:
    """What is stored and looked up. The token is random over 256 bits: a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()
