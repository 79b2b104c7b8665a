"""Two territories side by side, chosen by name or by the address."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.errors import DomainError, NotFound
from inclusion_app.observatory.comparing import side_by_side
from inclusion_app.observatory.forms import CompareForm
from inclusion_app.observatory.queries import get_readable_territory
from inclusion_app.observatory.views.addresses import Address
from inclusion_app.observatory.views.asking import asked_period, figures_of, offered
from inclusion_app.observatory.views.blueprint import bp
from inclusion_app.observatory.views.territory import candidates
from inclusion_app.territories.territory import Territory


@bp.get("/comparer")
@requires(Permission.OBSERVATORY_READ)
def compare() -> ResponseReturnValue:
    """Choose two territories, then read them over the same period."""
    chosen = [_readable(request.args.get(name, "")) for name in ("a", "b")]
    period = asked_period()
    first, second = chosen
    if first and second and first != second:
        at = Address("observatory.compare", {}, period, more={"a": [first.key], "b": [second.key]})
        choices = offered(at, parent=False, dates=None) | {"against": []}
        if period.start > clock.today():
            return render_template("observatory/early.html", name=_("Comparer"), **choices)
        both = side_by_side(figures_of(first, period), figures_of(second, period))
        form = _form({"a": first.key, "b": second.key, "period": period.key}, asked=False)
        return render_template(
            "observatory/compare.html", form=form, both=both, **offered(at, parent=False, dates=None)
        )
    return _choose(chosen)


def _choose(chosen: list[Territory | None]) -> ResponseReturnValue:
    """The form; what was typed leads to the address of the page."""
    known = {name: found.key for name, found in zip(("a", "b"), chosen, strict=True) if found}
    asked = bool(request.args.get("a-code") is not None or (request.args.get("a") and request.args.get("b")))
    form = _form(known | {"period": asked_period().key}, asked=asked)
    if asked and form.validate():
        keys = [form.first.data, form.second.data]
        if keys[0] == keys[1]:
            form.attach(DomainError(_("Choisissez deux territoires différents."), field="second"))
        elif all(map(_readable, keys)):
            return redirect(url_for("observatory.compare", a=keys[0], b=keys[1], periode=asked_period().key), 303)
        else:
            field = "second" if _readable(keys[0]) else "first"
            form.attach(DomainError(_("Ce territoire n’est pas dans votre périmètre."), field=field))
    status = 422 if form.errors else 200
    return render_template("observatory/compare.html", form=form, both=None), status


def _form(known: dict[str, str], *, asked: bool) -> CompareForm:
    form = CompareForm() if asked else CompareForm(MultiDict())
    form.first.resolver = form.second.resolver = candidates
    if not asked:
        for lookup, name in ((form.first, "a"), (form.second, "b")):
            lookup.text, lookup.data = None, known.get(name)
    form.period.data = known["period"]
    return form


def _readable(key: str) -> Territory | None:
    try:
        return get_readable_territory(current_scope(), key)
    except (NotFound, DomainError):
        return None
