"""What the pages that change a resource prepare, read and compare."""

import uuid
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeVar

from flask_babel import gettext as _

from inclusion_app.access.guard import current_account
from inclusion_app.access.scope import Scope
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.resources.forms.editing import FileForm, LinkForm, ResourceForm, sheet_from
from inclusion_app.resources.lists import Licence, ResourceKind
from inclusion_app.resources.models.resources import Resource
from inclusion_app.resources.queries import resources as queries
from inclusion_app.resources.rules.editing import LANGUAGES, ResourceSheet, VersionContent, differences, sheet_of
from inclusion_app.resources.rules.files import MAX_BYTES
from inclusion_app.resources.services.files import receive_file, with_note
from inclusion_app.web.choices import Choice, choices_of
from inclusion_app.web.formats import date_short

F = TypeVar("F", bound=ResourceForm)

_FIELDS = {"structure_id": "structure", "translation_of_id": "translation_of"}
_NOT_FOUND = N_("Nous ne trouvons pas cette ressource. Copiez son code ou son adresse.")


class Conflict(NamedTuple):
    """One field that two people wrote differently."""

    label: str
    mine: str
    saved: str


def offer(form: F, kind: ResourceKind, scope: Scope, held: Resource | None = None, *, fresh: bool = True) -> F:
    """Give the fields what may be chosen; a `fresh` form proposes the caller's only structure."""
    form.language.choices = [Choice(code, _(name)) for code, name in LANGUAGES.items()]
    owners = list(queries.list_owners(scope))
    if held is not None and held.structure is not None and held.structure not in owners:
        owners.append(held.structure)
    form.structure.choices = list(choices_of(owners))
    if held is None and fresh and not form.is_submitted() and len(owners) == 1:
        form.structure.data = str(owners[0].id)
    if kind is not ResourceKind.LINK:
        form.licence.left_out = frozenset({Licence.LINK_ONLY})
    return form


def values_of(resource: Resource) -> dict[str, Any]:
    """What the form shows of a resource."""
    sheet = sheet_of(resource)
    original = queries.find(resource.translation_of_id) if resource.translation_of_id else None
    return {
        **sheet.__dict__,
        "structure": resource.structure_id,
        "translation_of": original.code if original else "",
        "url": queries.latest_of(resource).url,
        "version": resource.version,
    }


def sheet_in(form: ResourceForm, kind: ResourceKind, scope: Scope, held: Resource | None = None) -> ResourceSheet:
    """What the form says. Raises DomainError when the original of a translation is not found."""
    original = typed_resource(form.translation_of.data or "", scope, field="translation_of")
    if original is not None and held is not None and original.id == held.id:
        raise DomainError(N_("Une ressource n’est pas sa propre traduction."), field="translation_of")
    return sheet_from(
        form,
        kind,
        structure_id=uuid.UUID(form.structure.data) if form.structure.data else None,
        translation_of_id=original.id if original else None,
    )


def typed_resource(typed: str, scope: Scope, *, field: str) -> Resource | None:
    """The resource whose code or address was typed, None when nothing was. Raises DomainError on `field`."""
    if not typed.strip():
        return None
    found = queries.find_typed(scope, typed)
    if found is None:
        raise DomainError(_NOT_FOUND, field=field)
    return found


def typed_content(form: ResourceForm) -> VersionContent | None:
    """The address or the file that the form brings; None when it brings none. Raises DomainError on `file`."""
    note = form.note.data or ""
    if isinstance(form, LinkForm):
        return VersionContent(url=form.url.data, note=note)
    sent = form.file.data if isinstance(form, FileForm) else None
    if not sent or not getattr(sent, "filename", ""):
        return None
    content = sent.stream.read(MAX_BYTES + 1)
    return with_note(receive_file(content, name=sent.filename, by=current_account()), note)


def conflicts(form: ResourceForm, mine: ResourceSheet, saved: Resource) -> list[Conflict]:
    """The fields where what was typed is not what somebody else saved meanwhile."""
    theirs = sheet_of(saved)
    found = [
        Conflict(_label(form, name), _shown(form, name, getattr(mine, name)), _shown(form, name, getattr(theirs, name)))
        for name in differences(mine, theirs)
    ]
    url = queries.latest_of(saved).url
    if isinstance(form, LinkForm) and form.url.data != url:
        found.append(Conflict(str(form.url.label.text), form.url.data or "", url or ""))
    return found


def _label(form: ResourceForm, name: str) -> str:
    return str(form[_FIELDS.get(name, name)].label.text)


def _shown(form: ResourceForm, name: str, value: Any) -> str:
    if name == "structure_id":
        names = {choice.value: choice.label for choice in form.structure.choices}
        return str(names.get(str(value), _("En mon nom")))
    if name == "translation_of_id":
        original = queries.find(value) if value else None
        return original.title if original else ""
    if name == "language":
        return str(_(LANGUAGES.get(value, value)))
    if name == "review_on":
        return date_short(value) if value else ""
    if isinstance(value, Iterable) and not isinstance(value, str):
        return ", ".join(str(_(one.label)) for one in sorted(value, key=lambda one: one.bit))
    return str(_(value.label)) if hasattr(value, "label") else str(value or "")
