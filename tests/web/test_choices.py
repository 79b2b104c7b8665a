"""Closed lists in forms, and what is found by its name."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from inclusion_app.web.forms import Form
from tests.web.gallery.app import COMMUNES, EntryForm, ListFilter, Progress, Topic, find_communes
from tests.web.test_fields import GOOD, read


def test_values_come_back_as_members(gallery: Flask) -> None:
    form = read(gallery)
    assert form.topics.data == frozenset({Topic.MAIL})
    assert form.progress.data is Progress.ALONE
    assert form.level.data is None


def test_retired_values_are_not_offered(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        assert Topic.OLD not in EntryForm().topics.offered()
    assert read(gallery, topics="old").topics.errors == ["Choisissez une proposition de la liste."]


def test_a_retired_value_stays_where_the_object_has_it(gallery: Flask) -> None:
    with gallery.test_request_context("/", method="POST"):
        form = EntryForm(MultiDict(GOOD | {"topics": "old"}), data={"topics": {Topic.OLD}}, meta={"csrf": False})
        assert form.topics.data == frozenset({Topic.OLD})
        assert Topic.OLD in form.topics.offered()


def test_the_most_used_come_first(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        field = EntryForm().topics
        field.prefer([Topic.SAFETY, Topic.MAIL, Topic.SAFETY])
        assert [choice.value for choice in field.propositions()][:3] == ["safety", "mail", "papers"]


def test_choosing_nothing_is_a_choice(gallery: Flask) -> None:
    assert read(gallery, already="").already.data is None
    with gallery.test_request_context("/"):
        assert EntryForm().already.propositions()[-1].checked


def test_choices_of_the_view_are_checked(gallery: Flask) -> None:
    assert read(gallery, place="2").place.data == "2"
    assert read(gallery, place="99").place.errors == ["Choisissez une proposition de la liste."]
    assert read(gallery, procedures="caf").procedures.data == frozenset({"caf"})
    assert read(gallery, procedures="nope").procedures.errors == ["Choisissez une proposition de la liste."]


@pytest.mark.parametrize("text", ["Limoges (87000)", "limoges", "87085", " Limoges "])
def test_a_commune_is_found_by_what_is_typed(gallery: Flask, text: str) -> None:
    assert read(gallery, commune=text).commune.data == "87085"


def test_an_ambiguous_commune_lists_the_candidates(gallery: Flask) -> None:
    form = read(gallery, commune="Saint-Denis")
    message = form.commune.errors[0]
    assert "Saint-Denis (93200), Saint-Denis (97400)" in message
    assert form.commune.data is None
    assert form.commune._value() == "Saint-Denis"


def test_the_key_chosen_in_the_list_settles_it(gallery: Flask) -> None:
    label = COMMUNES[3].label
    assert read(gallery, **{"commune": label, "commune-code": "97411"}).commune.data == "97411"


def test_a_key_that_does_not_go_with_the_text_is_ignored(gallery: Flask) -> None:
    assert read(gallery, **{"commune": "Limoges", "commune-code": "97411"}).commune.data == "87085"


def test_an_unknown_commune_is_said_and_kept(gallery: Flask) -> None:
    form = read(gallery, commune="Nulle-Part")
    assert form.commune.errors[0].startswith("Aucune commune ne correspond à «\u00a0Nulle-Part\u00a0».")
    assert read(gallery, commune="").commune.errors == ["Remplissez ce champ."]


def test_a_stored_commune_is_shown_by_its_name(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        form = EntryForm(data={"commune": "87114"})
        form.commune.resolver = find_communes
        assert form.commune._value() == "Panazol (87350)"
        assert form.commune.key_value() == "87114"


def test_filters_are_read_from_the_address(gallery: Flask) -> None:
    with gallery.test_request_context("/liste?topic=mail&since=01/11/2026"):
        filters = ListFilter()
        assert filters.topic.data is Topic.MAIL
        assert [field.name for field in filters.active()] == ["since", "topic"]
        assert isinstance(filters, Form)
        assert "csrf_token" not in filters
