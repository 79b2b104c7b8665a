"""Form of calendar feeds."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from inclusion_app.trainings.lists import FeedKind
from inclusion_app.web.choices import EnumRadioField, SelectField
from inclusion_app.web.forms import Form
from inclusion_app.web.lookups import LookupField


class FeedForm(Form):
    """Which sessions a calendar shows."""

    mark_optional = False

    kind = EnumRadioField(
        _l("Que voulez-vous voir dans votre agenda\u00a0?"),
        [InputRequired()],
        enum=FeedKind,
        hints={
            FeedKind.MINE: _l("Celles où vous êtes inscrit·e et celles que vous animez."),
            FeedKind.PLACE: _l("Toutes celles qui sont ouvertes au public dans ce lieu."),
            FeedKind.TERRITORY: _l("Toutes celles qui sont ouvertes au public dans ce territoire."),
        },
    )
    place = SelectField(_l("Lieu"), choices=[], none_label=_l("Choisissez un lieu"))
    territory = LookupField(
        _l("Commune, intercommunalité, département ou région"), name="territoire", endpoint="territories.search"
    )
