"""The home of whoever is not signed in: where to find help nearby."""

from flask import render_template, request
from flask_babel import lazy_gettext as _l

from inclusion_app.home.alerts import find_warnings
from inclusion_app.home.sessions import list_offered
from inclusion_app.kernel.phone import display_phone
from inclusion_app.network.queries import nearest_places
from inclusion_app.network.views.presenting import distance, hours_lines, open_now
from inclusion_app.territories.choosing import commune_candidates
from inclusion_app.territories.queries import get_commune, to_territory
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
    found = asked and form.validate() and form.commune.data
    commune = get_commune(str(form.commune.data)) if found else None
    near = nearest_places(commune, _NEAREST) if commune else []
    of_name = to_territory(commune).of_name if commune else ""
    return render_template(
        "home/visitor.html",
        form=form,
        commune=commune,
        of_name=of_name,
        near=near,
        hours_lines=hours_lines,
        open_now=open_now,
        distance=distance,
        display_phone=display_phone,
        offered=list_offered(commune),
        warnings=find_warnings(),
    )
