"""Writes of publications: keep what was prepared, freeze it, give it up."""

from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update

from inclusion_app.access.models import Account
from inclusion_app.kernel import audit, clock
from inclusion_app.kernel.db import db, violations
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.publishing import content, evidence
from inclusion_app.observatory.publishing.models import (
    Publication,
    PublicationLedger,
    PublicationState,
    PublicationTable,
    PublishedPlace,
    PublishedRow,
)
from inclusion_app.observatory.publishing.preparing import Prepared, without_kept

PREPARED_FOR = timedelta(days=2)
"""How long what was prepared may be published; then it is prepared anew."""

_OVERTAKEN = N_(
    "Une autre publication a été faite depuis cette préparation\u00a0: préparez celle-ci de nouveau, les deux doivent"
    " être protégées ensemble."
)


def keep_prepared(prepared: Prepared, *, by: Account | None) -> Publication:
    """Write down what was prepared; readers see nothing of it."""
    asked = prepared.asked
    publication = Publication(
        version=prepared.version,
        territory_key=asked.territory.key,
        period_key=asked.period.key,
        year=asked.period.start.year,
        state=PublicationState.PREPARED,
        threshold=asked.threshold,
        content=content.pack(prepared.content),
        hash=content.hash_of(prepared.content),
        summary=prepared.summary,
        reason=asked.reason,
        ledger_revision=prepared.revision,
        counted_at=clock.now(),
        prepared_by_id=by.id if by else None,
    )
    db.session.add(publication)
    db.session.flush()
    for key, one in prepared.protected.items():
        kept = without_kept(one, prepared.kept.get(key, frozenset()))
        held = evidence.dump(kept.tables, kept.pattern)
        db.session.add(PublicationTable(publication_id=publication.id, breakdown=key, evidence=held))
    rows = [
        {
            "publication_id": publication.id,
            "breakdown": row.breakdown,
            "node": row.node,
            "span": row.span,
            "total": row.total,
            "cells": dict(row.cells),
            "kept_from": row.kept_from,
        }
        for row in prepared.rows
    ]
    db.session.execute(insert(PublishedRow), rows)
    places = [
        {"publication_id": publication.id, "node": place.node, "parent": place.parent, "name": place.name}
        for place in prepared.places
    ]
    db.session.execute(insert(PublishedPlace), places)
    audit.write("publication.prepare", subject=publication, by=by, details=_logged(publication))
    return publication


def freeze(publication: Publication, *, by: Account | None) -> Publication:
    """Publish what was prepared: from now on it never changes. In one transaction, or not at all."""
    if publication.state is not PublicationState.PREPARED:
        raise DomainError(N_("Cette publication est déjà faite."))
    if publication.counted_at < clock.now() - PREPARED_FOR:
        raise DomainError(N_("Cette préparation est trop ancienne\u00a0: préparez-la de nouveau."))
    _take_turn(publication)
    now = clock.now()
    previous = _previous(publication)
    with violations({"publication.identity": DomainError(_OVERTAKEN)}):
        publication.number = previous.number if previous else _next_number()
        publication.identity = f"{publication.territory_key}/{publication.period_key}/{publication.version}"
        publication.state, publication.published_at = PublicationState.PUBLISHED, now
        publication.published_by_id = by.id if by else None
        if previous:
            previous.state = PublicationState.REPLACED
        db.session.flush()
    audit.write("publication.publish", subject=publication, by=by, details=_logged(publication))
    return publication


def _take_turn(publication: Publication) -> None:
    """The ledger is still the one that it was protected with; whoever comes second is told."""
    query = update(PublicationLedger).where(PublicationLedger.revision == publication.ledger_revision)
    taken = db.session.execute(query.values(revision=PublicationLedger.revision + 1).returning(PublicationLedger.id))
    if taken.first() is None:
        raise DomainError(_OVERTAKEN)


def _previous(publication: Publication) -> Publication | None:
    return db.session.scalar(
        select(Publication).where(
            Publication.territory_key == publication.territory_key,
            Publication.period_key == publication.period_key,
            Publication.state == PublicationState.PUBLISHED,
        )
    )


def _next_number() -> int:
    return (db.session.scalar(select(func.max(Publication.number))) or 0) + 1


def abandon(publication: Publication, *, by: Account | None) -> None:
    """Give up what was prepared. What is published is never withdrawn."""
    if publication.state is not PublicationState.PREPARED:
        raise DomainError(N_("Ce qui est publié ne se retire pas\u00a0: publiez une correction."))
    audit.write("publication.abandon", subject=publication, by=by, details=_logged(publication))
    _delete(publication)


def forget_old_prepared() -> int:
    """Delete what was prepared and never published; returns how many."""
    query = select(Publication).where(Publication.state == PublicationState.PREPARED)
    old = db.session.scalars(query.where(Publication.counted_at < clock.now() - PREPARED_FOR)).all()
    for publication in old:
        _delete(publication)
    return len(old)


def _delete(publication: Publication) -> None:
    for table in (PublishedRow, PublishedPlace, PublicationTable):
        db.session.execute(delete(table).where(table.publication_id == publication.id))
    db.session.delete(publication)
    db.session.flush()


def _logged(publication: Publication) -> dict[str, object]:
    """What the audit keeps: parameters and numbers of cells, never a value."""
    summary = publication.summary
    return {
        "territory": publication.territory_key,
        "period": publication.period_key,
        "number": publication.number,
        "version": publication.version,
        "threshold": publication.threshold,
        "hash": publication.hash,
        **{name: summary[name] for name in ("offered", "hidden_a", "hidden_d", "cells_kept", "information_kept")},
    }
