"""Every page of the gallery, checked as a page: valid, one h1, labelled controls, ids, headers."""

import re
from collections import Counter

import html5lib
import pytest
from flask.testing import FlaskClient
from lxml import etree

PAGES = ["/", "/formulaire", "/liste", "/liste?page=3&topic=mail", "/vide", "/confirmer", "/erreur/404", "/erreur/500"]


def parse(html: str) -> etree._Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    root = parser.parse(html).getroot()
    assert [error for _, error, _ in parser.errors] == []
    return root


def token_of(client: FlaskClient) -> str:
    return str(parse(client.get("/formulaire").text).xpath("//input[@name='csrf_token']")[0].get("value"))


def check(html: str) -> etree._Element:
    root = parse(html)
    assert root.get("lang") == "fr"
    assert len(root.xpath("//h1")) == 1
    assert [len(root.xpath(f"//{mark}")) for mark in ("header", "main", "footer")] == [1, 1, 1]
    ids = Counter(node.get("id") for node in root.xpath("//*[@id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for node in root.xpath(f"//*[@{attribute}]"):
            assert set(node.get(attribute).split()) <= set(ids), etree.tostring(node)
    for control in root.xpath("//select|//textarea|//input[not(@type='hidden')]"):
        assert root.xpath(f"//label[@for='{control.get('id')}']"), etree.tostring(control)
    assert root.xpath("//*[@style]|//script[not(@src)]|//*[@onclick]") == []
    return root


@pytest.mark.parametrize("url", PAGES)
def test_page(client: FlaskClient, url: str) -> None:
    root = check(client.get(url).text)
    assert root.xpath("//title")[0].text.endswith(" — Inclusion numérique")


@pytest.mark.parametrize("url", PAGES)
def test_french_typography(client: FlaskClient, url: str) -> None:
    root = parse(client.get(url).text)
    text = " ".join(t for t in root.xpath("//body//text()[not(ancestor::*[@aria-hidden])]") if t.strip())
    assert re.findall(r"[^\s\u00a0\u202f…] ?[;?!](?=\s|$)|\w :(?=\s)|« |\w'\w", text) == []


def test_an_erroneous_form_is_a_page_too(client: FlaskClient) -> None:
    answer = client.post("/formulaire", data={"csrf_token": token_of(client), "day": "demain", "minutes": "autre"})
    root = check(answer.text)
    assert root.xpath("//title")[0].text.startswith("Erreur\u00a0: ")
    anchors = [link.get("href")[1:] for link in root.xpath("//*[@data-error-summary]//a")]
    assert anchors == ["first_name", "day", "minutes", "commune", "topics"]
    assert set(anchors) <= {node.get("id") for node in root.xpath("//input")}


def test_a_refusal_of_the_domain_reaches_the_page(client: FlaskClient) -> None:
    typed = {"first_name": "Refus", "day": "24/11/2026", "minutes": "30", "commune": "Limoges", "topics": "mail"}
    root = check(client.post("/formulaire", data=typed | {"csrf_token": token_of(client)}).text)
    assert "Cette date est refusée\u00a0: fermé." in "".join(root.xpath("//*[@id='day-error']")[0].itertext())
    assert root.xpath("//input[@id='day']")[0].get("value") == "2026-11-24"


def test_a_good_form_passes(client: FlaskClient) -> None:
    typed = {"first_name": "Amina", "day": "24/11/2026", "minutes": "30", "commune": "Limoges", "topics": "mail"}
    assert client.post("/formulaire", data=typed | {"csrf_token": token_of(client)}).status_code == 302


def test_what_the_menu_says_is_current(client: FlaskClient) -> None:
    root = parse(client.get("/liste").text)
    assert [a.text for a in root.xpath("//nav[@class='nav']//a[@aria-current='page']")] == ["Accompagnements"]


def test_pages_keep_the_filters(client: FlaskClient) -> None:
    root = parse(client.get("/liste?page=3&topic=mail&topic=web").text)
    assert root.xpath("//a[@rel='next']")[0].get("href") == "/liste?topic=mail&topic=web&page=4"
