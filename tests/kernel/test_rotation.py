"""A rotation seals everything with the new key, goes on after a stop, and overwrites nobody's work."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from inclusion_app.access.models import Account
from inclusion_app.citizens.models import Citizen
from inclusion_app.kernel import crypto, rotation
from inclusion_app.kernel.crypto import Keyring
from inclusion_app.kernel.db import db
from tests.cast import Cast
from tests.factories import make_citizen, make_record


@pytest.fixture
def renewed(cast: Cast) -> Iterator[Keyring]:
    """A new key becomes the current one, on a database sealed with the old one."""
    before = crypto.ring()
    for number in range(7):
        citizen = make_citizen(cast.mediators["nadia"], "Jeanne", f"Numéro{number}", notes="À rappeler")
        make_record(cast.mediators["nadia"], citizen, notes="Impôts")
    db.session.flush()
    after = before.with_new_key()
    crypto.install(after)
    yield after
    crypto.install(before)


def test_everything_is_sealed_with_the_new_key_and_the_old_one_can_go(renewed: Keyring, cast: Cast) -> None:
    old, new = sorted(renewed.keys, key=int)[-2:]
    before = rotation.count_by_key()
    assert before[old] >= 7 * 4 + 7 * 2
    seen: list[tuple[int, int]] = []
    assert rotation.rotate(lambda done, total: seen.append((done, total))) == before[old]
    assert seen[-1][0] == seen[-1][1]
    assert rotation.count_by_key() == {new: before[old]}
    crypto.install(Keyring({new: renewed.keys[new]}, new, renewed.index_key))
    db.session.expire_all()
    assert {str(c.first_name) for c in db.session.query(Citizen)} == {"Jeanne"}
    assert cast.nadia.name == "Nadia Benali"


def test_versions_and_indexes_do_not_change(renewed: Keyring) -> None:
    before = {c.id: (c.version, c.name_index) for c in db.session.query(Citizen)}
    rotation.rotate()
    db.session.expire_all()
    assert {c.id: (c.version, c.name_index) for c in db.session.query(Citizen)} == before


def test_twice_is_harmless(renewed: Keyring) -> None:
    assert rotation.rotate() > 0
    assert rotation.rotate() == 0


def test_stopped_half_way_it_goes_on(renewed: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 3)
    steps = 0

    def stop(done: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps == 4:
            raise KeyboardInterrupt

    total = sum(rotation.count_by_key().values())
    with pytest.raises(KeyboardInterrupt):
        rotation.rotate(stop)
    current = renewed.current
    done = rotation.count_by_key().get(current, 0)
    assert 0 < done < total
    assert rotation.rotate() == total - done
    assert rotation.count_by_key() == {current: total}


def test_what_somebody_writes_meanwhile_is_kept(renewed: Keyring, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Account.name.associated("account", cast.nadia.id)
    unseal = crypto.unseal

    def write_meanwhile(sealed: bytes, where: str) -> str:
        if where == place:
            newer = crypto.seal("Nadia Nouvelle", place)
            db.session.execute(update(Account).where(Account.id == cast.nadia.id).values(name_sealed=newer))
        return unseal(sealed, where)

    monkeypatch.setattr(rotation.crypto, "unseal", write_meanwhile)
    rotation.rotate()
    db.session.expire_all()
    assert cast.nadia.name == "Nadia Nouvelle"
