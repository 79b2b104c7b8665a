"""The form of an alert."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from inclusion_app.resources.rules.alerts import (
    LONGEST_LIST,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_URL,
    AlertText,
)
from inclusion_app.web.fields import DateField, HiddenField, InputRequired, TextArea, TextField, UrlField
from inclusion_app.web.forms import Form


class AtMost:
    """Refuses a text that is too long, and says by how much."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, form: Any, field: Any) -> None:
        count = len(field.data or "")
        if count > self.most:
            text = gettext(
                "C’est trop long\u00a0: %(most)s caractères au plus, il y en a %(count)s.", most=self.most, count=count
            )
            raise ValidationError(text)


class AlertForm(Form):
    """Publish or change an alert. `said()` is read once the form is valid."""

    title = TextField(
        _l("Titre"),
        [InputRequired(), AtMost(LONGEST_TITLE)],
        description=_l("L’arnaque en quelques mots, comme «\u00a0Faux SMS de livraison de colis\u00a0»."),
        size="wide",
    )
    text = TextArea(
        _l("Ce qui se passe"),
        [InputRequired(), AtMost(LONGEST_TEXT)],
        rows=4,
        description=_l("Deux ou trois phrases simples, sans nom de victime."),
    )
    signs = TextArea(
        _l("Comment la reconnaître"),
        [InputRequired(), AtMost(LONGEST_LIST)],
        rows=5,
        description=_l("Un signe par ligne, six lignes au plus."),
    )
    advice = TextArea(
        _l("Que faire"),
        [InputRequired(), AtMost(LONGEST_LIST)],
        rows=5,
        description=_l("Un conseil par ligne, six lignes au plus. D’abord ce qu’il ne faut pas faire."),
    )
    url = UrlField(
        _l("Page officielle pour en savoir plus"),
        [AtMost(LONGEST_URL)],
        description=_l("L’adresse entière, comme «\u00a0https://www.cybermalveillance.gouv.fr/…\u00a0»."),
        size="wide",
    )
    ends_on = DateField(
        _l("Dernier jour où la montrer"),
        [InputRequired()],
        description=_l("Ensuite elle disparaît d’elle-même. Vous pourrez la prolonger, ou la lever avant."),
    )
    form_key = HiddenField()
    version = HiddenField()

    def said(self) -> AlertText:
        """What the form says."""
        return AlertText(
            title=self.title.data or "",
            text=self.text.data or "",
            signs=self.signs.data or "",
            advice=self.advice.data or "",
            url=self.url.data or None,
            ends_on=self.ends_on.data,
        )
