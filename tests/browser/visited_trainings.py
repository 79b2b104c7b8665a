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


def _visit(name: str, shows: str, who: str, start: Start, *then: Step) -> Visit:
    path, steps = start
    return Visit(name, shows, who, path, (*steps, *then))


COMING = session("public+en")
PAST = session("public+en", "past")
SOMEBODY = (go_to("inscriptions"), follow("*='/inscriptions/0'"))
WHO = "coordination"

TRAININGS = [
    Visit("formations-public", "trainings.catalogue", "visiteur", "/formations"),
    Visit("formation-public", "trainings.course_page", "visiteur", "/formations", (follow("*='/formations/r'"),)),
    Visit("calendrier-public", "trainings.calendar", "visiteur", "/calendrier"),
    Visit("calendrier-semaine", "trainings.calendar", "visiteur", "/calendrier?vue=semaine"),
    Visit("calendrier-liste", "trainings.calendar", "visiteur", "/calendrier?vue=liste"),
    Visit("seance-public", "trainings.public_session", "visiteur", "/formations", (follow("*='/seances/0'"),)),
    Visit(
        "seance-public-erreurs",
        "trainings.public_session",
        "visiteur",
        "/formations",
        (follow("*='/seances/0'"), submit_main),
    ),
    Visit(
        "seance-merci",
        "trainings.public_registered",
        "visiteur",
        "/formations",
        (follow("*='/seances/0'"), go_to("merci")),
    ),
    Visit("verifier", "trainings.verify", "visiteur", "/verifier"),
    Visit("verifier-inconnu", "trainings.verified", "visiteur", "/verifier/AAAAAAAAAA"),
    Visit("inscription-lien", "trainings.own_registration", "visiteur", "/demonstration/messages", (letter,)),
    Visit(
        "inscription-lien-perdu",
        "trainings.own_registration",
        "visiteur",
        f"/inscriptions/{'0' * 8}-0000-0000-0000-{'0' * 12}/{'0' * 26}",
    ),
    Visit("tablette-inconnue", "trainings.tablet", "visiteur", "/emargement/inconnue"),
    Visit("sessions", "trainings.sessions", WHO, "/sessions"),
    Visit("sessions-mediatrice", "trainings.sessions", "mediatrice", "/sessions"),
    Visit("session-nouvelle", "trainings.new_session", WHO, "/sessions/nouvelle"),
    Visit(
        "session-nouvelle-erreurs", "trainings.new_session", WHO, "/sessions/nouvelle", (submit("Ouvrir la session"),)
    ),
    _visit("session", "trainings.session", WHO, COMING),
    _visit("session-modifier", "trainings.edit_session", WHO, COMING, go_to("modifier")),
    _visit("session-reporter", "trainings.postpone_session", WHO, COMING, go_to("reporter")),
    _visit("session-annuler", "trainings.cancel_session", WHO, COMING, go_to("annuler")),
    _visit("session-dupliquer", "trainings.duplicate_session", WHO, COMING, go_to("dupliquer")),
    _visit("inscriptions", "trainings.registrations", WHO, COMING, go_to("inscriptions")),
    _visit("inscrire", "trainings.add_registration", WHO, COMING, go_to("inscriptions/ajouter")),
    _visit("inscrire-erreurs", "trainings.add_registration", WHO, COMING, go_to("inscriptions/ajouter"), submit_main),
    _visit("inscription", "trainings.registration", WHO, COMING, *SOMEBODY),
    _visit(
        "inscription-modifier",
        "trainings.edit_registration",
        WHO,
        COMING,
        go_to("inscriptions"),
        follow("*='/inscriptions/0'"),
        go_to("modifier"),
    ),
    _visit(
        "inscription-retirer",
        "trainings.withdraw_registration",
        WHO,
        COMING,
        go_to("inscriptions"),
        follow("*='/inscriptions/0'"),
        go_to("retirer"),
    ),
    _visit("supports", "casework.session_materials", WHO, COMING, go_to("supports")),
    _visit("convocations", "trainings.notices", WHO, COMING, go_to("convocations")),
    _visit("presence-a-venir", "trainings.attendance", WHO, COMING, go_to("presence")),
    _visit("presence", "trainings.attendance", WHO, PAST, go_to("presence")),
    _visit("demi-journee", "trainings.half_day", WHO, PAST, go_to("presence"), follow("*='/presence/0'")),
    _visit(
        "ligne-de-presence",
        "trainings.attendance_line",
        WHO,
        PAST,
        go_to("presence"),
        follow("*='/presence/0'"),
        follow("*='/lignes/'"),
    ),
    _visit(
        "presence-papier",
        "trainings.paper_presence",
        WHO,
        PAST,
        go_to("presence"),
        follow("*='/presence/0'"),
        go_to("papier"),
    ),
    _visit(
        "pas-eu-lieu",
        "trainings.not_held",
        WHO,
        COMING,
        go_to("presence"),
        follow("*='/presence/0'"),
        go_to("pas-eu-lieu"),
    ),
    _visit("feuilles-scannees", "trainings.scans", WHO, PAST, go_to("presence/feuilles")),
    _visit("evaluation", "trainings.evaluation", WHO, PAST, go_to("evaluation")),
    _visit("evaluation-papier", "trainings.paper_answers", WHO, PAST, go_to("evaluation/papier")),
    _visit("attestations-session", "trainings.certificates", WHO, PAST, go_to("attestations")),
    _visit(
        "attestation-retirer", "trainings.revoke_certificate", WHO, PAST, go_to("attestations"), follow("$='/retirer'")
    ),
    _visit(
        "atelier-d-une-session",
        "casework.session_record",
        "mediatrice",
        session("arnaque", "past"),
        go_to("accompagnement"),
    ),
    Visit("appels", "trainings.calls", WHO, "/appels"),
    Visit("attestations", "trainings.issued", WHO, "/attestations"),
    Visit("resultats", "trainings.results", WHO, "/formations/resultats"),
    Visit("chiffres", "trainings.figures", WHO, "/formations/bilan"),
    Visit("bilan-pedagogique", "trainings.summary", WHO, "/formations/bilan-pedagogique"),
    Visit("mes-formations", "trainings.own", "mediatrice", "/mes-formations"),
    Visit("agendas", "trainings.feeds", "mediatrice", "/agendas"),
    Visit("agenda-supprimer", "trainings.revoke_feed", "mediatrice", "/agendas", (own_feed, follow("$='/supprimer'"))),
    Visit("catalogue", "trainings.courses", WHO, "/catalogue"),
    Visit("cours-nouveau", "trainings.new_course", WHO, "/catalogue/nouveau"),
    Visit("cours-nouveau-erreurs", "trainings.new_course", WHO, "/catalogue/nouveau", (submit_main,)),
    Visit("cours", "trainings.course", WHO, "/catalogue", (follow("*='/catalogue/0'"),)),
    Visit(
        "cours-modifier", "trainings.edit_course", WHO, "/catalogue", (follow("*='/catalogue/0'"), go_to("modifier"))
    ),
    Visit("cours-fermer", "trainings.close_course", WHO, "/catalogue", (follow("*='/catalogue/0'"), go_to("fermer"))),
    Visit("reglages", "trainings.settings", WHO, "/formations/reglages"),
    Visit("organisme-de-formation", "trainings.body", WHO, "/formations/organisme"),
    Visit("salles", "trainings.rooms", WHO, "/salles"),
    Visit("salle-nouvelle", "trainings.new_room", WHO, "/salles/nouvelle"),
    Visit("salle-modifier", "trainings.edit_room", WHO, "/salles", (follow("$='/modifier'"),)),
    Visit("salle-retirer", "trainings.retire_room", WHO, "/salles", (follow("$='/modifier'"), go_to("../retirer"))),
    Visit("intervenants", "trainings.trainers", WHO, "/intervenants"),
    Visit("intervenant-exterieur", "trainings.new_outside_trainer", WHO, "/intervenants/exterieur"),
    Visit("intervenant-du-reseau", "trainings.new_network_trainer", WHO, "/intervenants/du-reseau"),
    Visit("intervenant-modifier", "trainings.edit_trainer", WHO, "/intervenants", (follow("$='/modifier'"),)),
    Visit(
        "intervenant-retirer",
        "trainings.retire_trainer",
        WHO,
        "/intervenants",
        (follow("$='/modifier'"), go_to("../retirer")),
    ),
    Visit("qualite", "trainings.quality", WHO, "/qualite"),
    Visit("qualite-nouvelle", "trainings.new_entry", WHO, "/qualite/nouvelle"),
    Visit("preuves", "trainings.proofs", WHO, "/qualite/preuves"),
    Visit("preuves-attente", "trainings.proofs_progress", WHO, "/qualite/preuves", (submit_main,)),
]
