"""What is asked at a safety check: each point in one press, the next date, a few words without any secret."""

from functools import cache
from typing import cast

from flask_babel import lazy_gettext as _l

from inclusion_app.kernel.text import N_
from inclusion_app.resources.lists import ChecklistKind
from inclusion_app.resources.rules.checklists import Check, States
from inclusion_app.resources.safety.lists import get_list
from inclusion_app.resources.safety.points import Point, PointGroup, PointState, SafetyList
from inclusion_app.web.choices import EnumRadioField
from inclusion_app.web.fields import DateField, HiddenField, InputRequired, Optional, TextArea
from inclusion_app.web.forms import Form

NOT_SEEN = N_("Pas vu")


class CheckForm(Form):
    """The points of a list are added to it by `form_class`."""

    mark_optional = False
    points: SafetyList

    checked_on = DateField(_l("Date de ce point"), [InputRequired()])
    next_on = DateField(
        _l("Quand regarder de nouveau\u00a0?"),
        [Optional()],
        description=_l("Proposé dans six mois. Vide\u00a0: rien ne vous sera rappelé."),
    )
    remark = TextArea(
        _l("À ne pas oublier"),
        description=_l("Facultatif. Imprimé sur la feuille\u00a0: jamais de mot de passe, de code ni de numéro."),
        rows=2,
        render_kw={"data-not-kept": ""},
    )
    version = HiddenField()

    def groups(self) -> list[tuple[PointGroup, list[tuple[Point, EnumRadioField]]]]:
        """The points as they are looked at, each with its field."""
        return [(group, [(point, self[name_of(point)]) for point in group.points]) for group in self.points.groups]

    def check(self) -> Check:
        """As the service wants it."""
        if self.checked_on.data is None:
            raise ValueError("the form was not validated")
        states = {point.key: self[name_of(point)].data for point in self.points.points()}
        return Check(
            points={key: state for key, state in states.items() if state is not None},
            checked_on=self.checked_on.data,
            next_on=self.next_on.data,
            remark=self.remark.data or None,
        )


def name_of(point: Point) -> str:
    """The name of the field of a point."""
    return f"point-{point.key}"


def values_of(states: States) -> dict[str, PointState]:
    """States as the values of the fields."""
    return {f"point-{key}": state for key, state in states.items()}


@cache
def form_class(kind: ChecklistKind, version: str) -> type[CheckForm]:
    """The form of one version of a list."""
    points = get_list(kind, version)
    fields = {
        name_of(point): EnumRadioField(
            _l(point.question), enum=PointState, none_label=NOT_SEEN, look="pills", description=_l(point.how)
        )
        for point in points.points()
    }
    return cast("type[CheckForm]", type("CheckForm", (CheckForm,), {"points": points, **fields}))
