"""The form in which a sheet is written."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.resources.rules.editing import MAX_BODY
from inclusion_app.web.fields import FileField, HiddenField, TextArea, TextField
from inclusion_app.web.forms import Form

_TOO_LONG = _l("Ce texte est trop long\u00a0: faites-en plusieurs fiches.")


class SheetForm(Form):
    """Both texts, what changed, and a picture to add; `cursor`: where the picture goes."""

    body = TextArea(_l("Texte de la fiche"), [Length(max=MAX_BODY, message=_TOO_LONG)], rows=26)
    plain_body = TextArea(
        _l("Version facile à lire"),
        [Length(max=MAX_BODY, message=_TOO_LONG)],
        rows=18,
        description=_l("Une phrase courte par ligne, des mots de tous les jours, une image par étape."),
    )
    note = TextField(
        _l("Ce qui a changé"), [Length(max=300)], description=_l("En quelques mots, pour l’historique."), size="wide"
    )
    picture = FileField(_l("Image à ajouter"), description=_l("PNG, JPEG ou WebP, 20\u00a0Mo au plus."))
    picture_alt = TextField(
        _l("Ce que l’on voit sur l’image"),
        [Length(max=200)],
        description=_l("Pour qui ne voit pas l’image\u00a0: «\u00a0Le bouton vert en haut à droite\u00a0»."),
        size="wide",
    )
    version = HiddenField()
    cursor = HiddenField()
