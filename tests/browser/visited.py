"""The distinct pages of the application, who visits each, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Visit:
    """`then` follows links from `path` when the page's address depends on the data."""

    name: str
    who: str
    path: str
    then: tuple[Callable[[Page], None], ...] = ()


def follow(pattern: str) -> Callable[[Page], None]:
    """Follow the first link whose address matches this CSS attribute selector."""
    return lambda page: page.goto(str(page.locator(f"main a[href{pattern}]").first.get_attribute("href"))) and None


def submit(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def go(page: Page, visit: Visit) -> None:
    page.goto(visit.path)
    for step in visit.then:
        step(page)
    page.wait_for_load_state("networkidle")


PAGES = [
    Visit("accueil-public", "visiteur", "/"),
    Visit("connexion", "visiteur", "/connexion"),
    Visit("connexion-lien-envoye", "visiteur", "/connexion/lien-envoye"),
    Visit("mot-de-passe-oublie", "visiteur", "/mot-de-passe-oublie"),
    Visit("mentions-legales", "visiteur", "/mentions-legales"),
    Visit("donnees-personnelles", "visiteur", "/donnees-personnelles"),
    Visit("accessibilite", "visiteur", "/accessibilite"),
    Visit("eco-conception", "visiteur", "/eco-conception"),
    Visit("plan-du-site", "visiteur", "/plan-du-site"),
    Visit("page-introuvable", "visiteur", "/nulle-part"),
    Visit("accueil-mediatrice", "mediatrice", "/"),
    Visit("saisie-individuelle", "mediatrice", "/accompagnements/individuel/nouveau"),
    Visit("saisie-individuelle-erreurs", "mediatrice", "/accompagnements/individuel/nouveau", (submit("Enregistrer"),)),
    Visit("saisie-atelier", "mediatrice", "/accompagnements/atelier/nouveau"),
    Visit("saisie-atelier-erreurs", "mediatrice", "/accompagnements/atelier/nouveau", (submit("Enregistrer"),)),
    Visit("liste", "mediatrice", "/accompagnements"),
    Visit("mon-compte", "mediatrice", "/mon-compte"),
    Visit("mot-de-passe", "mediatrice", "/mon-compte/mot-de-passe"),
    Visit("citoyens", "mediatrice", "/citoyens"),
    Visit("citoyen-nouveau", "mediatrice", "/citoyens/nouveau"),
    Visit("citoyen-nouveau-erreurs", "mediatrice", "/citoyens/nouveau", (submit("Enregistrer"),)),
    Visit("interdit", "mediatrice", "/journal"),
    Visit("equipe-liste", "coordination", "/equipe/accompagnements"),
    Visit("journal", "administration", "/journal"),
]
