"""Pages where the network keeps its places up to date."""

import uuid
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, StaleVersion
from inclusion_app.kernel.phone import display_phone
from inclusion_app.network import exports, queries
from inclusion_app.network.forms.places import PlaceForm
from inclusion_app.network.forms.reading import version_of
from inclusion_app.network.forms.structures import SearchForm
from inclusion_app.network.models import Place, Structure
from inclusion_app.network.services import places as services
from inclusion_app.network.sheets import PlaceSheet, sheet_of
from inclusion_app.network.typologies import TYPOLOGIES
from inclusion_app.network.views import drafts
from inclusion_app.network.views.blueprint import bp
from inclusion_app.network.views.presenting import conflicts, freshness_mark, may_edit_place, typologies
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.territories.queries import get_commune
from inclusion_app.web.choices import Choice
from inclusion_app.web.pagination import requested_page


@bp.get("/reseau/lieux")
@requires(Permission.STRUCTURES_READ)
def places() -> ResponseReturnValue:
    """The places of the caller's reach, those confirmed longest ago first."""
    form = SearchForm()
    scope = current_scope()
    asked = requested_page(50)
    found, total = queries.list_places(scope, text=form.q.data or "", offset=asked.offset, limit=asked.size)
    return render_template(
        "network/places.html",
        form=form,
        page=asked.page(found, total),
        deleted=queries.list_places(scope, deleted=True)[0],
        freshness_mark=freshness_mark,
        may_edit_place=may_edit_place,
        may_create=scope.allows(Permission.PLACES_EDIT),
    )


@bp.get("/reseau/lieux/export.csv")
@requires(Permission.STRUCTURES_READ)
def export_places() -> ResponseReturnValue:
    """The places of the caller's reach in the national standard."""
    found, _total = queries.list_places(current_scope(), limit=exports.MOST_PLACES)
    response = Response("".join(exports.standard_csv(found)), mimetype="text/csv")
    name = exports.standard_file_name(clock.today())
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.route("/reseau/lieux/nouveau", methods=["GET", "POST"])
@requires(Permission.PLACES_EDIT)
def new_place() -> ResponseReturnValue:
    """Add a place."""
    owner = _owner(request.args.get("structure"))
    kept = drafts.kept_fields()
    values = {"structure": owner and owner.id, "commune_code": owner and owner.commune_code}
    form = _prepared(PlaceForm(kept, data=values) if kept else PlaceForm(data=values), None)
    if form.validate_on_submit():
        try:
            made = services.create_place(_sheet(form, None), structure=_chosen(form), by=current_account())
        except DomainError as error:
            form.attach(error)
        else:
            drafts.forget()
            flash(_("Le lieu est créé\u00a0: le public le voit déjà."), "success")
            return redirect(url_for(".place", place_id=made.id), 303)
    page = render_template("network/place_form.html", form=form, place=None, draft=bool(kept))
    return page, 422 if form.is_submitted() else 200


@bp.route("/reseau/lieux/<uuid:place_id>/modifier", methods=["GET", "POST"])
@requires(Permission.PLACES_EDIT)
def edit_place(place_id: uuid.UUID) -> ResponseReturnValue:
    """Correct a place, which confirms it."""
    found = queries.get_place_to_edit(current_scope(), place_id)
    kept = drafts.kept_fields()
    values = _values(found)
    form = _prepared(PlaceForm(kept, data=values) if kept else PlaceForm(data=values), found)
    if not form.validate_on_submit():
        page = render_template("network/place_form.html", form=form, place=found, draft=bool(kept))
        return page, 422 if form.is_submitted() else 200
    return _save(found, form)


def _save(found: Place, form: PlaceForm) -> ResponseReturnValue:
    sheet, differing = _sheet(form, found), None
    try:
        version = version_of(form.version)
        services.update_place(found, sheet, structure=_chosen(form, found), version=version, by=current_account())
    except StaleVersion:
        differing = conflicts(form, sheet, sheet_of(found))
        form.version.data = str(found.version)
    except DomainError as error:
        form.attach(error)
    else:
        drafts.forget()
        flash(_("Le lieu est enregistré, et confirmé à la date d’aujourd’hui."), "success")
        return redirect(url_for(".place", place_id=found.id), 303)
    page = render_template("network/place_form.html", form=form, place=found, conflicts=differing)
    return page, 422 if differing is None else 409


@bp.post("/reseau/lieux/<uuid:place_id>/confirmer")
@requires(Permission.PLACES_EDIT)
def confirm_place(place_id: uuid.UUID) -> ResponseReturnValue:
    """What is written is still exact."""
    found = services.confirm_place(queries.get_place_to_edit(current_scope(), place_id), by=current_account())
    flash(_("Merci\u00a0: «\u00a0%(name)s\u00a0» est confirmé à la date d’aujourd’hui.", name=found.name), "success")
    return redirect(url_for("home.index") if request.form.get("retour") == "accueil" else url_for(".places"), 303)


@bp.route("/reseau/lieux/<uuid:place_id>/supprimer", methods=["GET", "POST"])
@requires(Permission.PLACES_EDIT)
def delete_place(place_id: uuid.UUID) -> ResponseReturnValue:
    """Ask, then put a place away."""
    found = queries.get_place_to_edit(current_scope(), place_id)
    if request.method == "POST":
        services.delete_place(found, by=current_account())
        flash(_("Le lieu est supprimé. Vous pouvez le rétablir pendant 30 jours."), "success")
        return redirect(url_for(".places"), 303)
    return render_template(
        "web/confirm.html",
        title=_("Supprimer ce lieu\u00a0?"),
        text=_("Le public ne le verra plus. Ce qui y a été fait reste dans les chiffres."),
        action=request.path,
        label=_("Oui, le supprimer"),
        cancel=url_for(".place", place_id=found.id),
        danger=True,
    )


@bp.post("/reseau/lieux/<uuid:place_id>/retablir")
@requires(Permission.PLACES_EDIT)
def restore_place(place_id: uuid.UUID) -> ResponseReturnValue:
    """Bring a deleted place back."""
    found = queries.get_place_to_edit(current_scope(), place_id, deleted=True)
    services.restore_place(found, by=current_account())
    flash(_("Le lieu est rétabli."), "success")
    return redirect(url_for(".place", place_id=found.id), 303)


def _owner(text: str | None) -> Structure | None:
    """The structure named in the address, when the caller may add a place to it; any other text is nothing."""
    offered = queries.list_structures(current_scope(), permission=Permission.PLACES_EDIT)
    return next((structure for structure in offered if str(structure.id) == text), None)


def _chosen(form: PlaceForm, found: Place | None = None) -> Structure | None:
    """The structure chosen; the one that the place already has stays, even out of the caller's reach."""
    if found is not None and form.structure.data == str(found.structure_id):
        return found.structure
    return _owner(form.structure.data) if form.structure.data else None


def _values(place: Place) -> dict[str, Any]:
    values = {name: getattr(place, name) for name in PlaceSheet.__dataclass_fields__}
    located = place.latitude is not None and place.longitude is not None
    return values | {
        "structure": place.structure_id,
        "typology": place.typologies,
        "phone": display_phone(place.phone),
        "coordinates": f"{place.latitude:.6g}, {place.longitude:.6g}" if located else "",
        "emails": (place.emails or "").replace("|", ", "),
        "websites": (place.websites or "").replace("|", " "),
        "version": place.version,
    }


def _prepared(form: PlaceForm, place: Place | None) -> PlaceForm:
    form.commune_code.resolver = commune_candidates
    offered = queries.list_structures(current_scope(), permission=Permission.PLACES_EDIT)
    if place is not None and place.structure is not None and place.structure not in offered:
        offered = [*offered, place.structure]
    form.structure.choices = [Choice(str(structure.id), structure.name) for structure in offered]
    kinds = [Choice(code, label) for code, label in TYPOLOGIES.items()]
    if place is not None and place.typologies and place.typologies not in TYPOLOGIES:
        kinds.insert(0, Choice(place.typologies, typologies(place.typologies)))
    form.typology.choices = sorted(kinds, key=lambda choice: choice.label.lower())
    return form


def _sheet(form: PlaceForm, place: Place | None) -> PlaceSheet:
    commune = get_commune(form.commune_code.data or "")
    postal_code = commune.postal_codes[0].postal_code if commune.postal_codes else ""
    known = sheet_of(place) if place else None
    return form.sheet(known if isinstance(known, PlaceSheet) else None, postal_code=postal_code)
