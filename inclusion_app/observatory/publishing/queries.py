"""Reads of publications: those of everyone, and those that somebody may prepare."""

import json

from sqlalchemy import select
from sqlalchemy.orm import defer

from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.accompaniments.models import Record
from inclusion_app.kernel.db import db
from inclusion_app.kernel.errors import Forbidden, NotFound
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.publishing import content
from inclusion_app.observatory.publishing.content import Change, PublicRow
from inclusion_app.observatory.publishing.models import Publication, PublicationState, PublishedPlace, PublishedRow
from inclusion_app.observatory.publishing.places import Place
from inclusion_app.observatory.publishing.rules import LEVELS
from inclusion_app.observatory.queries import covers, get_readable_territory
from inclusion_app.territories.models import Commune
from inclusion_app.territories.queries import get_france, get_territory
from inclusion_app.territories.territory import Level, Territory, make_key

_UNKNOWN = N_("Nous ne connaissons pas cette publication.")
MOST_LISTED = 500
_HUGE = 2**31


def find_current(territory_key: str, period_key: str) -> Publication | None:
    """The version to read of a period of a territory."""
    query = select(Publication).where(
        Publication.territory_key == territory_key,
        Publication.period_key == period_key,
        Publication.state == PublicationState.PUBLISHED,
    )
    return db.session.scalar(query.options(defer(Publication.content)))


def get_published(number: int, version: int | None = None) -> Publication:
    """A publication that everyone may read: the version asked for, else the last one. Raises NotFound."""
    if not (0 < number < _HUGE and 0 <= (version or 0) < _HUGE):
        raise NotFound(_UNKNOWN)
    query = select(Publication).where(Publication.number == number).options(defer(Publication.content))
    query = query.where(
        Publication.version == version if version is not None else Publication.state == PublicationState.PUBLISHED,
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def list_published() -> list[Publication]:
    """The versions to read, the latest first."""
    query = select(Publication).where(Publication.state == PublicationState.PUBLISHED)
    query = query.order_by(Publication.published_at.desc(), Publication.number.desc()).limit(MOST_LISTED)
    return list(db.session.scalars(query.options(defer(Publication.content))))


def list_versions(number: int) -> list[Publication]:
    """All versions of a publication, the latest first."""
    query = select(Publication).where(Publication.number == number).order_by(Publication.version.desc())
    return list(db.session.scalars(query.options(defer(Publication.content))))


def list_last_changes(limit: int = 50) -> list[Publication]:
    """Every version, the latest first: for the feed."""
    query = select(Publication).where(Publication.state != PublicationState.PREPARED)
    query = query.order_by(Publication.published_at.desc(), Publication.number.desc()).limit(limit)
    return list(db.session.scalars(query.options(defer(Publication.content))))


def list_public_rows(
    publication: Publication,
    *,
    node: str | None = None,
    span: str | None = None,
    breakdown: str | None = None,
    inside: str | None = None,
) -> list[PublicRow]:
    """The rows of a publication as everyone reads them; `inside` gives those of the places just inside another."""
    query = select(PublishedRow).where(PublishedRow.publication_id == publication.id)
    if inside is not None:
        places = select(PublishedPlace.node).where(
            PublishedPlace.publication_id == publication.id, PublishedPlace.parent == inside
        )
        query = query.where(PublishedRow.node.in_(places))
    asked = ((PublishedRow.node, node), (PublishedRow.span, span), (PublishedRow.breakdown, breakdown))
    for column, value in asked:
        query = query.where(column == value) if value is not None else query
    query = query.order_by(PublishedRow.breakdown, PublishedRow.node, PublishedRow.span)
    columns = (getattr(PublishedRow, name) for name in ("breakdown", "node", "span", "total", "cells", "kept_from"))
    return [PublicRow(*row) for row in db.session.execute(query.with_only_columns(*columns))]


def list_places(publication: Publication, *, parent: str | None = None) -> list[Place]:
    """The places of a publication, those inside another when it is given, by name."""
    query = select(PublishedPlace.node, PublishedPlace.parent, PublishedPlace.name)
    query = query.where(PublishedPlace.publication_id == publication.id)
    if parent is not None:
        query = query.where(PublishedPlace.parent == parent)
    return [Place(*row) for row in db.session.execute(query.order_by(PublishedPlace.name, PublishedPlace.node))]


def get_place(publication: Publication, node: str) -> Place:
    """A place of a publication. Raises NotFound."""
    found = db.session.get(PublishedPlace, (publication.id, node))
    if found is None:
        raise NotFound(N_("Ce territoire n’est pas dans cette publication."))
    return Place(found.node, found.parent, found.name)


def publishes(scope: Scope, territory: Territory) -> bool:
    """This person may publish this territory."""
    right = Permission.OBSERVATORY_PUBLISH
    return scope.allows(right) and covers(scope.reach(right), territory)


def get_publishable(scope: Scope, key: str) -> Territory:
    """A territory that this person may publish. Raises NotFound outside, Forbidden where only reading is allowed."""
    territory = get_readable_territory(scope, key)
    if not publishes(scope, territory):
        raise Forbidden
    return territory


def get_publication(scope: Scope, publication_id: object) -> Publication:
    """One that this person prepares or follows. Raises NotFound outside, Forbidden when not theirs to publish."""
    found = db.session.get(Publication, publication_id, options=[defer(Publication.content)])
    if found is None:
        raise NotFound(_UNKNOWN)
    get_publishable(scope, found.territory_key)
    return found


def list_own(scope: Scope) -> list[Publication]:
    """Publications of the territories that this person may publish, prepared ones first, then the latest."""
    query = select(Publication).where(Publication.state != PublicationState.REPLACED).limit(MOST_LISTED)
    query = query.options(defer(Publication.content)).order_by(Publication.counted_at.desc(), Publication.id)
    territories = {key: publishes(scope, get_territory(key)) for key in _territory_keys()}
    found = [publication for publication in db.session.scalars(query) if territories[publication.territory_key]]
    return sorted(found, key=lambda publication: publication.state is not PublicationState.PREPARED)


def _territory_keys() -> list[str]:
    return list(db.session.scalars(select(Publication.territory_key).distinct()))


def list_publishable(scope: Scope) -> list[Territory]:
    """The territories with records that this person may publish, widest first."""
    query = select(Commune.region_code, Commune.departement_code).distinct()
    held = select(Record.held_commune_code).where(Record.deleted_at.is_(None))
    keys = {"FR"}
    for region, departement in db.session.execute(query.where(Commune.code.in_(held))):
        keys |= {make_key(Level.REGION, region), make_key(Level.DEPARTEMENT, departement)}
    found = [get_territory(key) if key != "FR" else get_france() for key in sorted(keys)]
    found = [territory for territory in found if territory.level in LEVELS and publishes(scope, territory)]
    return sorted(found, key=lambda territory: (territory.level.rank, territory.name, territory.key))


def read_changes(publication: Publication, node: str | None = None) -> list[Change]:
    """What a correction changes, in one place or in all."""
    whole = db.session.scalar(select(Publication.content).where(Publication.id == publication.id))
    changes = json.loads(content.unpack(whole or b""))["changes"]
    return [Change(*change) for change in changes if node is None or change[1] == node]
