"""Forms of organisations."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.web.fields import InputRequired, TextField
from inclusion_app.web.forms import Form


class OrganisationForm(Form):
    """Add an organisation to those that mediators may name."""

    name = TextField(
        _l("Nom de l’organisme"),
        [InputRequired(), Length(max=120)],
        description=_l("Celui que tout le monde emploie, comme «\u00a0Régie des transports de Limoges\u00a0»."),
    )
