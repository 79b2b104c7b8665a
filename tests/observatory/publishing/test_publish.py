"""A year of a small département, published: what is hidden, what is kept, what is written down."""

import json

from sqlalchemy import select

from inclusion_app.kernel.audit import AuditLine
from inclusion_app.kernel.db import db
from inclusion_app.observatory.publishing import content, queries
from inclusion_app.observatory.publishing.models import Publication, PublicationState
from tests.cast import Cast
from tests.observatory.publishing.conftest import LIMOGES, RAZES, Publish, ready


def test_a_year_is_published_whole(active: Cast, publish: Publish) -> None:
    publication = publish()
    assert (publication.number, publication.version, publication.state) == (1, 1, PublicationState.PUBLISHED)
    rows = {row.row: row for row in queries.list_public_rows(publication, breakdown="genders")}
    assert rows[f"COM-{LIMOGES}", "2025"].total == 500
    assert rows[f"COM-{RAZES}", "2025"].total == 7
    assert not any(rows[f"COM-{RAZES}", "2025"].cells.values())
    assert rows["DEP-87", "2025-01"].total > 0
    assert (f"COM-{LIMOGES}", "2025-T1") not in rows
    assert ("EPCI-248719312@87", "2025-T1") in rows


def test_what_is_frozen_is_hashed(publish: Publish) -> None:
    publication = publish()
    frozen = content.unpack(publication.content)
    assert content.hash_of(frozen) == publication.hash
    held = json.loads(frozen)
    assert (held["territory"], held["period"], held["threshold"]) == ("DEP-87", "2025", 11)
    rows = queries.list_public_rows(publication)
    assert sum(len(table) for table in held["tables"].values()) == len(rows)


def test_the_log_holds_numbers_of_cells_and_no_value(active: Cast, publish: Publish) -> None:
    publication = publish()
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "publication.publish")).one()
    assert line.account_id == active.claire.id
    assert line.details["hash"] == publication.hash
    assert set(line.details) == {
        *("territory", "period", "number", "version", "threshold", "hash"),
        *("offered", "hidden_a", "hidden_d", "cells_kept", "information_kept"),
    }


def test_the_same_rows_give_the_same_publication(active: Cast, publish: Publish) -> None:
    first, second = ready(), ready()
    assert first.hash == second.hash
    assert db.session.query(Publication).count() == 2
