"""The pages of trainings, who visits each, and how to get there in the demonstration."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.visiting import Visit, follow, go_to, submit, submit_main

FILES = {
    f"trainings.{name}"
    for name in (
        *("certificate_file", "certificates_print_file", "certificates_print_state", "colleagues", "convocations"),
        *("convocations_print_file", "convocations_print_state", "evaluation_sheet", "feed", "figures_file"),
        *("held_certificate", "issued_table", "notices_csv", "own_calendar", "own_certificate", "own_convocation"),
        *("poster", "programme", "proofs_file", "proofs_state", "quality_file", "registrations_csv"),
        *("registrations_pdf", "results_file", "room_places", "scan", "session_places", "sheet", "sheet_print_file"),
        *("sheet_print_state", "signature", "summary_file", "trainer_people"),
    )
}
"""Endpoints that answer a file, JSON or a redirection."""

ELSEWHERE = {
    f"trainings.{name}"
    for name in (
        *("tablet", "tablet_address", "tablet_close", "tablet_sign", "tablet_survey", "tablet_surveys", "survey"),
        *("convocations_print", "sheet_print", "sheet_prepare", "delete_scan", "edit_entry", "quality_entry"),
        *("move_to_other_date", "replace_certificate", "certificates_print"),
    )
}
"""Pages that open at an hour, after a file or a large task: their own tests visit them."""


Step = Callable[[Page], None]
Start = tuple[str, tuple[Step, ...]]


def session(text: str, when: str = "") -> Start:
    """The list narrowed to a course, then its first session."""
    return f"/sessions?texte={text}&quand={when}", (follow("*='/sessions/0'", "main table"),)


def letter(page: Page) -> None:
    """Open the secret page that a letter of the demonstration leads to, once the letter has come."""
    for _ in range(40):
        found = re.search(r"/inscriptions/[0-9a-f-]{36}/[0-9a-f]{26}", page.inner_text("main"))
        if found:
            page.goto(found[0])
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("no letter of a registration came")


def own_feed(page: Page) -> None:
    """Make the address of one's own sessions."""
    page.locator("input[name=kind]").first.check()
    page.get_by_role("button", name="Créer l’adresse").click()


def _visit(name: str, who: str, start: Start, *then: Step) -> Visit:
    path, steps = start
    return Visit(name, who, path, (*steps, *then))


COMING = session("public+en")
PAST = session("public+en", "past")
SOMEBODY = (go_to("inscriptions"), follow("*='/inscriptions/0'"))
WHO = "coordination"

TRAININGS = [
    Visit("formations-public", "visiteur", "/formations"),
    Visit("formation-public", "visiteur", "/formations", (follow("*='/formations/r'"),)),
    Visit("calendrier-public", "visiteur", "/calendrier"),
    Visit("calendrier-semaine", "visiteur", "/calendrier?vue=semaine"),
    Visit("calendrier-liste", "visiteur", "/calendrier?vue=liste"),
    Visit("seance-public", "visiteur", "/formations", (follow("*='/seances/0'"),)),
    Visit("seance-public-erreurs", "visiteur", "/formations", (follow("*='/seances/0'"), submit_main)),
    Visit("seance-merci", "visiteur", "/formations", (follow("*='/seances/0'"), go_to("merci"))),
    Visit("verifier", "visiteur", "/verifier"),
    Visit("verifier-inconnu", "visiteur", "/verifier/AAAAAAAAAA"),
    Visit("inscription-lien", "visiteur", "/demonstration/messages", (letter,)),
    Visit("inscription-lien-perdu", "visiteur", f"/inscriptions/{'0' * 8}-0000-0000-0000-{'0' * 12}/{'0' * 26}"),
    Visit("tablette-inconnue", "visiteur", "/emargement/inconnue"),
    Visit("sessions", WHO, "/sessions"),
    Visit("sessions-mediatrice", "mediatrice", "/sessions"),
    Visit("session-nouvelle", WHO, "/sessions/nouvelle"),
    Visit("session-nouvelle-erreurs", WHO, "/sessions/nouvelle", (submit("Ouvrir la session"),)),
    _visit("session", WHO, COMING),
    _visit("session-modifier", WHO, COMING, go_to("modifier")),
    _visit("session-reporter", WHO, COMING, go_to("reporter")),
    _visit("session-annuler", WHO, COMING, go_to("annuler")),
    _visit("session-dupliquer", WHO, COMING, go_to("dupliquer")),
    _visit("inscriptions", WHO, COMING, go_to("inscriptions")),
    _visit("inscrire", WHO, COMING, go_to("inscriptions/ajouter")),
    _visit("inscrire-erreurs", WHO, COMING, go_to("inscriptions/ajouter"), submit_main),
    _visit("inscription", WHO, COMING, *SOMEBODY),
    _visit(
        "inscription-modifier", WHO, COMING, go_to("inscriptions"), follow("*='/inscriptions/0'"), go_to("modifier")
    ),
    _visit("inscription-retirer", WHO, COMING, go_to("inscriptions"), follow("*='/inscriptions/0'"), go_to("retirer")),
    _visit("supports", WHO, COMING, go_to("supports")),
    _visit("convocations", WHO, COMING, go_to("convocations")),
    _visit("presence-a-venir", WHO, COMING, go_to("presence")),
    _visit("presence", WHO, PAST, go_to("presence")),
    _visit("demi-journee", WHO, PAST, go_to("presence"), follow("*='/presence/0'")),
    _visit("ligne-de-presence", WHO, PAST, go_to("presence"), follow("*='/presence/0'"), follow("*='/lignes/'")),
    _visit("presence-papier", WHO, PAST, go_to("presence"), follow("*='/presence/0'"), go_to("papier")),
    _visit("pas-eu-lieu", WHO, COMING, go_to("presence"), follow("*='/presence/0'"), go_to("pas-eu-lieu")),
    _visit("feuilles-scannees", WHO, PAST, go_to("presence/feuilles")),
    _visit("evaluation", WHO, PAST, go_to("evaluation")),
    _visit("evaluation-papier", WHO, PAST, go_to("evaluation/papier")),
    _visit("attestations-session", WHO, PAST, go_to("attestations")),
    _visit("attestation-retirer", WHO, PAST, go_to("attestations"), follow("$='/retirer'")),
    _visit("atelier-d-une-session", "mediatrice", session("arnaque", "past"), go_to("accompagnement")),
    Visit("appels", WHO, "/appels"),
    Visit("attestations", WHO, "/attestations"),
    Visit("resultats", WHO, "/formations/resultats"),
    Visit("chiffres", WHO, "/formations/bilan"),
    Visit("bilan-pedagogique", WHO, "/formations/bilan-pedagogique"),
    Visit("mes-formations", "mediatrice", "/mes-formations"),
    Visit("agendas", "mediatrice", "/agendas"),
    Visit("agenda-supprimer", "mediatrice", "/agendas", (own_feed, follow("$='/supprimer'"))),
    Visit("catalogue", WHO, "/catalogue"),
    Visit("cours-nouveau", WHO, "/catalogue/nouveau"),
    Visit("cours-nouveau-erreurs", WHO, "/catalogue/nouveau", (submit_main,)),
    Visit("cours", WHO, "/catalogue", (follow("*='/catalogue/0'"),)),
    Visit("cours-modifier", WHO, "/catalogue", (follow("*='/catalogue/0'"), go_to("modifier"))),
    Visit("cours-fermer", WHO, "/catalogue", (follow("*='/catalogue/0'"), go_to("fermer"))),
    Visit("reglages", WHO, "/formations/reglages"),
    Visit("organisme-de-formation", WHO, "/formations/organisme"),
    Visit("salles", WHO, "/salles"),
    Visit("salle-nouvelle", WHO, "/salles/nouvelle"),
    Visit("salle-modifier", WHO, "/salles", (follow("$='/modifier'"),)),
    Visit("salle-retirer", WHO, "/salles", (follow("$='/modifier'"), go_to("../retirer"))),
    Visit("intervenants", WHO, "/intervenants"),
    Visit("intervenant-exterieur", WHO, "/intervenants/exterieur"),
    Visit("intervenant-du-reseau", WHO, "/intervenants/du-reseau"),
    Visit("intervenant-modifier", WHO, "/intervenants", (follow("$='/modifier'"),)),
    Visit("intervenant-retirer", WHO, "/intervenants", (follow("$='/modifier'"), go_to("../retirer"))),
    Visit("qualite", WHO, "/qualite"),
    Visit("qualite-nouvelle", WHO, "/qualite/nouvelle"),
    Visit("preuves", WHO, "/qualite/preuves"),
    Visit("preuves-attente", WHO, "/qualite/preuves", (submit_main,)),
]
