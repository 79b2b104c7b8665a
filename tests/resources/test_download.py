"""The file of a resource, as it is sent."""

from collections.abc import Callable

import pytest

from inclusion_app.access.models import Account
from inclusion_app.resources.lists import ResourceState, Visibility
from inclusion_app.resources.rules.editing import VersionContent
from inclusion_app.resources.services.editing import write_version
from inclusion_app.resources.services.files import receive_file
from tests.cast import Cast
from tests.pages import PageClient
from tests.resources import hostile
from tests.resources.making import make_file, make_link

ClientOf = Callable[[Account], PageClient]


def test_nothing_in_it_may_run(visitor: PageClient, cast: Cast) -> None:
    content = hostile.pdf()
    made = make_file(cast.nadia, content, title='Un "mot"\r\nde passe: été/../x')
    page = visitor.get(f"/ressources/{made.id}/fichier")
    headers = page.response.headers
    assert page.data == content
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"].startswith('attachment; filename="un-mot-de-passe')
    assert headers["Content-Disposition"].endswith(f'-{made.code}.pdf"')
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "public" in headers["Cache-Control"]
    again = visitor.get(f"/ressources/{made.id}/fichier", status=304, headers={"If-None-Match": headers["ETag"]})
    assert not again.data
    part = visitor.get(f"/ressources/{made.id}/fichier", status=206, headers={"Range": "bytes=0-3"})
    assert part.data == b"%PDF"


@pytest.mark.parametrize(
    ("state", "visibility", "visitor_status", "reader_status", "owner_status"),
    [
        (ResourceState.PUBLISHED, Visibility.PUBLIC, 200, 200, 200),
        (ResourceState.PUBLISHED, Visibility.NETWORK, 404, 200, 200),
        (ResourceState.DRAFT, Visibility.PUBLIC, 404, 404, 200),
        (ResourceState.WITHDRAWN, Visibility.PUBLIC, 404, 404, 200),
    ],
)
def test_who_takes_it(
    client_of: ClientOf,
    visitor: PageClient,
    cast: Cast,
    state: ResourceState,
    visibility: Visibility,
    visitor_status: int,
    reader_status: int,
    owner_status: int,
) -> None:
    made = make_file(cast.nadia, hostile.picture(), state=state, visibility=visibility)
    path = f"/ressources/{made.id}/fichier"
    visitor.get(path, status=visitor_status)
    client_of(cast.lea).get(path, status=reader_status)
    kept = client_of(cast.nadia).get(path, status=owner_status).response.headers["Cache-Control"]
    assert kept == "no-store"


def test_old_files_are_for_those_who_change_it(client_of: ClientOf, cast: Cast) -> None:
    made = make_file(cast.nadia, hostile.pdf("Un"))
    write_version(made, receive_file(hostile.pdf("Deux"), name="x", by=cast.nadia), version=made.version, by=cast.nadia)
    assert isinstance(made.latest, int)
    client_of(cast.nadia).get(f"/ressources/{made.id}/fichier?version=1")
    client_of(cast.lea).get(f"/ressources/{made.id}/fichier?version=1", status=404)
    client_of(cast.nadia).get(f"/ressources/{made.id}/fichier?version=7", status=404)


def test_a_link_has_no_file(visitor: PageClient, cast: Cast) -> None:
    made = make_link(cast.nadia)
    visitor.get(f"/ressources/{made.id}/fichier", status=404)
    assert VersionContent().file_id is None
