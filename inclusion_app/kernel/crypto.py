"""Encryption of personal fields at rest (AES-GCM, 256 bits) and blind indexes (HMAC-SHA256).

A sealed value is: one byte of length, the key's identifier, 12 bytes of nonce, the ciphertext with its tag. The
associated data names the table, the column and the row, so that a value copied elsewhere no longer opens.
"""

import base64
import hashlib
import hmac
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inclusion_app.kernel.text import fold

_NONCE = 12


class KeyMissing(Exception):
    """A value was sealed with a key that this instance does not hold."""


@dataclass(frozen=True)
class Keyring:
    """The instance's keys: `keys` by identifier, `current` seals, all of them open; `index_key` makes blind indexes."""

    keys: dict[str, bytes]
    current: str
    index_key: bytes

    def to_json(self) -> str:
        encoded = {name: base64.b64encode(key).decode() for name, key in self.keys.items()}
        index_key = base64.b64encode(self.index_key).decode()
        return json.dumps({"current": self.current, "keys": encoded, "index_key": index_key}, indent=2)

    @staticmethod
    def from_json(text: str) -> "Keyring":
        """Read a ring; raises ValueError when it is not one."""
        try:
            raw = json.loads(text)
            keys = {str(name): base64.b64decode(key, validate=True) for name, key in raw["keys"].items()}
            ring = Keyring(keys, str(raw["current"]), base64.b64decode(raw["index_key"], validate=True))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("not a keyring") from error
        if ring.current not in keys or any(len(key) != 32 for key in [*keys.values(), ring.index_key]):
            raise ValueError("a key of the ring is missing or has not 32 bytes")
        return ring

    @staticmethod
    def generate() -> "Keyring":
        return Keyring({"1": os.urandom(32)}, "1", os.urandom(32))

    def with_new_key(self) -> "Keyring":
        """The same ring with one more key, which becomes the current one."""
        name = str(max(int(known) for known in self.keys) + 1)
        return Keyring({**self.keys, name: os.urandom(32)}, name, self.index_key)

    def fingerprint(self) -> str:
        """A short mark of the index key: tells whether a backup belongs to these keys, without revealing them."""
        return hmac.new(self.index_key, b"fingerprint", hashlib.sha256).hexdigest()[:16]

    def save(self, path: Path) -> None:
        """Write the ring for its owner alone, in one move."""
        partial = path.with_suffix(".partial")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(self.to_json())
        partial.replace(path)


class _Installed:
    ring: Keyring | None = None


def install(ring: Keyring) -> None:
    """Give this process its keys, once, when the application starts."""
    _Installed.ring = ring


def ring() -> Keyring:
    """The keys of this process."""
    if _Installed.ring is None:
        raise KeyMissing("no keyring was installed")
    return _Installed.ring


def seal(text: str, associated: str) -> bytes:
    """Encrypt `text` with the current key, bound to `associated` ("table:column:id")."""
    keys = ring()
    nonce = os.urandom(_NONCE)
    name = keys.current.encode()
    body = AESGCM(keys.keys[keys.current]).encrypt(nonce, text.encode(), associated.encode())
    return bytes([len(name)]) + name + nonce + body


def key_of(sealed: bytes) -> str:
    """The identifier of the key that sealed this value."""
    return sealed[1 : 1 + sealed[0]].decode()


def unseal(sealed: bytes, associated: str) -> str:
    """Decrypt; raises KeyMissing when the key is unknown or the value was altered or moved."""
    name = key_of(sealed)
    start = 1 + sealed[0]
    key = ring().keys.get(name)
    if key is None:
        raise KeyMissing(f"key {name} is not in the keyring")
    try:
        plain = AESGCM(key).decrypt(sealed[start : start + _NONCE], sealed[start + _NONCE :], associated.encode())
    except InvalidTag as error:
        raise KeyMissing("the value does not open: altered, moved, or sealed with other keys") from error
    return plain.decode()


def blind_index(text: str, purpose: str) -> bytes:
    """32 bytes that are equal for equal texts once folded, and say nothing else; `purpose` keeps columns apart."""
    return hmac.new(ring().index_key, f"{purpose}:{fold(text)}".encode(), hashlib.sha256).digest()
