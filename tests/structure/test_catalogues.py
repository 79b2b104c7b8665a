"""Catalogues: each text of the sources is there, translated, with the same places to fill, and compiled."""

import io
import re
import shlex
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "translations" / "messages.pot"
ENGLISH = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
_PLACE = re.compile(r"%\(\w+\)[sd]|%[sd](?!\w)|#|<[^>]+>")
_FRENCH_SPACE = re.compile(r"\s[:;?!»](?:\s|$)|«|[\u00a0\u202f][:;?!]")


def catalogue(path: Path) -> Catalog:
    with path.open("rb") as source:
        return read_po(source, locale="en", domain="messages")


def messages(path: Path) -> list[Message]:
    return [message for message in catalogue(path) if message.id]


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of the message with its translation."""
    if isinstance(message.id, str):
        return [(message.id, str(message.string))]
    return list(zip(message.id, message.string or (), strict=True))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the sources hold today, by the very command of the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    command = next(line for line in makefile.splitlines() if "pybabel extract" in line)
    path = tmp_path_factory.mktemp("catalogue") / "messages.pot"
    words = [str(path) if word == "translations/messages.pot" else word for word in shlex.split(command)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "--quiet", *words[1:]])  # type: ignore[no-untyped-call]
    return path


@pytest.mark.parametrize("path", [TEMPLATE, ENGLISH], ids=["template", "English"])
def test_the_catalogues_hold_the_texts_of_the_sources(extracted: Path, path: Path) -> None:
    wanted = {message.id for message in messages(extracted)}
    held = {message.id for message in messages(path)}
    assert wanted - held == set(), "run « make translations », then translate"
    assert held - wanted == set(), "run « make translations »: these texts are gone"


def test_each_text_is_translated_and_none_is_a_guess() -> None:
    for message in messages(ENGLISH):
        assert not message.fuzzy, message.id
        assert all(translation.strip() for _, translation in pairs(message)), message.id


def test_translations_have_the_same_places_to_fill() -> None:
    english = catalogue(ENGLISH)
    for message in messages(ENGLISH):
        for text, translation in pairs(message):
            if message.pluralizable and not _PLACE.findall(text):
                continue  # « Une personne… » may be counted in the other language
            assert sorted(_PLACE.findall(text)) == sorted(_PLACE.findall(translation)), text
        assert not list(message.check(english)), message.id


def test_translations_keep_the_spaces_around_and_the_final_stop() -> None:
    for message in messages(ENGLISH):
        for text, translation in pairs(message):
            assert text.startswith((" ", "\n")) == translation.startswith((" ", "\n")), text
            assert text[-1:].isspace() == translation[-1:].isspace(), text
            assert text.endswith(".") == translation.endswith("."), text


def test_english_does_not_follow_french_typography() -> None:
    for message in messages(ENGLISH):
        for _, translation in pairs(message):
            assert not _FRENCH_SPACE.search(translation.strip()), translation


def test_the_compiled_catalogue_is_that_of_the_texts() -> None:
    fresh = io.BytesIO()
    write_mo(fresh, catalogue(ENGLISH))
    assert ENGLISH.with_suffix(".mo").read_bytes() == fresh.getvalue(), "run « make translations »"
