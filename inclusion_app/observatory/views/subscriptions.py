"""« Mes rapports »: what one may read and receives by e-mail; subscribe, stop, stop from a letter."""

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_account, current_scope, public, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError
from inclusion_app.observatory import subscribing
from inclusion_app.observatory.forms import SubscriptionForm
from inclusion_app.observatory.letters import unsign
from inclusion_app.observatory.offers import default_period, offer_territories
from inclusion_app.observatory.queries import get_readable_territory
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.territories.queries import get_territory
from inclusion_app.web.forms import Form


@bp.get("/rapports")
@requires(Permission.OBSERVATORY_READ)
def own_reports() -> ResponseReturnValue:
    """The reports at hand, and those that come by e-mail."""
    mine = [(one, get_territory(one.territory_key)) for one in subscribing.list_subscriptions(current_account())]
    return render_template(
        "observatory/own_reports.html",
        offered=offer_territories(current_scope()),
        period=default_period(clock.today()),
        mine=mine,
    )


@bp.route("/<key>/abonnement", methods=["GET", "POST"])
@requires(Permission.OBSERVATORY_READ)
def subscribe(key: str) -> ResponseReturnValue:
    """Receive the link of a report after each period."""
    here, form = get_readable_territory(current_scope(), key), SubscriptionForm()
    if form.validate_on_submit() and form.rhythm.data:
        try:
            account = current_account()
            subscribing.subscribe(account, here, rhythm=form.rhythm.data, by=account)
            flash(_("C’est noté\u00a0: vous recevrez un lien vers ce rapport."), "success")
            return redirect(url_for("observatory.own_reports"), 303)
        except DomainError as error:
            form.attach(error)
    status = 422 if form.is_submitted() else 200
    return render_template("observatory/subscribe.html", form=form, territory=here), status


@bp.post("/rapports/abonnements/<uuid:subscription_id>/arreter")
@requires(Permission.OBSERVATORY_READ)
def unsubscribe(subscription_id: uuid.UUID) -> ResponseReturnValue:
    """One's own: no letter any more; a second press changes nothing."""
    account = current_account()
    found = subscribing.find_subscription(subscription_id)
    if found is not None:
        subscribing.stop(subscribing.get_subscription(account, found.id), by=account)
    flash(_("Vous ne recevrez plus ce rapport."), "success")
    return redirect(url_for("observatory.own_reports"), 303)


@bp.get("/rapports/arreter/<token>")
@public
def stop_from_letter(token: str) -> ResponseReturnValue:
    """What the link of a letter opens, without signing in; nothing is stopped until it is confirmed."""
    found = subscribing.find_subscription(unsign(token))
    territory = get_territory(found.territory_key) if found else None
    return render_template("observatory/stop.html", territory=territory, found=found, token=token, form=Form())


@bp.post("/rapports/arreter/<token>")
@public
def confirm_stop(token: str) -> ResponseReturnValue:
    """Stop it; a second press changes nothing."""
    found = subscribing.find_subscription(unsign(token))
    if found is not None and Form().validate_on_submit():
        subscribing.stop(found, by=None)
    return redirect(url_for("observatory.stop_from_letter", token=token), 303)
