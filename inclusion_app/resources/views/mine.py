"""The resources that the caller keeps, and her favourites."""

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.resources.queries import mine as queries
from inclusion_app.resources.queries.mine import MineFilter, Waiting
from inclusion_app.resources.queries.opinions import list_favourites
from inclusion_app.resources.queries.resources import get_resource
from inclusion_app.resources.rules.links import is_dead
from inclusion_app.resources.services import opinions as services
from inclusion_app.resources.views.blueprint import bp
from inclusion_app.web.pagination import requested_page


@bp.get("/ressources/miennes")
@requires(Permission.RESOURCES_WRITE)
def mine() -> ResponseReturnValue:
    """What the caller keeps: `?etat=a-relire`, `?qui=toutes` for all that she may change."""
    scope, asked = current_scope(), requested_page(25)
    others = queries.answers_for_others(scope)
    waiting = next((one for one in Waiting if one.value == request.args.get("etat")), Waiting.ALL)
    wanted = MineFilter(waiting, everybody=others and request.args.get("qui") == "toutes")
    found, total = queries.list_mine(scope, wanted, clock.today(), offset=asked.offset, limit=asked.size)
    return render_template(
        "resources/mine/list.html",
        page=asked.page(found, total),
        wanted=wanted,
        waiting=Waiting,
        counts=queries.count_waiting(scope, everybody=wanted.everybody, today=clock.today()),
        others=others,
        today=clock.today(),
        soon=clock.today() + queries.SOON,
        is_dead=is_dead,
    )


@bp.get("/ressources/favorites")
@requires(Permission.RESOURCES_READ)
def favourites() -> ResponseReturnValue:
    """What the caller keeps at hand."""
    asked = requested_page(25)
    found, total = list_favourites(current_scope(), offset=asked.offset, limit=asked.size)
    return render_template("resources/mine/favourites.html", page=asked.page(found, total))


@bp.post("/ressources/<uuid:resource_id>/favorite")
@requires(Permission.RESOURCES_READ)
def keep_favourite(resource_id: uuid.UUID) -> ResponseReturnValue:
    """Keep at hand, or no longer when `kept` is empty."""
    resource, kept = get_resource(current_scope(), resource_id), bool(request.form.get("kept"))
    services.keep_favourite(resource, kept=kept, by=current_account())
    flash(_("Elle est dans vos favorites.") if kept else _("Elle n’est plus dans vos favorites."), "success")
    back = request.form.get("retour") == "favorites"
    where = url_for("resources.favourites") if back else url_for("resources.resource", resource_id=resource.id)
    return redirect(where, 303)
