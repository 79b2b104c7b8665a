"""What people thought of trainings and what they reached: together, never one by one."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from inclusion_app.access.guard import current_scope, requires
from inclusion_app.access.permissions import Permission
from inclusion_app.kernel import clock
from inclusion_app.kernel.text import N_
from inclusion_app.trainings.forms.satisfaction_results import ResultsForm
from inclusion_app.trainings.lists import Moment
from inclusion_app.trainings.queries import satisfaction_results as queries
from inclusion_app.trainings.queries.satisfaction_results import Grouping, ResultLine, ResultsFilter
from inclusion_app.trainings.rules.satisfaction import MIN_ANSWERS, Mark
from inclusion_app.trainings.rules.spans import Span, make_span
from inclusion_app.trainings.views.blueprint import bp
from inclusion_app.web.choices import Choice
from inclusion_app.web.downloads import Column, csv_response
from inclusion_app.web.formats import date_short
from inclusion_app.web.pagination import requested_page

HIDDEN = N_("moins de 5 réponses")
_NAMES = ("du", "au", "cours", "intervenant", "lieu", "moment", "par")
_FIELDS = {Grouping.COURSE: "course", Grouping.TRAINER: "trainer", Grouping.PLACE: "place"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    form: ResultsForm
    wanted: ResultsFilter
    before: Span
    grouping: Grouping


@bp.get("/formations/resultats")
@requires(Permission.SESSIONS_MANAGE)
def results() -> ResponseReturnValue:
    """The results of the caller's sessions."""
    scope, asked, page = current_scope(), _asked(), requested_page()
    found = queries.read_results(scope, asked.wanted, asked.before, asked.grouping)
    comments, count = queries.list_comments(scope, asked.wanted, found.total, offset=page.offset, limit=page.size)
    return render_template(
        "trainings/results/results.html",
        form=asked.form,
        wanted=asked.wanted,
        before=asked.before,
        grouping=asked.grouping,
        groupings=[(each, _address(par=each.value)) for each in Grouping],
        chips=_chips(asked),
        total=found.total,
        lines=found.lines,
        comments=page.page(comments, count),
        least=MIN_ANSWERS,
        marks=Mark,
        cold=asked.wanted.moment is Moment.COLD,
        file_url=_address("trainings.results_file"),
    )


@bp.get("/formations/resultats.csv")
@requires(Permission.SESSIONS_MANAGE)
def results_file() -> Response:
    """The table of the page."""
    asked = _asked()
    lines = queries.read_results(current_scope(), asked.wanted, asked.before, asked.grouping).lines
    name = f"resultats-{asked.grouping.value}-{asked.wanted.span.start}-{asked.wanted.span.end}.csv"
    return csv_response(name, list(_columns(asked.grouping)), lines)


def _columns(grouping: Grouping) -> Iterator[Column[ResultLine]]:
    yield Column(grouping.label, lambda line: line.name or _("Non précisé"), 40)
    yield Column(N_("Réponses"), lambda line: line.satisfaction.answers)
    for mark in Mark:
        yield Column(mark.label, lambda line, mark=mark: _shown(line, line.satisfaction.mean(mark)))  # type: ignore[misc]
    yield Column(N_("Part de personnes contentes"), lambda line: _shown(line, line.satisfaction.satisfied))
    yield Column(N_("Évolution de la moyenne"), lambda line: _shown(line, line.evolution))
    yield Column(N_("Part d’objectifs acquis"), lambda line: _shown(line, line.reached.share))


def _shown(line: ResultLine, value: float | None) -> float | str:
    if value is None:
        return "" if line.satisfaction.shown else str(_(HIDDEN))
    return round(value, 3)


def _asked() -> Asked:
    form, scope = ResultsForm(), current_scope()
    span = make_span(form.since.data, form.until.data, clock.today())
    for grouping, name in _FIELDS.items():
        form[name].choices = [Choice(str(key), label) for key, label in queries.list_choices(scope, span, grouping)]
    form.validate()
    chosen = {f"{name}_id": _key(form, name) for name in _FIELDS.values()}
    moment = form.moment.data or Moment.HOT
    length = span.end - span.start + timedelta(days=1)
    grouping = next((each for each in Grouping if each.value == request.args.get("par")), Grouping.COURSE)
    return Asked(form, ResultsFilter(span, moment, **chosen), Span(span.start - length, span.end - length), grouping)


def _key(form: ResultsForm, name: str) -> uuid.UUID | None:
    """What a menu chose, when it is one of its choices."""
    text = form[name].data
    return uuid.UUID(text) if text in {choice.value for choice in form[name].choices} else None


def _address(endpoint: str = "trainings.results", **changed: Any) -> str:
    kept: dict[str, Any] = {name: request.args.get(name) for name in _NAMES}
    return url_for(endpoint, **{name: value for name, value in (kept | changed).items() if value})


def _without(name: str) -> str:
    changed: dict[str, Any] = {name: None}
    return _address(**changed)


def _chips(asked: Asked) -> list[tuple[Any, str]]:
    span, chips = asked.wanted.span, []
    if request.args.get("du") or request.args.get("au"):
        dates = _("du %(start)s au %(end)s", start=date_short(span.start), end=date_short(span.end))
        chips.append((dates, _address(du=None, au=None)))
    for name in _FIELDS.values():
        label = next((each.label for each in asked.form[name].choices if each.value == asked.form[name].data), None)
        if label:
            chips.append((label, _without(asked.form[name].name)))
    if asked.wanted.moment is Moment.COLD:
        chips.append((_("Un mois après"), _address(moment=None)))
    return chips
