"""The forms of signing in and of one's own account."""

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import UUID, Email, EqualTo, InputRequired, Length, Optional, ValidationError

from inclusion_app.access.rules import PASSWORD_LONGEST
from inclusion_app.web.choices import SelectField
from inclusion_app.web.fields import DateField, EmailField, HiddenField, PasswordField, TextField
from inclusion_app.web.forms import FilterForm, Form

_EMAIL = (InputRequired(), Email(), Length(max=254))
_NAME = (InputRequired(), Length(max=200))
_NEW = _l("Au moins 12 caractères\u00a0: trois ou quatre mots conviennent bien.")
LINK_BUTTON = "lien"


class SignInForm(Form):
    """An address, and a password unless the link by e-mail is asked for."""

    mark_optional = False

    email = EmailField(_l("Adresse électronique"), _EMAIL, autocomplete="username")
    password = PasswordField(_l("Mot de passe"), [Length(max=PASSWORD_LONGEST)])

    def validate_password(self, field: PasswordField) -> None:
        if not field.data and LINK_BUTTON not in request.form:
            raise ValidationError(gettext("Écrivez votre mot de passe, ou demandez un lien par e-mail."))


class AskLinkForm(Form):
    """The address to which a link is sent."""

    email = EmailField(_l("Adresse électronique"), _EMAIL, autocomplete="username")


class UseLinkForm(Form):
    """A button: mail scanners open addresses, they do not press it."""


class AcceptForm(Form):
    """Accepting an invitation."""

    name = TextField(_l("Prénom et nom"), _NAME, autocomplete="name")
    password = PasswordField(
        _l("Mot de passe"), [Optional(), Length(max=PASSWORD_LONGEST)], description=_NEW, autocomplete="new-password"
    )


class NewPasswordForm(Form):
    """Choosing a password after a link."""

    password = PasswordField(
        _l("Nouveau mot de passe"), [InputRequired()], description=_NEW, autocomplete="new-password"
    )


class ChangePasswordForm(Form):
    """Choosing another password, knowing the present one."""

    mark_optional = False

    current = PasswordField(_l("Mot de passe actuel"), [Length(max=PASSWORD_LONGEST)])
    password = PasswordField(
        _l("Nouveau mot de passe"), [InputRequired()], description=_NEW, autocomplete="new-password"
    )
    again = PasswordField(
        _l("Le nouveau, une seconde fois"),
        [InputRequired(), EqualTo("password", message=_l("Les deux saisies doivent être identiques."))],
        autocomplete="new-password",
    )


class NameForm(Form):
    """One's own name."""

    name = TextField(_l("Prénom et nom"), _NAME, autocomplete="name")


class AuditFilterForm(FilterForm):
    """What part of the audit is shown."""

    action = SelectField(_l("Action"), none_label=_l("Toutes les actions"))
    account = HiddenField(_l("Personne"), [Optional(), UUID()])
    since = DateField(_l("Du"), [Optional()])
    until = DateField(_l("Au"), [Optional()])
