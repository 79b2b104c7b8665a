"""The starter library: every sheet is whole, every drawing is ours, loading it twice changes nothing."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from inclusion_app.kernel.db import db
from inclusion_app.resources.library.loading import Loaded, load_library
from inclusion_app.resources.library.texts import LibraryText, library_texts, sheet_said
from inclusion_app.resources.lists import Licence, ResourceState, Visibility
from inclusion_app.resources.models.resources import Resource, ResourceVersion
from inclusion_app.resources.rules.editing import VersionContent, check_sheet
from inclusion_app.resources.services.editing import write_version
from inclusion_app.resources.sheets import checks
from inclusion_app.resources.sheets.blocks import BoxKind
from inclusion_app.resources.sheets.drawings import drawing_names, drawing_path, drawing_sources
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.plain.checking import check_plain

TEXTS = library_texts()
FRENCH = [text for text in TEXTS if text.language == "fr"]
_PARTS = {BoxKind.TIP, BoxKind.WARNING, BoxKind.EXERCISE, BoxKind.KEEP, BoxKind.TRAINER, BoxKind.ANSWERS}
_SVG = "{http://www.w3.org/2000/svg}"


def _named(text: LibraryText) -> str:
    return text.source_key


@pytest.mark.parametrize("text", TEXTS, ids=_named)
def test_a_sheet_is_whole(text: LibraryText) -> None:
    sheet = parse(text.body, language=text.language)
    assert [str(remark) for remark in checks.check_sheet(sheet, pictures=drawing_sources())] == []
    assert sheet.language == text.language
    assert 5 <= len(sheet.steps) <= 9
    assert {box.kind for box in sheet.boxes} >= _PARTS
    assert any(box.minutes for box in sheet.boxes if box.kind is BoxKind.TRAINER)
    assert sheet.minutes


@pytest.mark.parametrize("text", TEXTS, ids=_named)
def test_the_top_of_a_sheet_says_all_of_it(text: LibraryText) -> None:
    said = sheet_said(text)
    check_sheet(said)
    assert said.licence is Licence.ETALAB
    assert said.author
    assert said.summary
    assert len(said.summary) <= 400
    assert said.themes
    assert said.competences
    assert said.readers
    assert said.review_on


@pytest.mark.parametrize("text", FRENCH, ids=_named)
def test_a_french_sheet_has_a_plain_version_without_remark(text: LibraryText) -> None:
    assert text.plain_body
    sheet = parse(text.plain_body, plain=True)
    remarks = checks.check_sheet(sheet, pictures=drawing_sources()) + check_plain(text.plain_body)
    assert [f"{remark.line}: {remark}" for remark in remarks] == []


def test_a_translation_has_its_original() -> None:
    keys = {text.source_key for text in FRENCH}
    assert all(text.original_key in keys for text in TEXTS if text.language != "fr")


@pytest.mark.parametrize("name", drawing_names())
def test_a_drawing_is_a_small_still_picture_with_a_title(name: str) -> None:
    path = drawing_path(name)
    tree = ET.parse(path).getroot()  # noqa: S314 (our own file)
    assert path.stat().st_size < 4096
    assert tree.get("viewBox") == "0 0 64 64"
    assert tree.findtext(f"{_SVG}title")
    allowed = {f"{_SVG}{tag}" for tag in ("svg", "title", "g", "path", "rect", "circle", "ellipse", "line")}
    assert {one.tag for one in tree.iter()} <= allowed
    assert not [key for one in tree.iter() for key in one.attrib if key in ("id", "style", "href") or key[:2] == "on"]


def _count() -> int:
    return db.session.scalar(select(func.count()).select_from(ResourceVersion)) or 0


@pytest.mark.usefixtures("session")
def test_the_library_is_loaded_once() -> None:
    first = load_library()
    versions = _count()
    assert load_library() == Loaded(kept=first.made + first.kept)
    assert _count() == versions
    for resource in db.session.scalars(select(Resource).where(Resource.source_key.is_not(None))):
        assert resource.state is ResourceState.PUBLISHED
        assert resource.visibility is Visibility.PUBLIC
        assert (resource.translation_of_id is not None) == (resource.language != "fr")


@pytest.mark.usefixtures("session")
def test_a_newer_text_makes_a_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inclusion_app.resources.library.loading.library_texts", lambda: TEXTS)
    load_library()
    newer = [replace(TEXTS[0], body=TEXTS[0].body + "\nUn mot de plus.\n"), *TEXTS[1:]]
    monkeypatch.setattr("inclusion_app.resources.library.loading.library_texts", lambda: newer)
    assert load_library() == Loaded(renewed=1, kept=len(TEXTS) - 1)
    assert _first().latest == 2


def test_a_sheet_changed_here_is_never_overwritten(session, cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inclusion_app.resources.library.loading.library_texts", lambda: TEXTS)
    load_library()
    resource = _first()
    write_version(resource, VersionContent(body="Chez nous."), version=resource.version, by=cast.claire)
    newer = [replace(TEXTS[0], body=TEXTS[0].body + "\nUn mot de plus.\n"), *TEXTS[1:]]
    monkeypatch.setattr("inclusion_app.resources.library.loading.library_texts", lambda: newer)
    assert load_library() == Loaded(kept=len(TEXTS))
    assert resource.latest == 2
    assert _first().versions[-1].body == "Chez nous."


def _first() -> Resource:
    return db.session.scalars(select(Resource).where(Resource.source_key == TEXTS[0].source_key)).one()
