"""The questionnaire, answered alone or copied from paper."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from inclusion_app.trainings.lists import Moment, ObjectiveLevel
from inclusion_app.trainings.rules.satisfaction import ANSWERS, MAX_COMMENT, Mark, sentence
from inclusion_app.web.choices import Choice, EnumRadioField, RadioField
from inclusion_app.web.fields import HiddenField, TextArea
from inclusion_app.web.forms import Form

DIGITS = tuple(Mark)
_LEVELS = {level.value: level for level in ObjectiveLevel}


class SurveyForm(Form):
    """Five sentences to agree with or not, and a comment."""

    mark_optional = False

    overall = RadioField("")
    content = RadioField("")
    teaching = RadioField("")
    conditions = RadioField("")
    usefulness = RadioField("")
    comment = TextArea(
        _l("Un mot de plus (facultatif)"),
        [Length(max=MAX_COMMENT)],
        description=_l("Ce qui vous a plu, ce qui vous a manqué. N’écrivez pas votre nom."),
    )

    def ask(self, moment: Moment) -> None:
        """Word the questions for this moment."""
        for mark in Mark:
            question = self[mark.value]
            question.label.text = _(sentence(mark, moment))
            question.choices = [Choice(str(value), _(text)) for value, text in ANSWERS.items()]

    def marks(self) -> dict[Mark, int | None]:
        """The marks given."""
        return {mark: int(self[mark.value].data) if self[mark.value].data else None for mark in Mark}


class PositioningForm(Form):
    """Where one stands with each objective; `objectives` are read by name, see `read_levels`."""

    mark_optional = False


def read_levels(sent: Mapping[str, str], objectives: list[uuid.UUID]) -> dict[uuid.UUID, ObjectiveLevel]:
    """The levels that a person chose, by objective; what is not of the list is nothing."""
    chosen = {key: sent.get(level_name(rank), "") for rank, key in enumerate(objectives)}
    return {key: _LEVELS[value] for key, value in chosen.items() if value in _LEVELS}


def level_name(rank: int) -> str:
    """The name of the control of an objective."""
    return f"objectif-{rank}"


class PaperForm(Form):
    """The grid where paper questionnaires are copied: a row each, see `read_rows`."""

    mark_optional = False

    moment = EnumRadioField(_l("Ces questionnaires ont été remplis"), enum=(Moment.HOT, Moment.COLD), look="pills")
    count = HiddenField("")


@dataclass
class PaperRow:
    """A row of the grid: what was typed, and what is wrong with it."""

    key: uuid.UUID
    digits: list[str] = field(default_factory=lambda: [""] * len(DIGITS))
    comment: str = ""
    error: str = ""

    @property
    def empty(self) -> bool:
        return not any(self.digits) and not self.comment

    def marks(self) -> dict[Mark, int | None]:
        """The marks typed."""
        return {mark: int(text) if text else None for mark, text in zip(DIGITS, self.digits, strict=True)}


def read_rows(sent: Mapping[str, str], most: int) -> list[PaperRow]:
    """The rows sent, in order; those whose key is not one are dropped, wrong digits are told on their row."""
    rows = []
    for rank in range(most):
        key = _key(sent.get(f"cle-{rank}", ""))
        if key is None:
            continue
        row = PaperRow(
            key,
            [sent.get(digit_name(rank, mark), "").strip()[:3] for mark in DIGITS],
            sent.get(f"mot-{rank}", "").strip(),
        )
        if any(text not in ("", "1", "2", "3", "4") for text in row.digits):
            row.error = _("Une réponse est un chiffre de 1 à 4, ou rien.")
        elif len(row.comment) > MAX_COMMENT:
            row.error = _("Écrivez au plus %(most)s caractères\u00a0: gardez l’essentiel.", most=MAX_COMMENT)
        rows.append(row)
    return rows


def digit_name(rank: int, mark: Mark) -> str:
    """The name of the control of a mark on a row."""
    return f"{mark.value}-{rank}"


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
