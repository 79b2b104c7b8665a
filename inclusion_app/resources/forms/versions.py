"""The form that takes an old version again."""

from inclusion_app.web.fields import HiddenField
from inclusion_app.web.forms import Form


class RestoreForm(Form):
    """The version of the resource that was on the screen."""

    version = HiddenField()
