"""Whose course or trainer it is: one of the caller's structures, or the whole service."""

from typing import Any, TypeVar

from inclusion_app.access.scope import Scope
from inclusion_app.kernel.errors import DomainError
from inclusion_app.kernel.text import N_
from inclusion_app.network.models import Structure
from inclusion_app.trainings.queries.courses import list_owners, may_edit_whole_service
from inclusion_app.web.choices import SelectField, choices_of

F = TypeVar("F", bound=Any)


def offer_owners(form: F, scope: Scope, held: Structure | None = None) -> F:
    """Give the field `structure` what the caller may choose, and what the row already has."""
    owners = list(list_owners(scope))
    if held is not None and held not in owners:
        owners.append(held)
    form.structure.choices = list(choices_of(owners))
    if may_edit_whole_service(scope):
        form.structure.none_label = N_("Tout le service")
    elif len(owners) == 1 and not form.structure.data:
        form.structure.data = str(owners[0].id)
    return form


def chosen_owner(field: SelectField, scope: Scope, held: Structure | None = None) -> Structure | None:
    """The structure chosen, None for the whole service. Raises DomainError when the caller may not choose that."""
    if not field.data:
        if may_edit_whole_service(scope):
            return None
        raise DomainError(N_("Choisissez une structure."), field="structure")
    owners = {str(structure.id): structure for structure in (*list_owners(scope), *([held] if held else []))}
    return owners[field.data]
