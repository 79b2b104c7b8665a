"""What the pages of resources say of any of them."""

from urllib.parse import urlsplit

from flask import request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from inclusion_app.access.permissions import Permission
from inclusion_app.kernel.file_kinds import NAMES
from inclusion_app.resources.finding_words import KIND_WORDS, LICENCE_ADDRESSES
from inclusion_app.resources.lists import Licence
from inclusion_app.resources.rules.editing import LANGUAGES
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.resources.views.files import reader


@bp.context_processor
def words() -> dict[str, object]:
    """The words of these pages' templates."""
    return {
        "kind_words": KIND_WORDS,
        "language_name": language_name,
        "licence_link": licence_link,
        "file_word": file_word,
        "host_of": host_of,
        "resource_rooms": resource_rooms,
    }


def resource_rooms() -> list[tuple[str, str, bool]]:
    """The pages that stand beside the search, for this reader: label, address, whether it is this one."""
    scope = reader()
    may = scope.allows if scope else lambda _permission: False
    rooms = [
        ("resources.index", _("Chercher"), True),
        ("resources.collections", _("Collections"), True),
        ("resources.favourites", _("Mes favorites"), may(Permission.RESOURCES_READ)),
        ("resources.mine", _("Mes ressources"), may(Permission.RESOURCES_WRITE)),
        ("resources.reports", _("Signalements"), may(Permission.RESOURCES_WRITE)),
    ]
    return [(label, url_for(name), request.endpoint == name) for name, label, open_to in rooms if open_to]


def language_name(code: str) -> str:
    """The name of a language, in that of the page."""
    return str(_(LANGUAGES[code])) if code in LANGUAGES else code


def licence_link(licence: Licence) -> Markup:
    """The name of a licence; its terms behind it when they are published."""
    address = LICENCE_ADDRESSES.get(licence)
    if address is None:
        return Markup("{}").format(_(licence.label))
    return Markup('<a class="govuk-link" href="{}" rel="license">{}</a>').format(address, _(licence.label))


def file_word(media_type: str) -> str:
    """What a file is opened with."""
    return NAMES.get(media_type, media_type)


def host_of(url: str | None) -> str:
    """The site where a link leads."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")
