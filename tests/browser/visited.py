"""The distinct pages of the application, who visits each, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

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


def go_to(relative: str) -> Callable[[Page], None]:
    """Go to an address beside this page's: "modifier" below it, "../supprimer" instead of its last part."""
    return lambda page: page.goto(urljoin(page.url.rstrip("/") + "/", relative)) and None


def submit_main(page: Page) -> None:
    """Send the main form as it is."""
    page.locator("main form button[type=submit]").first.click()


def go(page: Page, visit: Visit) -> None:
    page.goto(visit.path)
    for step in visit.then:
        step(page)
    page.wait_for_load_state("networkidle")


NO_PAGE = {
    "web.static",
    "home.logo",
    "home.health_check",
    "home.language",
    "home.export_team",
    "accompaniments.own_export",
    "accompaniments.team_export",
    "casework.held_file",
    "citizens.search",
    "network.export_places",
    "observatory.report_file",
    "observatory.report_state",
    "observatory.table",
    "territories.communes",
    "territories.search",
}
"""Endpoints that answer a file, JSON or a redirection."""

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
    Visit("citoyen-nouveau-erreurs", "mediatrice", "/citoyens/nouveau", (submit_main,)),
    Visit("interdit", "mediatrice", "/journal"),
    Visit("detail", "mediatrice", "/accompagnements", (follow("^='/accompagnements/0'"),)),
    Visit("modifier", "mediatrice", "/accompagnements", (follow("^='/accompagnements/0'"), follow("$='/modifier'"))),
    Visit("citoyen", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"),)),
    Visit("citoyen-donnees", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"), follow("$='/donnees'"))),
    Visit(
        "citoyen-consultations", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"), follow("$='/consultations'"))
    ),
    Visit("citoyen-modifier", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"), follow("$='/modifier'"))),
    Visit("citoyen-partage", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"), follow("$='/partage'"))),
    Visit("citoyen-supprimer", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"), follow("$='/supprimer'"))),
    Visit("lieux-public", "visiteur", "/lieux"),
    Visit("lieux-public-limoges", "visiteur", "/lieux?commune=87085"),
    Visit("lieu-public", "visiteur", "/lieux?commune=87085", (follow("^='/lieux/0'"),)),
    Visit("accueil-coordination", "coordination", "/"),
    Visit("equipe", "coordination", "/equipe"),
    Visit("equipe-liste", "coordination", "/equipe/accompagnements"),
    Visit("equipe-detail", "coordination", "/equipe/accompagnements", (follow("^='/equipe/accompagnements/0'"),)),
    Visit("structures", "coordination", "/structures"),
    Visit("structure", "coordination", "/structures", (follow("^='/structures/0'"),)),
    Visit("structure-modifier", "coordination", "/structures", (follow("^='/structures/0'"), follow("$='/modifier'"))),
    Visit("structure-nouvelle", "coordination", "/structures/nouvelle"),
    Visit("structure-nouvelle-erreurs", "coordination", "/structures/nouvelle", (submit_main,)),
    Visit("lieux", "coordination", "/reseau/lieux"),
    Visit("lieu-nouveau", "coordination", "/reseau/lieux/nouveau"),
    Visit("lieu-nouveau-erreurs", "coordination", "/reseau/lieux/nouveau", (submit_main,)),
    Visit("mediateurs", "coordination", "/mediateurs"),
    Visit("mediateur", "coordination", "/mediateurs", (follow("^='/mediateurs/0'"),)),
    Visit("mediateur-inviter", "coordination", "/mediateurs/inviter"),
    Visit("accueil-responsable", "responsable", "/"),
    Visit("comptes", "administration", "/comptes"),
    Visit("compte", "administration", "/comptes", (follow("^='/comptes/0'"),)),
    Visit("compte-inviter", "administration", "/comptes/inviter"),
    Visit("organismes", "administration", "/organismes"),
    Visit("travaux", "administration", "/travaux"),
    Visit("journal", "administration", "/journal"),
    Visit("observatoire-departement", "elue.departement", "/"),
    Visit("observatoire-interco", "elu.interco", "/"),
    Visit("observatoire-village", "elue.village", "/"),
    Visit("observatoire-exact", "coordination", "/observatoire"),
    Visit("observatoire-rapport", "elue.departement", "/", (submit("Télécharger le rapport (PDF)"),)),
    Visit("messages", "visiteur", "/demonstration/messages"),
    Visit("lien-inconnu", "visiteur", "/connexion/lien/inconnu"),
    Visit("invitation-inconnue", "visiteur", "/invitation/inconnue"),
    Visit("mot-de-passe-inconnu", "visiteur", "/mot-de-passe/inconnu"),
    Visit("mon-nom", "mediatrice", "/mon-compte/nom"),
    Visit("citoyens-supprimees", "mediatrice", "/citoyens/supprimees"),
    Visit("citoyen-arret-suivi", "mediatrice", "/citoyens", (follow("^='/citoyens/0'"), follow("$='/arret-suivi'"))),
    Visit("structure-supprimer", "coordination", "/structures", (follow("^='/structures/0'"), go_to("supprimer"))),
    Visit("lieu", "coordination", "/reseau/lieux", (follow("^='/lieux/0'"),)),
    Visit("lieu-modifier", "coordination", "/reseau/lieux", (follow("$='/modifier'"),)),
    Visit("lieu-supprimer", "coordination", "/reseau/lieux", (follow("$='/modifier'"), go_to("../supprimer"))),
    Visit("mediateur-lieu", "coordination", "/mediateurs", (follow("^='/mediateurs/0'"), follow("$='/lieu-habituel'"))),
    Visit("mediateur-fin", "coordination", "/mediateurs", (follow("^='/mediateurs/0'"), follow("$='/terminer'"))),
    Visit("compte-modifier", "administration", "/comptes", (follow("^='/comptes/0'"), go_to("modifier"))),
    Visit("compte-role", "administration", "/comptes", (follow("^='/comptes/0'"), go_to("roles/ajouter"))),
    Visit("compte-desactiver", "administration", "/comptes", (follow("^='/comptes/0'"), go_to("desactiver"))),
]
