"""The filters of the lists, read from the address."""

from dataclasses import replace

from flask_babel import lazy_gettext as _l
from wtforms import Field

from inclusion_app.accompaniments.filters import RecordFilter
from inclusion_app.accompaniments.forms.entry import as_uuid
from inclusion_app.accompaniments.forms.individual import CitizenField
from inclusion_app.accompaniments.rules import read_tags
from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.activity import RecordKind
from inclusion_app.vocabulary.themes import Theme
from inclusion_app.web.choices import EnumCheckboxField, EnumSelectField, SelectField
from inclusion_app.web.fields import BooleanField, DateField, SearchField, TextField
from inclusion_app.web.forms import FilterForm


class RecordFilterForm(FilterForm):
    """What narrows the list; names are those of the address, in French. Fields are shown in the order of `shown`."""

    shown: tuple[str, ...] = ()

    text = SearchField(_l("Mots"), name="texte", description=_l("Dans les titres, les étiquettes et les lieux."))
    since = DateField(_l("Du"), name="du")
    until = DateField(_l("Au"), name="au")
    kind = EnumSelectField(_l("Type"), name="type", enum=RecordKind, none_label=N_("Tous"))
    place = SelectField(_l("Lieu"), name="lieu", none_label=N_("Tous les lieux"))
    tags = TextField(_l("Étiquettes"), name="etiquettes", description=_l("Séparées par des virgules."))
    themes = EnumCheckboxField(_l("Thématiques"), name="themes", enum=Theme, look="pills")

    def fields_shown(self) -> list[Field]:
        """The fields, in the order of the page."""
        return [self[name] for name in self.shown]

    def wanted(self) -> RecordFilter:
        """The filter. What could not be read narrows nothing: its message says so at the field."""
        return RecordFilter(
            since=self.since.data,
            until=self.until.data,
            kind=self.kind.data,
            themes=frozenset(self.themes.data or ()),
            place_id=as_uuid(self.place.data),
            tags=read_tags(self.tags.data or ""),
            text=(self.text.data or "")[:100],
        )


class OwnFilterForm(RecordFilterForm):
    """One's own records: also by person, in one's notes, and those deleted."""

    shown = ("text", "since", "until", "kind", "place", "citizen", "tags", "themes", "deleted")

    text = SearchField(_l("Mots"), name="texte", description=_l("Dans les titres, étiquettes, lieux, et vos notes."))
    citizen = CitizenField(_l("Personne suivie"), name="citoyen", endpoint="citizens.search")
    deleted = BooleanField(_l("Accompagnements supprimés"), name="supprimes")

    def wanted(self) -> RecordFilter:
        return replace(super().wanted(), citizen_id=as_uuid(self.citizen.data), deleted=bool(self.deleted.data))


class TeamFilterForm(RecordFilterForm):
    """The team's records: also by mediator."""

    shown = ("mediator", "since", "until", "kind", "place", "text", "tags", "themes")

    mediator = SelectField(_l("Médiatrice ou médiateur"), name="mediateur", none_label=N_("Toute l’équipe"))

    def wanted(self) -> RecordFilter:
        return replace(super().wanted(), mediator_id=as_uuid(self.mediator.data))
