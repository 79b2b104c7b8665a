"""Resources written by services: who sees them, who changes them, what is refused."""

import uuid
from dataclasses import replace

import pytest

from inclusion_app.access.scope import scope_of
from inclusion_app.kernel.codes import is_code
from inclusion_app.kernel.errors import DomainError, Forbidden, NotFound, StaleVersion
from inclusion_app.resources.lists import Licence, ResourceKind, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries.resources import (
    get_by_code,
    get_resource,
    get_resource_to_edit,
    latest_of,
    version_of,
)
from inclusion_app.resources.rules.editing import ResourceSheet, VersionContent, check_url
from inclusion_app.resources.services.editing import create_resource, update_resource, write_version
from tests.cast import Cast

SHEET = ResourceSheet(kind=ResourceKind.SHEET, title="Un mot de passe solide", licence=Licence.BY_SA)
LINK = ResourceSheet(kind=ResourceKind.LINK, title="Mes services publics", licence=Licence.LINK_ONLY)
PUBLIC = replace(SHEET, visibility=Visibility.PUBLIC)


def test_a_resource_has_a_code_that_leads_to_it(cast: Cast) -> None:
    resource = create_resource(SHEET, by=cast.nadia)
    assert is_code(resource.code, 8)
    assert get_by_code(resource.code) is resource
    assert resource.state is ResourceState.DRAFT
    with pytest.raises(NotFound):
        get_by_code("22222222")


def test_a_draft_is_for_those_who_may_change_it(cast: Cast) -> None:
    resource = create_resource(replace(PUBLIC, structure_id=cast.mairie.id), by=cast.nadia)
    for account in (cast.nadia, cast.paul, cast.claire, cast.ahmed):
        assert get_resource_to_edit(scope_of(account), resource.id) is resource
    for account in (cast.karim, cast.lea, cast.elise):
        with pytest.raises(NotFound):
            get_resource(scope_of(account), resource.id)
    with pytest.raises(NotFound):
        get_resource(None, resource.id)


@pytest.mark.parametrize("state", [ResourceState.PUBLISHED, ResourceState.WITHDRAWN])
def test_the_network_reads_what_the_public_may_not(cast: Cast, state: ResourceState) -> None:
    network = create_resource(SHEET, by=cast.nadia, state=state)
    public = create_resource(PUBLIC, by=cast.nadia, state=state)
    assert get_resource(scope_of(cast.lea), network.id) is network
    assert get_resource(None, public.id) is public
    for scope in (None, scope_of(cast.elise)):
        with pytest.raises(NotFound):
            get_resource(scope, network.id)
    with pytest.raises(Forbidden):
        get_resource_to_edit(scope_of(cast.lea), public.id)
    with pytest.raises(NotFound):
        get_resource(None, uuid.uuid4())


def test_versions_are_kept(cast: Cast) -> None:
    resource = create_resource(SHEET, by=cast.nadia)
    first = write_version(resource, VersionContent(body="Un"), version=resource.version, by=cast.nadia)
    assert (first.number, resource.latest) == (1, 1)  # the empty one was filled
    write_version(resource, VersionContent(body="Deux", note="plus clair"), version=resource.version, by=cast.karim)
    assert (version_of(resource, 1).body, latest_of(resource).body) == ("Un", "Deux")
    assert write_version(resource, VersionContent(body="Deux"), version=resource.version, by=cast.nadia).number == 2
    with pytest.raises(NotFound):
        version_of(resource, 3)


def test_the_second_of_two_people_is_told(cast: Cast) -> None:
    resource = create_resource(SHEET, by=cast.nadia)
    opened = resource.version
    write_version(resource, VersionContent(body="Le mien"), version=opened, by=cast.nadia)
    with pytest.raises(StaleVersion):
        write_version(resource, VersionContent(body="Le sien"), version=opened, by=cast.karim)
    with pytest.raises(StaleVersion):
        update_resource(resource, replace(SHEET, title="Autre"), version=opened, by=cast.karim)
    assert (latest_of(resource).body, resource.title) == ("Le mien", SHEET.title)


@pytest.mark.parametrize(
    ("sheet", "field"),
    [
        (replace(SHEET, title=" "), "title"),
        (replace(SHEET, licence=Licence.LINK_ONLY), "licence"),
        (replace(SHEET, licence=Licence.AGREED), "summary"),
        (replace(SHEET, language="xx"), "language"),
        (LINK, "url"),
        (replace(SHEET, kind=ResourceKind.FILE), "file"),
    ],
)
def test_what_is_refused_says_where(cast: Cast, sheet: ResourceSheet, field: str) -> None:
    with pytest.raises(DomainError) as refused:
        create_resource(sheet, by=cast.nadia)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "url",
    [
        "",
        "exemple.fr",
        "javascript:alert(1)",
        "ftp://exemple.fr/x",
        "http://",
        "https://a b.fr",
        "http://[::1",
        "http://x",
        "https://moi:secret@exemple.fr/",
        "https://exemple.fr:port/",
        "https://exemple.fr/" + "a" * 2000,
    ],
)
def test_wrong_addresses(url: str) -> None:
    with pytest.raises(DomainError):
        check_url(url)


def test_a_link_starts_afresh_at_a_new_address(cast: Cast) -> None:
    resource: Resource = create_resource(LINK, by=cast.nadia, content=VersionContent(url="https://www.exemple.fr/a"))
    resource.link_status, resource.link_failures = 404, 3
    write_version(resource, VersionContent(url="https://www.exemple.fr/b"), version=resource.version, by=cast.nadia)
    assert (resource.link_status, resource.link_failures, resource.latest) == (None, 0, 2)
