"""Encryption of fields, blind indexes, the ring of keys."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from inclusion_app.kernel import crypto
from inclusion_app.kernel.crypto import KeyMissing, Keyring

PLACE = "citizen:first_name_sealed:1"


@pytest.fixture(autouse=True)
def ring() -> Iterator[Keyring]:
    """Keys of this test alone."""
    before = crypto._Installed.ring
    fresh = Keyring.generate()
    crypto.install(fresh)
    yield fresh
    crypto._Installed.ring = before


@pytest.mark.parametrize("text", ["", "Jeanne", "محمد", "😀" * 1000, "a\nb\tc"])
def test_a_text_comes_back_as_it_was(text: str) -> None:
    assert crypto.unseal(crypto.seal(text, PLACE), PLACE) == text


def test_the_same_text_is_never_sealed_twice_alike() -> None:
    assert crypto.seal("Jeanne", PLACE) != crypto.seal("Jeanne", PLACE)


def test_a_value_moved_or_altered_does_not_open() -> None:
    sealed = crypto.seal("Jeanne", PLACE)
    with pytest.raises(KeyMissing):
        crypto.unseal(sealed, "citizen:last_name_sealed:1")
    with pytest.raises(KeyMissing):
        crypto.unseal(sealed, "citizen:first_name_sealed:2")
    for position in (-1, len(sealed) // 2):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(KeyMissing):
            crypto.unseal(bytes(altered), PLACE)


def test_a_new_key_seals_and_the_old_one_still_opens(ring: Keyring) -> None:
    old = crypto.seal("Jeanne", PLACE)
    crypto.install(ring.with_new_key())
    assert crypto.unseal(old, PLACE) == "Jeanne"
    assert (crypto.key_of(old), crypto.key_of(crypto.seal("Jeanne", PLACE))) == ("1", "2")
    crypto.install(Keyring.generate())
    with pytest.raises(KeyMissing):
        crypto.unseal(old, PLACE)


def test_without_keys_nothing_is_sealed() -> None:
    crypto._Installed.ring = None
    with pytest.raises(KeyMissing):
        crypto.seal("Jeanne", PLACE)


def test_blind_indexes_match_whatever_the_accents_and_keep_columns_apart(ring: Keyring) -> None:
    assert crypto.blind_index("Évry", "place") == crypto.blind_index(" evry ", "place")
    assert crypto.blind_index("Évry", "place") != crypto.blind_index("Évry", "name")
    assert crypto.blind_index("محمد", "name") != crypto.blind_index("فاطمة", "name")
    before = crypto.blind_index("Évry", "place")
    crypto.install(ring.with_new_key())
    assert crypto.blind_index("Évry", "place") == before, "indexes outlive a new key"


def test_a_ring_is_written_for_its_owner_alone_and_read_again(tmp_path: Path, ring: Keyring) -> None:
    path = tmp_path / "keys.json"
    ring.save(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert Keyring.from_json(path.read_text()) == ring
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"keys": {}, "current": "1", "index_key": ""}',
        '{"keys": {"1": "AAAA"}, "current": "1", "index_key": "AAAA"}',
        '{"keys": {"1": "é"}, "current": "1", "index_key": "AAAA"}',
        '{"keys": ["1"], "current": "1", "index_key": "AAAA"}',
    ],
)
def test_what_is_no_ring_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (any of its kinds)
        Keyring.from_json(text)


def test_a_fingerprint_tells_rings_apart_and_survives_a_new_key(ring: Keyring) -> None:
    assert ring.fingerprint() == ring.with_new_key().fingerprint()
    assert ring.fingerprint() != Keyring.generate().fingerprint()
