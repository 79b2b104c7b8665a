"""What narrows the calendar, read from the address."""

from flask_babel import lazy_gettext as _l

from inclusion_app.kernel.text import N_
from inclusion_app.trainings.forms.sessions import as_uuid
from inclusion_app.trainings.lists import Audience
from inclusion_app.trainings.queries.calendar import CalendarFilter
from inclusion_app.web.choices import EnumSelectField, SelectField
from inclusion_app.web.forms import FilterForm


class CalendarFilterForm(FilterForm):
    """The names are those of the address, in French."""

    audience = EnumSelectField(_l("Public"), name="public", enum=Audience, none_label=N_("Tous les publics"))
    place = SelectField(_l("Lieu"), name="lieu", none_label=N_("Tous les lieux"))
    course = SelectField(_l("Formation ou atelier"), name="formation", none_label=N_("Toutes les formations"))
    trainer = SelectField(_l("Qui anime"), name="anime", none_label=N_("Tout le monde"))

    def wanted(self) -> CalendarFilter:
        """The filter. A value that is not offered narrows nothing."""
        return CalendarFilter(
            audience=self.audience.data,
            place_id=None if self.place.errors else as_uuid(self.place.data),
            course_id=None if self.course.errors else as_uuid(self.course.data),
            trainer_id=None if self.trainer.errors else as_uuid(self.trainer.data),
        )
