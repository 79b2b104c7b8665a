"""Forms of the quality register and of the proof file."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.lists import QualityKind
from inclusion_app.trainings.rules.quality_indicators import Indicator
from inclusion_app.web.choices import CheckboxField, Choice, EnumRadioField, EnumSelectField, SelectField
from inclusion_app.web.fields import BooleanField, DateField, FileField, HiddenField, InputRequired, TextArea, TextField
from inclusion_app.web.forms import FilterForm, Form


class RegisterFilter(FilterForm):
    """What the register shows."""

    nature = EnumSelectField(_l("Nature"), enum=QualityKind, none_label=N_("Toutes"))
    annee = SelectField(_l("Année"), none_label=N_("Toutes"))

    def offer_years(self, years: Iterable[int]) -> None:
        """The years that have entries."""
        self.annee.choices = [Choice(str(year), str(year)) for year in years]

    @property
    def year(self) -> int | None:
        text = str(self.annee.data or "")
        return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) > 0 else None


class EntryForm(Form):
    """An entry."""

    kind = EnumRadioField(_l("De quoi s’agit-il\u00a0?"), [InputRequired()], enum=QualityKind)
    noted_on = DateField(_l("Date"), [InputRequired()])
    title = TextField(_l("Titre"), [InputRequired(), Length(max=200)], size="wide")
    details = TextArea(
        _l("Détails"),
        [Length(max=5000)],
        rows=6,
        description=_l("Ce qui a été lu, dit ou décidé. Nommez le moins de personnes possible."),
    )
    file = FileField(_l("Document"), description=_l("PDF, PNG ou JPEG, 10\u00a0Mo au plus."))
    indicators = CheckboxField(_l("Indicateurs que cela illustre"), look="list")
    version = HiddenField("")

    def offer_indicators(self, indicators: Iterable[Indicator]) -> None:
        """The indicators of the day."""
        self.indicators.choices = [
            Choice(str(each.number), _("Indicateur %(number)s", number=each.number), each.text) for each in indicators
        ]

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(int(text) for text in self.indicators.data or ())


class AnswerForm(Form):
    """What was answered or done."""

    answer = TextArea(_l("Ce qui a été répondu ou fait"), [InputRequired(), Length(max=5000)], rows=5)
    answered_on = DateField(_l("Date de la réponse"), [InputRequired()])
    version = HiddenField("")


class ProofForm(Form):
    """What the proof file covers."""

    start = DateField(_l("Du"), [InputRequired()])
    end = DateField(_l("Au"), [InputRequired()])
    course = SelectField(_l("Formation"), none_label=N_("Toutes"))
    names = BooleanField(
        _l("Avec les noms (pour l’auditeur)"),
        description=_l("Sans cette case, les personnes sont dites par leurs initiales et leur numéro d’inscription."),
    )
