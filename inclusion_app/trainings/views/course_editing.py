"""What the pages of courses prepare and show: two editors' values, the versions and what changed."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any, NamedTuple
from urllib.parse import urlencode

from flask import request, url_for
from flask_babel import gettext as _

from inclusion_app.trainings.forms.courses import CourseFilterForm, CourseForm
from inclusion_app.trainings.models.courses import Course, CourseVersion
from inclusion_app.trainings.models.sessions import TrainingSession
from inclusion_app.trainings.prices import amount, price_text
from inclusion_app.trainings.queries.courses import latest_of
from inclusion_app.trainings.rules.courses import CourseSheet, differences, sheet_of
from inclusion_app.vocabulary.listed import Listed
from inclusion_app.web.formats import duration

_FIELDS = {"price_cents": "price"}


class Conflict(NamedTuple):
    """One field that two people wrote differently."""

    label: str
    mine: str
    saved: str


class Edition(NamedTuple):
    """A version in the history: what changed since the one before, the sessions that use it (the latest ones)."""

    version: CourseVersion
    changed: list[str]
    sessions: list[TrainingSession]
    uses: int


def values_of(course: Course) -> dict[str, Any]:
    """What the form shows of a course."""
    sheet = sheet_of(latest_of(course))
    plain = {name: getattr(sheet, name) for name in asdict(sheet)}
    price = amount(sheet.price_cents) if sheet.price_cents else ""
    return plain | {"structure": course.structure_id, "price": price, "version": course.version}


def conflicts(form: CourseForm, mine: CourseSheet, course: Course) -> list[Conflict]:
    """The fields where what was typed is not what somebody else saved meanwhile."""
    saved = sheet_of(latest_of(course))
    found = [
        Conflict(_label(form, name), _shown(name, getattr(mine, name)), _shown(name, getattr(saved, name)))
        for name in differences(mine, saved)
    ]
    owner = str(course.structure_id) if course.structure_id else None
    if (form.structure.data or None) != owner:
        names = {choice.value: choice.label for choice in form.structure.choices} | {"": _("Tout le service")}
        label = str(form.structure.label.text)
        found.append(Conflict(label, names.get(form.structure.data or "", ""), names.get(owner or "", "")))
    return found


def history(course: Course, uses: Sequence[TrainingSession], counts: Mapping[uuid.UUID, int]) -> list[Edition]:
    """The versions, newest first."""
    form = CourseForm(formdata=None)
    changes: dict[uuid.UUID, list[str]] = {}
    for before, after in pairwise(course.versions):
        changes[after.id] = [_label(form, name) for name in differences(sheet_of(before), sheet_of(after))]
    return [
        Edition(
            version,
            changes.get(version.id, []),
            [session for session in uses if session.course_version_id == version.id],
            counts.get(version.id, 0),
        )
        for version in reversed(course.versions)
    ]


def chips(form: CourseFilterForm) -> list[tuple[str, str]]:
    """The filters in use, and the address of the list without each."""
    found = []
    for field in form.active():
        rest = {name: value for name, value in request.args.items() if name not in (field.name, "page")}
        found.append((_chip(field), f"{url_for('trainings.courses')}?{urlencode(rest)}"))
    return found


def _chip(field: Any) -> str:
    if isinstance(field.data, Listed):
        return str(_(field.data.label))
    return str(field.label.text) if field.data is True else f"«\u00a0{field.data}\u00a0»"


def _label(form: CourseForm, name: str) -> str:
    return str(form[_FIELDS.get(name, name)].label.text)


def _shown(name: str, value: Any) -> str:
    if name == "price_cents":
        return price_text(value)
    if not value:
        return str(_("rien"))
    if isinstance(value, Listed):
        return str(_(value.label))
    if isinstance(value, frozenset):
        return ", ".join(_(member.label) for member in sorted(value, key=lambda member: member.bit))
    if isinstance(value, tuple):
        return "\u00a0; ".join(value)
    return duration(value) if name == "minutes" else str(value)
