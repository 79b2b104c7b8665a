"""The page of a resource, for everybody."""

import uuid
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.access.guard import public
from inclusion_app.access.permissions import Permission
from inclusion_app.access.scope import Scope
from inclusion_app.kernel import site
from inclusion_app.kernel.text import N_
from inclusion_app.printing.qr import qr_svg
from inclusion_app.resources.lists import ResourceKind, ResourceState, SheetLayout
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.queries.given import count_given
from inclusion_app.resources.queries.opinions import opinions_of
from inclusion_app.resources.queries.resources import get_resource, latest_of
from inclusion_app.resources.queries.search_similar import list_similar, list_translations
from inclusion_app.resources.rules.search import FAMILY_OF, LicenceFamily
from inclusion_app.resources.rules.short_codes import shown_code
from inclusion_app.resources.rules.suggestions import can_print, can_send
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.rendering import render_html
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader
from inclusion_app.resources.views.finding import shared, unlisted
from inclusion_app.resources.views.sheet_pictures import picture_addresses

_LAYOUT_HINTS: dict[SheetLayout, str] = {
    SheetLayout.HANDOUT: N_("Pour donner"),
    SheetLayout.LARGE: N_("Pour mieux voir"),
    SheetLayout.PLAIN: N_("Une idée par ligne"),
    SheetLayout.TRAINER: N_("Avec les notes et les réponses"),
    SheetLayout.CARDS: N_("À découper"),
}


@dataclass(frozen=True)
class Print:
    """A way to print a sheet."""

    label: str
    hint: str
    url: str


@dataclass(frozen=True)
class Shown:
    """The sheet of a resource on its page: its HTML, the easy-to-read one if it is asked and exists."""

    html: Markup
    minutes: int | None
    easy: bool
    has_easy: bool


@bp.get("/ressources/<uuid:resource_id>")
@public
def resource(resource_id: uuid.UUID) -> ResponseReturnValue:
    """What it is for, what it says, how to print it, where else to look."""
    scope = reader()
    found = get_resource(scope, resource_id)
    if found.state is ResourceState.WITHDRAWN:
        return unlisted(_withdrawn(scope, found), 200)
    page = _page(scope, found)
    return shared(page) if found.state is ResourceState.PUBLISHED else unlisted(page, 200)


def _page(scope: Scope | None, found: Resource) -> str:
    version = latest_of(found)
    short = url_for(".short", code=found.code)
    return render_template(
        "resources/finding/resource.html",
        resource=found,
        version=version,
        sheet=_sheet(found, version),
        family=FAMILY_OF[found.licence],
        free=FAMILY_OF[found.licence] is LicenceFamily.FREE,
        prints=_prints(found, version),
        translations=list_translations(scope, found),
        similar=list_similar(scope, found),
        opinions=opinions_of(scope, found),
        given=count_given(found),
        giving=_may_give(scope, found),
        code=shown_code(found.code),
        short_address=site.address(short).partition("://")[2],
        qr=Markup(qr_svg(site.address(short), title=_("Code QR qui ouvre cette ressource"))),  # noqa: S704 (ours)
    )


def _may_give(scope: Scope | None, found: Resource) -> bool:
    """The reader gives it to people: printed or sent."""
    ready = found.state is ResourceState.PUBLISHED and (can_print(found.kind) or can_send(found.visibility))
    return ready and scope is not None and scope.allows(Permission.RESOURCES_READ)


def _withdrawn(scope: Scope | None, found: Resource) -> str:
    instead = found.replaced_by
    readable = instead is not None and instead.state is ResourceState.PUBLISHED
    return render_template(
        "resources/finding/withdrawn.html",
        resource=found,
        instead=instead if readable else None,
        similar=list_similar(scope, found),
        opinions=opinions_of(scope, found),
    )


def _sheet(found: Resource, version: ResourceVersion) -> Shown | None:
    """The sheet as it is read on the screen; None for another kind, or one that nobody has written yet."""
    if found.kind is not ResourceKind.SHEET or not (version.body or version.plain_body):
        return None
    easy = bool(version.plain_body) and (request.args.get("version") == "facile" or not version.body)
    text = version.plain_body if easy else version.body
    read = parse(text or "", language=found.language, plain=easy)
    whole = parse(version.body or "", language=found.language)
    return Shown(render_html(read, picture_addresses(found)), whole.minutes, easy, bool(version.plain_body))


def _prints(found: Resource, version: ResourceVersion) -> list[Print]:
    """The layouts that this sheet has."""
    if not version.body:
        return []
    return [
        Print(
            _(layout.label),
            _(_LAYOUT_HINTS[layout]),
            url_for("resources.sheet_pdf", resource_id=found.id, layout=layout.value),
        )
        for layout in SheetLayout
        if layout is not SheetLayout.PLAIN or version.plain_body
    ]
