"""What the fields understand, and what they say when they do not."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from inclusion_app.web.durations import read_duration
from tests.web.gallery.app import EntryForm, find_communes

GOOD = {
    "first_name": "Amina",
    "day": "2026-11-24",
    "minutes": "60",
    "commune": "Limoges (87000)",
    "topics": "mail",
    "progress": "alone",
}


def read(gallery: Flask, **typed: Any) -> EntryForm:
    with gallery.test_request_context("/", method="POST"):
        form = EntryForm(MultiDict(GOOD | typed), meta={"csrf": False})
        form.commune.resolver = find_communes
        form.validate()
    return form


def test_a_good_form_is_accepted(gallery: Flask) -> None:
    form = read(gallery)
    assert form.errors == {}
    assert form.commune.data == "87085"


@pytest.mark.parametrize("text", ["2026-11-24", "24/11/2026", "24-11-2026", "24.11.2026", "24/11/26", " 24/11/2026 "])
def test_dates_are_read_as_typed(gallery: Flask, text: str) -> None:
    assert read(gallery, day=text).day.data == date(2026, 11, 24)


@pytest.mark.parametrize("text", ["31/02/2026", "hier", "24/11", "2026-24-11", "0000-00-00", "9" * 500])
def test_a_wrong_date_says_how_to_write_it_and_is_shown_again(gallery: Flask, text: str) -> None:
    form = read(gallery, day=text)
    assert form.day.errors == ["Écrivez une date comme 24/11/2026."]
    assert form.day._value() == text


@pytest.mark.parametrize("field", ["day", "first_name", "commune"])
@pytest.mark.parametrize("text", ["  ", "\r\n", "\u2028", "\x00", "\u200b", "\ufeff\u202e"])
def test_spaces_alone_fill_nothing(gallery: Flask, field: str, text: str) -> None:
    form = read(gallery, **{field: text})
    assert form[field].errors


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Jean\r\nBcc: x@y.fr", "Jean Bcc: x@y.fr"),
        ("Jean\u2028Paul\tLuc", "Jean Paul Luc"),
        ("Jean\u202egnp.\u2066", "Jeangnp."),
        ("a\x01\x1bb", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🦽", "👩\u200d🦽"),
    ],
)
def test_one_line_holds_nothing_that_garbles_what_follows(gallery: Flask, text: str, kept: str) -> None:
    assert read(gallery, first_name=text).first_name.data == kept


def test_several_lines_keep_their_ends(gallery: Flask) -> None:
    assert read(gallery, notes="a\r\nb\u202e\x0b\rc\td").notes.data == "a\nb\nc\td"


@pytest.mark.parametrize("text", ["14:30", "14h30", "14 h 30", "14:30:00"])
def test_times_are_read_as_typed(gallery: Flask, text: str) -> None:
    assert read(gallery, start=text).start.data == time(14, 30)


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("1 2", 12), ("", None)])
def test_whole_numbers(gallery: Flask, text: str, value: int | None) -> None:
    form = read(gallery, seats=text)
    assert form.seats.errors == []
    assert form.seats.data == value


@pytest.mark.parametrize("text", ["douze", "1,5", "1e3", "٣", "²", "0x1", "-", "9" * 40])
def test_what_is_no_whole_number(gallery: Flask, text: str) -> None:
    assert read(gallery, seats=text).seats.errors == ["Écrivez un nombre entier, sans virgule."]


def test_limits_are_said(gallery: Flask) -> None:
    assert read(gallery, seats="0").seats.errors == ["Le nombre doit être au moins 1."]
    assert read(gallery, seats="51").seats.errors == ["Le nombre doit être au plus 50."]
    assert read(gallery, total="-1").total.errors == ["Le nombre doit être au moins 0."]


def test_an_empty_count_is_zero(gallery: Flask) -> None:
    assert read(gallery, total="").total.data == 0


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("50", 50),
        ("50 min", 50),
        ("1h30", 90),
        ("1 h", 60),
        ("1\u00a0h\u00a005", 65),
        ("1:30", 90),
        ("2 H 15 min", 135),
    ],
)
def test_durations_are_read_as_typed(text: str, minutes: int) -> None:
    assert read_duration(text) == minutes


@pytest.mark.parametrize("text", ["", "une heure", "1h3h", "-5", "1.5 h"])
def test_what_is_no_duration(text: str) -> None:
    assert read_duration(text) is None


def test_a_duration_of_ones_own(gallery: Flask) -> None:
    assert read(gallery, **{"minutes": "autre", "minutes-autre": "50 min"}).minutes.data == 50
    assert read(gallery, **{"minutes": "", "minutes-autre": "1h10"}).minutes.data == 70
    assert read(gallery, **{"minutes": "30", "minutes-autre": "50"}).minutes.data == 30, "the pill pressed wins"


def test_a_duration_refused(gallery: Flask) -> None:
    over = read(gallery, **{"minutes": "autre", "minutes-autre": "25 h"})
    assert over.minutes.errors == ["La durée doit être de 24\u00a0h au plus."]
    assert over.minutes.other_text == "25 h"
    assert read(gallery, minutes="0").minutes.errors == ["La durée doit être d’au moins 1\u00a0min."]
    assert read(gallery, **{"minutes": "autre", "minutes-autre": ""}).minutes.errors == ["Remplissez ce champ."]


def test_a_stored_duration_that_is_not_proposed_is_shown_as_other(gallery: Flask) -> None:
    with gallery.test_request_context("/"):
        field = EntryForm(data={"minutes": 50}).minutes
        assert field.other_text == "50\u00a0min"
        assert [choice.value for choice in field.propositions() if choice.checked] == ["autre"]


def test_texts_are_tidied(gallery: Flask) -> None:
    form = read(gallery, first_name="  Ame\u0301lie\x00 ", notes="a\r\nb ", password=" secret ")
    assert form.first_name.data == "Amélie"
    assert form.notes.data == "a\nb"
    assert form.password.data == " secret "


def test_french_messages_everywhere(gallery: Flask) -> None:
    form = read(gallery, first_name="x" * 61, email="nowhere", topics="unknown")
    assert form.first_name.errors == ["Écrivez au plus 60 caractères."]
    assert form.email.errors == ["Écrivez une adresse électronique complète, comme prenom.nom@exemple.fr."]
    assert form.topics.errors == ["Choisissez une proposition de la liste."]
