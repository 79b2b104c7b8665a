"""How the text of a sheet is read: its parts, what is refused, the remarks with their lines."""

import re
from pathlib import Path

from inclusion_app.resources.sheets.blocks import BoxKind, SectionKind
from inclusion_app.resources.sheets.checks import check_sheet
from inclusion_app.resources.sheets.drawings import drawing_sources
from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.rendering import plain_text
from tests.resources import sheet_texts

DOC = Path(__file__).parents[2] / "docs" / "fiches.md"


def remarks(text: str, *, plain: bool = False) -> list[tuple[int, str]]:
    found = check_sheet(parse(text, plain=plain), pictures=drawing_sources(), licence="etalab-2.0")
    return [(one.line, str(one)) for one in found]


def test_a_sheet_is_read_in_order() -> None:
    sheet = parse(sheet_texts.FRENCH)
    assert [one.kind for one in sheet.sections] == [SectionKind.OBJECTIVES, SectionKind.FREE, SectionKind.STEPS]
    assert [step.number for step in sheet.steps] == [1, 2, 3, 4]
    assert next(step.title for step in sheet.steps) == "Choisissez quatre mots"
    assert sheet.steps[0].picture
    assert sheet.steps[0].picture.source == "dessin:quatre-mots"
    assert sheet.minutes == 45
    notes = [box for box in sheet.boxes if box.kind is BoxKind.TRAINER]
    assert [(box.title, box.minutes) for box in notes] == [("Pour commencer", 10), ("Chacun essaie", 25)]
    assert next(box.figure for box in sheet.boxes if box.kind is BoxKind.FIGURE) == "12"
    assert remarks(sheet_texts.FRENCH) == []


def test_the_example_of_the_documentation_is_right() -> None:
    example = re.search(r"```markdown\n(.*?)```", DOC.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    assert parse(example[1]).remarks == ()


def test_other_languages_and_keys() -> None:
    arabic = parse(sheet_texts.ARABIC)
    assert arabic.direction == "rtl"
    assert arabic.objectives
    assert len(arabic.steps) == 2
    spanish = parse("## Sabré {objectifs}\n\n- uno\n\n## Los pasos {etapes}\n\n### 1. Abrir\n", language="es")
    assert spanish.objectives
    assert spanish.objectives.title == "Sabré"
    assert [step.title for step in spanish.steps] == ["Abrir"]


def test_what_is_hostile_is_said_with_its_line() -> None:
    said = dict(remarks(sheet_texts.HOSTILE))
    assert "HTML" in said[8]
    assert "lien est refusé" in said[10]
    assert any("image est refusée" in text for _, text in remarks(sheet_texts.HOSTILE))
    assert any(line == 18 and "inconnu" in text for line, text in remarks(sheet_texts.HOSTILE))
    assert any(line == 22 and "pas fermé" in text for line, text in remarks(sheet_texts.HOSTILE))
    assert parse(sheet_texts.HOSTILE).minutes is None


def test_what_is_missing_is_said() -> None:
    assert {text for _, text in remarks("Bonjour")} >= {
        "Aucune étape\u00a0: écrivez «\u00a0## Étapes\u00a0», puis «\u00a0### 1. Ouvrez…\u00a0».",
        "Aucun objectif\u00a0: écrivez «\u00a0## À la fin, je saurai\u00a0», puis une liste.",
    }
    text = "## Étapes\n\n### 1. Un\n\n![x](dessin:nulle-part)\n\n" + "mot " * 40
    said = [text for _, text in remarks(text)]
    assert any("nulle-part" in one for one in said)
    assert any("dépasse deux lignes" in one for one in said)
    no_licence = check_sheet(parse("## Étapes\n"), pictures=(), licence=None)
    assert any("licence" in str(one) for one in no_licence)


def test_odd_texts_are_read_without_harm() -> None:
    for text in (
        "",
        "---",
        "---\n",
        ":::",
        "::: astuce",
        "> " * 300,
        "* " * 300,
        "[" * 5000,
        "\x00\u202e",
        "# a\n" * 500,
    ):
        parse(text)
    nested = parse("::: astuce\na\n::: attention\nb\n:::\nc\n:::\n\n## Étapes\n\n### 1. Un\n")
    assert [box.kind for box in nested.boxes] == [BoxKind.TIP, BoxKind.WARNING]
    assert len(nested.steps) == 1


def test_the_words_alone_for_the_search() -> None:
    words = plain_text(parse(sheet_texts.FRENCH))
    assert "cheval" in words
    assert "Demandez qui écrit" in words
    assert "**" not in words
