"""Forms of what people say of a resource."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import ReportKind
from inclusion_app.web.choices import Choice, EnumRadioField, RadioField
from inclusion_app.web.fields import InputRequired, TextArea
from inclusion_app.web.forms import Form


class ReportForm(Form):
    """Say that something is wrong."""

    kind = EnumRadioField(
        _l("Qu’est-ce qui ne va pas\u00a0?"),
        [InputRequired()],
        enum=ReportKind,
        look="list",
        hints={
            ReportKind.OUTDATED: N_("Un site a changé, un bouton n’est plus là, un lien est mort."),
            ReportKind.INAPPROPRIATE: N_("Publicité, propos déplacés, droits d’auteur."),
        },
    )
    text = TextArea(
        _l("Précisez"),
        [Length(max=1000)],
        rows=4,
        description=_l("Où dans la ressource, ce qu’il faudrait écrire. N’indiquez le nom de personne."),
    )


class AnswerForm(Form):
    """Answer a report."""

    answer = TextArea(
        _l("Votre réponse"),
        [InputRequired(), Length(max=500)],
        rows=4,
        description=_l("Ce qui a été corrigé, ou pourquoi rien ne change. La personne la reçoit si elle a un compte."),
    )


class ReviewForm(Form):
    """Useful or not, and why."""

    useful = RadioField(
        _l("Vous a-t-elle été utile\u00a0?"),
        [InputRequired(message=_l("Dites si elle vous a été utile."))],
        look="pills",
    )
    text = TextArea(
        _l("Ce que vous en diriez à une ou un collègue"),
        [Length(max=500)],
        rows=4,
        description=_l("Avec qui elle marche bien, ce que vous y changez. N’indiquez le nom de personne."),
    )

    def offer(self, yes: str, no: str) -> "ReviewForm":
        """Name the two answers."""
        self.useful.choices = [Choice("yes", yes), Choice("no", no)]
        return self
