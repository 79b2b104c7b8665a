"""Forms of collections."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import Visibility
from inclusion_app.web.choices import EnumRadioField, RadioField
from inclusion_app.web.fields import HiddenField, InputRequired, TextArea, TextField
from inclusion_app.web.forms import Form


class CollectionForm(Form):
    """Create or change a collection."""

    title = TextField(
        _l("Titre"),
        [InputRequired(), Length(max=160)],
        description=_l("Comme «\u00a0Premier atelier smartphone\u00a0»."),
        size="wide",
    )
    summary = TextArea(_l("À quoi elle sert"), [Length(max=400)], rows=2)
    visibility = EnumRadioField(
        _l("Qui peut la lire"),
        [InputRequired()],
        enum=Visibility,
        hints={Visibility.PUBLIC: N_("Chacun y voit les ressources qui lui sont ouvertes.")},
    )
    version = HiddenField()


class ShelveForm(Form):
    """Put a resource in one of one's collections, or in a new one."""

    collection = RadioField(_l("Dans quelle collection"), look="list", none_label=N_("Une nouvelle collection"))
    title = TextField(_l("Titre de la nouvelle collection"), [Length(max=160)], size="wide")
