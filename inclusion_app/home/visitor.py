"""The home of whoever is not signed in: where to find help nearby."""

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from inclusion_app.network.queries import nearest_places
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.territories.queries import get_commune
from inclusion_app.web.forms import FilterForm
from inclusion_app.web.lookups import CommuneField

_NEAREST = 5


class NearForm(FilterForm):
    """One field: where."""

    mark_optional = False

    commune = CommuneField(
        _l("Votre commune ou votre code postal"), description=_l("Par exemple 87000, ou Limoges"), least=2
    )


def render() -> str:
    """The page, with the nearest places once a commune is given."""
    form = NearForm()
    form.commune.resolver = commune_candidates
    asked = "commune" in request.args
    code = form.commune.data if asked and form.validate() else None
    commune = get_commune(str(form.commune.data)) if asked and form.commune.data else None
    near = nearest_places(commune, _NEAREST) if commune else []
    return render_template("home/visitor.html", form=form, commune=commune, near=near, asked=bool(code))
