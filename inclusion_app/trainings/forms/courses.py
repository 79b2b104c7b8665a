"""Forms of courses."""

from typing import Any, NamedTuple

import wtforms
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms.validators import Length

from inclusion_app.kernel.text import N_
from inclusion_app.network.forms.reading import Read
from inclusion_app.resources.forms.fields import CompetencesField
from inclusion_app.trainings.lists import ActionKind, Audience
from inclusion_app.trainings.rules.courses import CourseSheet, is_vague, read_price
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.web.choices import (
    EnumCheckboxField,
    EnumRadioField,
    EnumSelectField,
    SelectField,
)
from inclusion_app.web.durations import DurationField
from inclusion_app.web.fields import (
    BooleanField,
    HiddenField,
    InputRequired,
    IntegerField,
    SearchField,
    TextArea,
    TextField,
)
from inclusion_app.web.forms import FilterForm, Form

_SPARE_ROWS = 2
_FEWEST_ROWS = 3


class Row(NamedTuple):
    """One line to type: `vague` when its text begins with a verb that nobody can assess."""

    id: str
    rank: int
    text: str
    vague: bool


class RowsField(wtforms.Field):
    """Short texts in an order, a numbered line each; empty lines are nothing. `data` is a tuple of texts."""

    kind = "rows"

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        texts = (" ".join(str(text).split()) for text in valuelist)
        self.data = tuple(text for text in texts if text)
        self.raw_data = list(self.data) or [""]  # what requires a text looks at the first one

    def rows(self) -> list[Row]:
        """The lines to show: those written, and some empty ones."""
        texts = [*self.data, *[""] * _SPARE_ROWS]
        texts += [""] * (_FEWEST_ROWS - len(texts))
        ids = (self.id if rank == 1 else f"{self.id}-{rank}" for rank in range(1, len(texts) + 1))
        return [
            Row(key, rank, text, is_vague(text)) for rank, (key, text) in enumerate(zip(ids, texts, strict=True), 1)
        ]

    def __call__(self, **kwargs: Any) -> Markup:
        raise TypeError("render this field with the macro trainings/courses/_objectives.html: objectives")


class CourseForm(Form):
    """Create or change a course."""

    title = TextField(
        _l("Titre"),
        [InputRequired(), Length(max=160)],
        description=_l("Ce que l’on vient y faire, comme «\u00a0Envoyer un e-mail avec une pièce jointe\u00a0»."),
        size="wide",
    )
    summary = TextArea(
        _l("Présentation en une phrase"),
        [Length(max=300)],
        rows=2,
        description=_l("Celle que l’on lit dans le catalogue. 300\u00a0caractères au plus."),
    )
    kind = EnumRadioField(
        _l("De quoi s’agit-il"),
        [InputRequired()],
        enum=ActionKind,
        hints={
            ActionKind.TRAINING: N_("Elle donne un certificat de réalisation, que l’on peut faire valoir."),
            ActionKind.WORKSHOP: N_("Il donne une attestation d’assiduité à qui la demande."),
        },
    )
    audiences = EnumCheckboxField(
        _l("Pour qui"),
        [InputRequired(message=_l("Cochez au moins un public\u00a0: c’est par là que l’on cherche."))],
        enum=Audience,
    )
    structure = SelectField(_l("Qui la propose"))

    objectives = RowsField(
        _l("À la fin, la personne sait…"),
        [InputRequired(message=_l("Écrivez au moins un objectif."))],
        description=_l(
            "Commencez par un verbe d’action que l’on peut vérifier, comme «\u00a0créer un mot de passe sûr\u00a0»."
        ),
    )
    competences = CompetencesField(_l("Compétences numériques travaillées"), enum=Competence)

    content = TextArea(
        _l("Contenu"),
        [Length(max=10_000)],
        rows=8,
        description=_l("Une ligne par étape\u00a0: elles seront imprimées ainsi."),
    )
    minutes = DurationField(
        _l("Durée"), [InputRequired()], proposed=(60, 90, 120, 180, 360, 420), minimum=1, maximum=400 * 60
    )
    methods = TextArea(
        _l("Méthodes"),
        [Length(max=1000)],
        rows=3,
        description=_l("Comment on apprend\u00a0: exercices, jeux de rôle, à plusieurs…"),
    )
    evaluation = TextArea(
        _l("Évaluation"),
        [Length(max=1000)],
        rows=3,
        description=_l("Comment on vérifie, avant et après, où chacun en est."),
    )
    prerequisites = TextArea(
        _l("Prérequis"), [Length(max=1000)], rows=2, description=_l("Laissez vide s’il n’y en a aucun.")
    )
    access_delay = TextField(
        _l("Délai d’accès"),
        [Length(max=200)],
        description=_l("Combien de temps entre la demande et le début, comme «\u00a0deux semaines\u00a0»."),
    )
    accessibility = TextArea(
        _l("Accessibilité"),
        [Length(max=1000)],
        rows=3,
        description=_l("Ce qui est prévu pour une personne handicapée\u00a0: accès, supports, rythme, qui prévenir."),
    )
    price = TextField(
        _l("Prix par personne, en euros"),
        [Read(read_price)],
        description=_l("120 ou 120,50. Laissez vide ou écrivez 0 si c’est gratuit."),
        size="short",
        render_kw={"inputmode": "decimal"},
    )
    price_note = TextField(
        _l("Précision sur le prix"),
        [Length(max=200)],
        description=_l("Comme «\u00a0prise en charge possible par votre employeur\u00a0»."),
        size="wide",
    )
    validity_months = IntegerField(
        _l("Validité de l’attestation, en mois"),
        description=_l("Laissez vide si elle vaut pour toujours."),
        minimum=1,
        maximum=120,
    )
    version = HiddenField()

    def sheet(self) -> CourseSheet:
        """What the form says, once it is valid."""
        return CourseSheet(
            title=self.title.data or "",
            summary=" ".join((self.summary.data or "").split()),
            kind=self.kind.data,
            audiences=self.audiences.data,
            objectives=self.objectives.data,
            competences=self.competences.data,
            content=self.content.data or "",
            minutes=self.minutes.data or 0,
            methods=self.methods.data or "",
            evaluation=self.evaluation.data or "",
            prerequisites=self.prerequisites.data or "",
            access_delay=self.access_delay.data or "",
            accessibility=self.accessibility.data or "",
            price_cents=getattr(self.price, "read_value", 0) or 0,
            price_note=self.price_note.data or "",
            validity_months=self.validity_months.data,
        )


class CourseFilterForm(FilterForm):
    """Narrow the list of courses."""

    q = SearchField(_l("Titre ou structure"), [Length(max=100)])
    audience = EnumSelectField(_l("Pour qui"), enum=Audience, none_label=_l("Tous les publics"))
    kind = EnumSelectField(_l("Nature"), enum=ActionKind, none_label=_l("Toutes"))
    closed = BooleanField(_l("Celles que l’on ne propose plus"))
