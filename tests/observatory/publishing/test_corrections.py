"""Corrections: a new version that says what changed, and tells nothing of the few who were added."""

from datetime import date

import pytest

from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory.publishing import queries, services
from inclusion_app.observatory.publishing.content import PublicRow
from inclusion_app.observatory.publishing.models import Publication, PublicationState
from inclusion_app.vocabulary.people import Gender
from tests.cast import Cast
from tests.observatory.publishing.conftest import LIMOGES, RAZES, Publish, log_many, ready

REASON = "Saisies tardives d’un lieu."


def genders(publication: Publication, node: str, span: str = "2025") -> PublicRow:
    return queries.list_public_rows(publication, node=node, span=span, breakdown="genders")[0]


def test_a_correction_is_a_new_version_under_the_same_number(active: Cast, publish: Publish) -> None:
    first = publish()
    log_many(active, 60)
    second = publish(reason=REASON)
    assert (second.number, second.version, second.reason) == (first.number, 2, REASON)
    assert first.state is PublicationState.REPLACED
    assert queries.get_published(1).id == second.id
    assert queries.get_published(1, 1).id == first.id
    changes = {(c.node, c.span, c.value): (c.before, c.after) for c in queries.read_changes(second)}
    assert changes["DEP-87", "2025", "*"] == (977, 1037)
    assert genders(first, "DEP-87").total == 977


def test_a_small_correction_keeps_the_rows_that_would_tell_who_was_added(active: Cast, publish: Publish) -> None:
    first = publish()
    log_many(active, 3, LIMOGES, gender=Gender.FEMALE)
    second = publish(reason=REASON)
    before, after = genders(first, f"COM-{LIMOGES}"), genders(second, f"COM-{LIMOGES}")
    assert (after.total, after.kept_from) == (503, 1)
    assert after.cells == before.cells
    assert genders(second, "DEP-87").kept_from == 1
    assert second.summary["kept_rows"] > 0


def test_no_difference_between_two_versions_is_small(active: Cast, publish: Publish) -> None:
    first = publish()
    log_many(active, 40)
    log_many(active, 4, RAZES)
    second = publish(reason=REASON)
    old = {(row.breakdown, *row.row): row for row in queries.list_public_rows(first)}
    for row in queries.list_public_rows(second):
        for value, count in row.cells.items():
            before = old[row.breakdown, *row.row].cells.get(value)
            if count is not None and before is not None:
                assert abs(count - before) == 0 or abs(count - before) >= 11, (row, value)


def test_what_was_hidden_stays_hidden(active: Cast, publish: Publish) -> None:
    first = publish()
    log_many(active, 200, RAZES)
    second = publish(reason=REASON)
    hidden = {
        (row.breakdown, *row.row, value)
        for row in queries.list_public_rows(first)
        for value, count in row.cells.items()
        if count is None
    }
    shown = {
        (row.breakdown, *row.row, value)
        for row in queries.list_public_rows(second)
        for value, count in row.cells.items()
        if count is not None
    }
    assert not hidden & shown


def test_nothing_to_correct(publish: Publish) -> None:
    publish()
    with pytest.raises(DomainError, match="Aucun chiffre publié n’a changé"):
        ready(reason=REASON)


def test_what_is_published_is_not_published_again_without_a_reason(publish: Publish) -> None:
    publish()
    with pytest.raises(DomainError, match="déjà publiée"):
        ready()


def test_a_correction_of_nothing(active: Cast) -> None:
    with pytest.raises(DomainError, match="rien à corriger"):
        ready(reason=REASON)


def test_a_third_version(active: Cast, publish: Publish) -> None:
    publish()
    log_many(active, 50)
    publish(reason=REASON)
    log_many(active, 70, day=date(2025, 9, 9))
    third = publish(reason=REASON)
    assert third.version == 3
    assert [found.version for found in queries.list_versions(1)] == [3, 2, 1]


def test_the_ledger_forbids_two_at_once(active: Cast) -> None:
    one, other = ready("DEP-87", "2025"), ready("DEP-87", "2025-T1")
    services.freeze(one, by=active.claire)
    with pytest.raises(DomainError, match="Une autre publication"):
        services.freeze(other, by=active.claire)
    assert other.state is PublicationState.PREPARED
    assert db.session.query(Publication).filter_by(state=PublicationState.PUBLISHED).count() == 1
