"""What is asked about what a person knows how to do."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from inclusion_app.casework.assessing.words import numbered_level
from inclusion_app.citizens.assessment_rules import Findings
from inclusion_app.skills.domains import PLAIN, Domain, competences_of
from inclusion_app.skills.levels import HIGHEST, LOWEST
from inclusion_app.skills.questionnaire import QUESTIONS, SHORT_ANSWERS, Answers, Question
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.web.choices import Choice, RadioField, SelectField
from inclusion_app.web.fields import DateField, HiddenField, InputRequired, TextArea, TextField
from inclusion_app.web.forms import Form


class AnswerForm(Form):
    """One answer, by a button; none means that the question is skipped."""

    answer = HiddenField()


class FinishForm(Form):
    """The last screen of the questionnaire."""

    wish = TextArea(
        _l("Qu’aimeriez-vous apprendre\u00a0?"),
        description=_l("Avec vos mots. Par exemple\u00a0: voir mes petits-enfants en vidéo."),
        rows=3,
    )


class CopyForm(Form):
    """The whole questionnaire on one page, to copy from paper."""

    wish = TextArea(_l("Ce que la personne aimerait apprendre"), description=_l("Avec ses mots."), rows=3)

    def questions(self) -> list[tuple[Question, RadioField]]:
        """Each question with its field."""
        return [(question, self[name_of(question)]) for question in QUESTIONS]

    def answers(self) -> Answers:
        """What was ticked; a question left alone is skipped."""
        return {one.key: int(field.data) if field.data else None for one, field in self.questions()}


class FindingsForm(Form):
    """What a mediator saw or a test found: a level for those competences alone that were."""

    mark_optional = False
    test_name = TextField(
        _l("Nom du test"), [InputRequired(_l("Écrivez le nom du test."))], description=_l("Par exemple Pix.")
    )
    taken_on = DateField(_l("Date"), [InputRequired()])
    wish = TextArea(_l("Ce que la personne aimerait apprendre"), description=_l("Facultatif. Avec ses mots."), rows=3)

    def offer(self, *, test: bool) -> None:
        """The levels of a test are the official ones; an observation has no test to name."""
        if not test:
            del self.test_name
        levels = range(1 if test else LOWEST, HIGHEST + 1)
        for competence in Competence:
            choices = [Choice(str(level), numbered_level(level, test=test)) for level in levels]
            self[level_name(competence)].choices = choices

    def domains(self) -> list[tuple[Domain, list[SelectField]]]:
        """The fields of each domain."""
        return [(one, [self[level_name(competence)] for competence in competences_of(one)]) for one in Domain]

    def findings(self) -> Findings:
        """As the service wants it."""
        if self.taken_on.data is None:
            raise ValueError("the form was not validated")
        fields = {competence: self[level_name(competence)].data for competence in Competence}
        return Findings(
            levels={competence: int(level) for competence, level in fields.items() if level},
            taken_on=self.taken_on.data,
            test_name=self.test_name.data if "test_name" in self else None,
            wish=self.wish.data,
        )


def name_of(question: Question) -> str:
    """The name of the field of a question."""
    return f"question-{question.key}"


def level_name(competence: Competence) -> str:
    """The name of the field of a competence."""
    return f"niveau-{competence.value.replace('.', '-')}"


def make_copy_form(answers: Answers) -> CopyForm:
    """The form with the answers already given."""
    kept = {name_of(question): answers.get(question.key) for question in QUESTIONS}
    form = CopyForm(data=kept)
    for number, (question, field) in enumerate(form.questions(), 1):
        field.label.text = f"{number}. {_(question.text)}"
        field.choices = [Choice(str(level), _(label)) for level, label in SHORT_ANSWERS.items()]
        field.none_label = _("Pas de réponse")
    return form


def level_values(levels: Mapping[Competence, int]) -> dict[str, str]:
    """Levels as the values of the fields."""
    return {level_name(competence): str(level) for competence, level in levels.items()}


for _question in QUESTIONS:
    setattr(CopyForm, name_of(_question), RadioField(_question.text, look="pills"))
for _competence in Competence:
    setattr(FindingsForm, level_name(_competence), SelectField(_l(PLAIN[_competence]), none_label=_l("Pas évalué")))
