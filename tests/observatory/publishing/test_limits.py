"""A kill, a table of one row, everything under the threshold, an operator who lowers it, the command line."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select, update

from inclusion_app.access.models import Account
from inclusion_app.cli.main import main
from inclusion_app.config import Settings, SettingsError, load_settings
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.publishing import attacking, content, preparing, queries, services
from inclusion_app.observatory.publishing.jobs import prepare_publication
from inclusion_app.observatory.publishing.models import Publication, PublicationLedger, PublicationState, PublishedRow
from tests.cast import Cast
from tests.instances import own_application, own_keys
from tests.observatory.publishing.conftest import RAZES, Publish, log_many, ready
from tests.pages import PageClient

ASKED = {"territory": "DEP-87", "period": "2025"}


def test_a_kill_between_protection_and_freezing_publishes_nothing(
    active: Cast, visitor: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(preparing.content, "canonical", die)
        with pytest.raises(KeyboardInterrupt):
            ready()
    prepared = ready()
    with monkeypatch.context() as patched:
        patched.setattr(services.audit, "write", die)
        with pytest.raises(KeyboardInterrupt), db.session.begin_nested():
            services.freeze(prepared, by=active.claire)
    db.session.refresh(prepared)
    assert (prepared.state, prepared.number, prepared.published_at) == (PublicationState.PREPARED, None, None)
    assert db.session.scalar(select(PublicationLedger.revision)) == 0
    visitor.get("/observatoire/publie/1", status=404)
    visitor.get("/donnees/publication-1/genres-v1.csv", status=404)


def test_a_table_of_one_row(cast: Cast) -> None:
    log_many(cast, 40)
    publication = ready("DEP-87", "2025-03")
    rows = queries.list_public_rows(publication, breakdown="genders")
    assert [(row.row, row.total) for row in rows] == [(("DEP-87", "2025-03"), 40)]


def test_all_cells_under_the_threshold(cast: Cast) -> None:
    log_many(cast, 4, RAZES)
    publication = services.freeze(ready(), by=None)
    for row in queries.list_public_rows(publication):
        assert row.total in (0, 4)
        assert not any(row.cells.values()), row
    assert all(not attack.exposed for attack in attacking.attack(publication))


def test_nothing_at_all(cast: Cast) -> None:
    with pytest.raises(DomainError, match="Aucun accompagnement"):
        ready()


@pytest.mark.parametrize(
    ("territory", "period", "said"),
    [
        ("COM-87085", "2025", "Publiez un département"),
        ("EPCI-248719312", "2025", "Publiez un département"),
        ("DEP-87", "2025-2026", "une année, un trimestre ou un mois"),
        ("DEP-87", "2025-01-10_2025-02-03", "une année, un trimestre ou un mois"),
        ("DEP-87", "2099", "n’est pas terminée"),
    ],
)
def test_what_is_not_published(cast: Cast, territory: str, period: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        ready(territory, period)


@pytest.mark.parametrize("value", ["4", "0", "-11", "onze", "99999999"])
def test_a_threshold_under_five_stops_the_start_in_words(value: str, tmp_path: object) -> None:
    with pytest.raises(SettingsError, match="PUBLICATION_THRESHOLD ne convient pas"):
        load_settings({"PUBLICATION_THRESHOLD": value, "INCLUSION_INSTANCE": str(tmp_path), "SECRET_KEY": "x" * 32})


def test_a_lowered_threshold_is_told_and_written(
    active: Cast,
    app: Flask,
    settings: Settings,
    client_of: Callable[[Account], PageClient],
    visitor: PageClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lowered = load_settings(
        {"PUBLICATION_THRESHOLD": "7", "INCLUSION_INSTANCE": str(settings.instance), "SECRET_KEY": "x" * 32}
    )
    monkeypatch.setitem(app.extensions, "settings", lowered)
    client = client_of(active.ahmed)
    for page in ("/observatoire/publications", "/observatoire/publications/nouvelle"):
        assert "a abaissé le seuil à 7 personnes" in client.get(page).text
    publication = services.freeze(ready(n=7), by=active.ahmed)
    assert publication.threshold == 7
    assert '"threshold":7' in content.unpack(publication.content).decode()
    assert "a abaissé le seuil à 7 personnes" in visitor.get("/observatoire/publie/1").text
    with pytest.raises(DomainError):
        ready("DEP-87", "2025-T1", n=4)


def test_what_is_old_is_prepared_anew(active: Cast) -> None:
    old = ready()
    old.counted_at -= 2 * services.PREPARED_FOR
    db.session.flush()
    with pytest.raises(DomainError, match="trop ancienne"):
        services.freeze(old, by=active.claire)
    assert services.forget_old_prepared() == 1
    assert db.session.query(PublishedRow).count() == 0


def test_the_audit_attacks_what_was_published(publish: Publish) -> None:
    publication = publish()
    assert [attack.exposed for attack in attacking.attack(publication)] == [0] * 8
    assert attacking.is_intact(publication)
    db.session.execute(update(Publication).values(content=content.pack(b"{}")))
    db.session.refresh(publication)
    assert not attacking.is_intact(publication)


def test_a_later_quarter_is_part_of_the_attack(active: Cast, publish: Publish) -> None:
    year = publish()
    publish("DEP-87", "2025-T1")
    attacks = list(attacking.attack(year))
    assert {name for attack in attacks for name in attack.with_others} == {"2.1"}
    assert not sum(attack.exposed for attack in attacks)


def test_the_command_line_says_what_is_wrong() -> None:
    answer = CliRunner().invoke(main, ["observatory", "publish", "--help"])
    assert answer.exit_code == 0
    assert "PÉRIODE" in answer.output


def test_nobody_waits_to_write_while_the_command_line_prepares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.environ.get("TEST_DATABASE_URL"):
        pytest.skip("only one process writes at a time in SQLite alone")

    def write_beside(*_: Any) -> None:
        assert db.session.scalar(select(func.count()).select_from(Publication)) == 0
        with closing(sqlite3.connect(tmp_path / "own.sqlite3", timeout=0)) as other:
            other.execute("BEGIN IMMEDIATE")
        raise DomainError("L’autre a écrit.")

    monkeypatch.setenv("INCLUSION_INSTANCE", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite3'}")
    monkeypatch.setenv("SECRET_KEY", "s" * 40)
    monkeypatch.setattr("inclusion_app.cli.publishing.prepare", write_beside)
    with own_application(tmp_path), own_keys():
        answer = CliRunner().invoke(main, ["observatory", "publish", "FR", "2025"])
    assert answer.exit_code == 1, answer.output
    assert "L’autre a écrit." in answer.output


def test_the_task_keeps_what_it_prepared(active: Cast) -> None:
    db.session.commit()
    result = prepare_publication(ASKED | {"by": str(active.claire.id)}, lambda done, total: None)
    kept = db.session.query(Publication).one()
    assert result == {"publication": str(kept.id)}
    assert kept.prepared_by_id == active.claire.id
    assert kept.state is PublicationState.PREPARED
    assert {row.total for row in queries.list_public_rows(kept, node="DEP-87", span="2025")} == {977}
