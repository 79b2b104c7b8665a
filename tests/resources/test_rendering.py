"""A sheet as HTML: nothing that acts, the marks of the dialect, both directions of writing."""

from lxml import html as lxml_html

from inclusion_app.resources.sheets.parsing import parse
from inclusion_app.resources.sheets.rendering import render_html
from tests.resources import sheet_texts

PICTURES = {"dessin:cadenas": "/ressources/dessins/cadenas.svg"}


def test_nothing_acts() -> None:
    tree = lxml_html.fromstring(str(render_html(parse(sheet_texts.HOSTILE), PICTURES, trainer=True)))
    assert not tree.xpath("//script|//iframe|//svg|//style|//object")
    assert not [name for node in tree.iter() for name in node.attrib if name.startswith("on") or name == "style"]
    assert tree.xpath("//a/@href") == ["https://exemple.fr/?a=%22b&c"]
    assert tree.xpath("//img/@src") == ["/ressources/dessins/cadenas.svg"]
    assert tree.xpath("//img/@alt") == ['z" onerror="x'] or not tree.xpath("//img")


def test_schemes_in_disguise_are_refused() -> None:
    disguised = (
        "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java&#10;script:alert(1)", "vbscript:x", "//exemple.fr", "file:///etc",
    )  # fmt: skip
    for address in disguised:
        tree = lxml_html.fromstring(str(render_html(parse(f"[x]({address}) <{address}>"), {})))
        assert not tree.xpath("//a")
    for address in ("https://exemple.fr", "mailto:a@exemple.fr", "tel:+33123456789"):
        assert f'href="{address}"' in render_html(parse(f"[x]({address})"), {})


def test_the_notes_of_the_trainer_are_for_the_trainer() -> None:
    sheet = parse(sheet_texts.FRENCH)
    assert "Demandez qui écrit" not in render_html(sheet, {})
    assert "Demandez qui écrit" in render_html(sheet, {}, trainer=True)


def test_french_spaces_and_lines() -> None:
    assert "«\u00a0oui\u00a0»\u00a0!" in render_html(parse("Dites « oui » !"), {})
    assert "l’adresse" in render_html(parse("l'adresse"), {})
    assert "a<br>b" in render_html(parse("a\nb", plain=True), {})
    assert "<br>" not in render_html(parse("a\nb"), {})


def test_numbers_keep_their_order_in_arabic() -> None:
    shown = str(render_html(parse(sheet_texts.ARABIC), {}))
    assert 'dir="rtl"' in shown
    assert 'lang="ar"' in shown
    assert "\u206601 23 45 67 89\u2069" in shown
    assert "\u2066+33 1 23 45 67 89\u2069" in shown
    assert "\u202e" not in render_html(parse("a \u202eb"), {})


def test_a_number_alone_in_an_arabic_link_keeps_its_order() -> None:
    shown = render_html(parse("على الرقم [0 805 805 817](tel:+33805805817): نصائح", language="ar"), {})
    assert '<a class="govuk-link" href="tel:+33805805817">\u20660 805 805 817\u2069</a>' in shown
    assert "\u2066" not in render_html(parse("Au [0 805 805 817](tel:+33805805817)"), {})
