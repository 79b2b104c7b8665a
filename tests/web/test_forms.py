"""Refusals of the domain, the summary of errors, and the markup of a field."""

from flask import Flask
from flask.testing import FlaskClient
from markupsafe import Markup

from inclusion_app.kernel.errors import DomainError
from inclusion_app.web import rendering
from tests.web.gallery.app import EntryForm
from tests.web.test_fields import read


def test_a_refusal_is_attached_to_its_field(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        form = EntryForm()
        form.attach(DomainError("Date refusée\u00a0: %(why)s.", field="day", why="fermé"))
        form.attach(DomainError("Rien ne va."))
        form.attach(DomainError("Champ absent.", field="nowhere"))
        assert form.day.errors == ["Date refusée\u00a0: fermé."]
        assert [(e.anchor, e.text) for e in form.error_list()] == [
            (None, "Rien ne va."),
            (None, "Champ absent."),
            ("day", "Date refusée\u00a0: fermé."),
        ]
        assert form.errors


def test_the_summary_follows_the_order_of_the_fields(gallery: Flask) -> None:
    form = read(gallery, first_name="", day="", topics="")
    assert [(e.anchor, e.label) for e in form.error_list()] == [
        ("first_name", "Prénom"),
        ("day", "Date"),
        ("topics", "Thèmes"),
    ]


def test_an_error_is_bound_to_its_control(gallery: Flask) -> None:
    form = read(gallery, first_name="")
    with gallery.test_request_context("/"):
        html = rendering.control(form.first_name)
    assert 'aria-describedby="first_name-hint first_name-error"' in html
    assert 'aria-invalid="true"' in html
    assert "govuk-input--error" in html


def test_a_refused_date_is_shown_in_a_plain_field(gallery: Flask) -> None:
    form = read(gallery, day="demain")
    with gallery.test_request_context("/"):
        assert 'type="text" value="demain"' in rendering.control(form.day)


def test_what_is_typed_is_escaped(gallery: Flask) -> None:
    form = read(gallery, first_name='"><script>alert(1)</script>')
    with gallery.test_request_context("/"):
        html = rendering.control(form.first_name)
    assert isinstance(html, Markup)
    assert "<script>" not in html


def test_only_what_nothing_requires_is_optional(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        form = EntryForm()
        marked = {field.name for field in form if rendering.is_optional(field)}
    assert {"email", "phone", "notes", "place", "progress"} <= marked
    assert not marked & {"first_name", "day", "topics", "agreed", "total", "structure", "key", "csrf_token"}


def test_a_form_without_its_token_is_refused_on_a_page_that_says_so(client: FlaskClient) -> None:
    answer = client.post("/formulaire", data={"first_name": "Secret"})
    assert answer.status_code == 400
    assert "Ce formulaire a expiré" in answer.text
    assert "Secret" not in answer.text
