"""What narrows the list of sessions, read from the address."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.forms.sessions import as_uuid
from inclusion_app.trainings.lists import Audience
from inclusion_app.trainings.queries.sessions_listing import SessionFilter
from inclusion_app.web.choices import Choice, EnumSelectField, SelectField
from inclusion_app.web.fields import DateField, SearchField
from inclusion_app.web.forms import FilterForm

_WHEN = (("past", N_("Passées")), ("cancelled", N_("Annulées")), ("all", N_("Toutes")))


class SessionFilterForm(FilterForm):
    """The names are those of the address, in French."""

    text = SearchField(_l("Mots"), name="texte", description=_l("Dans la formation, le lieu ou la commune."))
    when = SelectField(_l("Quelles sessions"), name="quand", none_label=N_("À venir"))
    since = DateField(_l("Du"), name="du")
    until = DateField(_l("Au"), name="au")
    place = SelectField(_l("Lieu"), name="lieu", none_label=N_("Tous les lieux"))
    trainer = SelectField(_l("Qui anime"), name="anime", none_label=N_("Tout le monde"))
    audience = EnumSelectField(_l("Public"), name="public", enum=Audience, none_label=N_("Tous les publics"))

    def __init__(self, formdata: MultiDict[str, str] | None = None, **values: Any) -> None:
        super().__init__(formdata, **values)
        self.when.choices = [Choice(value, gettext(label)) for value, label in _WHEN]

    def wanted(self) -> SessionFilter:
        """The filter. What could not be read narrows nothing: its message says so at the field."""
        return SessionFilter(
            text=(self.text.data or "")[:100],
            when=self.when.data if self.when.data and not self.when.errors else "next",
            since=self.since.data,
            until=self.until.data,
            place_id=as_uuid(self.place.data),
            trainer_id=as_uuid(self.trainer.data),
            audience=self.audience.data,
        )
