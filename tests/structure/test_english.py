"""Pages read in English: they say so, and no French sentence is left in them."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from inclusion_app.access.models import Account
from tests.cast import Cast
from tests.factories import make_citizen, make_record, make_workshop
from tests.pages import Page, PageClient

_FRENCH = re.compile(
    r"\b(le|la|les|des|une|du|au|aux|pour|avec|est|sur|dans|cette|vous|votre|pas|et|que)\b|[a-z]’[aeéèêiouy]"
)
_NAMES = re.compile("Espace numérique de la Mairie|Défenseure? des droits")
_SPOKEN = "//title/text()|//@aria-label|//@alt|//body//text()[not(ancestor::script or ancestor::style)]"
_TYPED = "ancestor-or-self::*[@dir='auto' or @data-typed or @lang='fr']"

PAGES = {
    "visitor": ["/", "/?commune=87085", "/connexion", "/lieux", "/plan-du-site", "/donnees-personnelles"],
    "nadia": [
        "/",
        "/accompagnements",
        "/accompagnements/individuel/nouveau",
        "/accompagnements/atelier/nouveau",
        "/citoyens",
        "/citoyens/nouveau",
        "/mon-compte",
    ],
    "paul": ["/", "/equipe", "/equipe/accompagnements", "/mediateurs"],
    "claire": ["/", "/structures", "/structures/nouvelle", "/reseau/lieux", "/mediateurs", "/mediateurs/inviter"],
    "elise": ["/mentions-legales", "/accessibilite", "/eco-conception"],
    "ahmed": ["/", "/comptes", "/comptes/inviter", "/journal", "/travaux"],
}


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_of_english_reads_no_french(
    app: Flask, cast: Cast, client_of: Callable[[Account], PageClient], name: str
) -> None:
    mediator = cast.mediators["nadia"]
    citizen = make_citizen(mediator)
    make_record(mediator, citizen)
    make_workshop(mediator, 5, (citizen,))
    client = PageClient(app) if name == "visitor" else client_of(cast.accounts[name])
    client.client.set_cookie("langue", "en")
    for path in PAGES[name]:
        page = client.get(path, status=None, follow_redirects=True)  # type: ignore[arg-type]
        assert page.status == 200, path
        assert page.one("/html/@lang") == "en", path
        assert french(page) == [], path


def french(page: Page) -> list[str]:
    """The texts that look French, but for names of people, places and agencies."""
    texts = [node for node in page.all(_SPOKEN) if not node.getparent().xpath(_TYPED)]
    return [str(text).strip() for text in texts if _FRENCH.search(_NAMES.sub("", str(text)))]
