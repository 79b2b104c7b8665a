"""Forms of rooms."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.trainings.models.sessions import MAX_SEATS
from inclusion_app.web.fields import InputRequired, IntegerField, TextArea, TextField
from inclusion_app.web.forms import Form
from inclusion_app.web.lookups import LookupField


class RoomForm(Form):
    """Change a room."""

    name = TextField(
        _l("Nom de la salle"), [InputRequired(), Length(max=120)], description=_l("Comme il est écrit sur sa porte.")
    )
    seats = IntegerField(_l("Nombre de places assises"), [InputRequired()], minimum=1, maximum=MAX_SEATS)
    equipment = TextArea(
        _l("Équipement"),
        [Length(max=300)],
        rows=3,
        description=_l("Comme «\u00a08\u00a0ordinateurs, vidéoprojecteur, Wi-Fi, accès en fauteuil roulant\u00a0»."),
    )


class NewRoomForm(RoomForm):
    """Add a room to a place."""

    place = LookupField(
        _l("Lieu"),
        [InputRequired()],
        endpoint="trainings.room_places",
        description=_l("Tapez le début de son nom ou de sa commune."),
    )
