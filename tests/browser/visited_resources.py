"""The pages of the resource centre and of skills, who visits each, and how to get there in the demonstration."""

from tests.browser.visiting import Visit, follow, go_to, submit_main

FILES = {
    "casework.citizen_safety_sheet",
    "casework.paper_questionnaire",
    "casework.place_safety_sheet",
    "casework.skills_sheet",
    "resources.alert_poster",
    "resources.alerts_feed",
    "resources.booklet_state",
    "resources.booklet_file",
    "resources.drawing",
    "resources.file",
    "resources.sheet_pdf",
    "resources.sheet_picture",
}
"""Endpoints that answer a file, JSON or a redirection."""

ELSEWHERE = {
    "casework.citizen_safety_delete",
    "casework.citizen_safety_edit",
    "casework.place_safety_delete",
    "casework.place_safety_edit",
    "casework.copy_questionnaire",
    "casework.delete_assessment",
    "casework.finish_questionnaire",
    "casework.question",
    "casework.session_materials_task",
    "resources.answer_report",
    "resources.booklet",
    "resources.booklet_print",
    "resources.collection",
    "resources.delete_collection",
    "resources.edit_collection",
}
"""Pages that need something that somebody wrote first: their own tests visit them."""

WHO = "coordination"
SHEET = (follow("^='/ressources/0'"),)
PERSON = (follow("^='/citoyens/0'"),)
PLACE = (follow("^='/lieux/0'"),)
ALERT = (follow("^='/securite/alertes/0'"),)

RESOURCES = [
    Visit("ressources-public", "resources.index", "visiteur", "/ressources"),
    Visit("ressources-recherche", "resources.index", "visiteur", "/ressources?recherche=mot+de+passe"),
    Visit("ressource-public", "resources.resource", "visiteur", "/ressources?recherche=mot+de+passe", SHEET),
    Visit("ressource-code-inconnu", "resources.short", "visiteur", "/r/AAAAAAAA"),
    Visit(
        "ressource-signaler",
        "resources.report",
        "visiteur",
        "/ressources?recherche=mot+de+passe",
        (*SHEET, go_to("signaler")),
    ),
    Visit("securite-public", "resources.safety", "visiteur", "/securite"),
    Visit("alerte-public", "resources.alert", "visiteur", "/securite", ALERT),
    Visit("alertes", "resources.alerts", WHO, "/securite/alertes"),
    Visit("alerte-nouvelle", "resources.new_alert", WHO, "/securite/alertes/nouvelle"),
    Visit("alerte-nouvelle-erreurs", "resources.new_alert", WHO, "/securite/alertes/nouvelle", (submit_main,)),
    Visit("alerte", "resources.alert", WHO, "/securite", ALERT),
    Visit("alerte-modifier", "resources.edit_alert", WHO, "/securite", (*ALERT, go_to("modifier"))),
    Visit("alerte-historique", "resources.alert_history", WHO, "/securite", (*ALERT, go_to("historique"))),
    Visit("alerte-lever", "resources.lift_alert", WHO, "/securite", (*ALERT, go_to("lever"))),
    Visit("collections-public", "resources.collections", "visiteur", "/ressources/collections"),
    Visit("ressources", "resources.index", "mediatrice", "/ressources"),
    Visit("ressource", "resources.resource", "mediatrice", "/ressources?recherche=mot+de+passe", SHEET),
    Visit(
        "ressource-donner",
        "casework.give",
        "mediatrice",
        "/ressources?recherche=mot+de+passe",
        (*SHEET, go_to("donner")),
    ),
    Visit(
        "ressource-avis",
        "resources.review",
        "mediatrice",
        "/ressources?recherche=mot+de+passe",
        (*SHEET, go_to("avis")),
    ),
    Visit(
        "ressource-versions",
        "resources.versions",
        "mediatrice",
        "/ressources?recherche=mot+de+passe",
        (*SHEET, go_to("versions")),
    ),
    Visit("ressources-favorites", "resources.favourites", "mediatrice", "/ressources/favorites"),
    Visit("ressources-miennes", "resources.mine", "mediatrice", "/ressources/miennes"),
    Visit("ressource-nouvelle", "resources.new", "mediatrice", "/ressources/nouvelle"),
    Visit(
        "ressource-nouvelle-fiche", "resources.new", "mediatrice", "/ressources/nouvelle", (follow("*='/nouvelle?'"),)
    ),
    Visit(
        "ressource-nouvelle-erreurs",
        "resources.new",
        "mediatrice",
        "/ressources/nouvelle",
        (follow("*='/nouvelle?'"), submit_main),
    ),
    Visit(
        "ressource-modifier", "resources.edit", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("modifier"))
    ),
    Visit(
        "fiche-ecrire", "resources.write_sheet", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("ecrire"))
    ),
    Visit(
        "ressource-retirer", "resources.withdraw", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("retirer"))
    ),
    Visit("ressource-ranger", "resources.shelve", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("ranger"))),
    Visit("ressources-signalements", "resources.reports", WHO, "/ressources/signalements"),
    Visit("collection-nouvelle", "resources.new_collection", WHO, "/ressources/collections/nouvelle"),
    Visit("securite-personne", "casework.citizen_safety", "mediatrice", "/citoyens", (*PERSON, go_to("securite"))),
    Visit(
        "securite-personne-nouveau",
        "casework.citizen_safety_new",
        "mediatrice",
        "/citoyens",
        (*PERSON, go_to("securite/nouveau")),
    ),
    Visit(
        "securite-personne-erreurs",
        "casework.citizen_safety_new",
        "mediatrice",
        "/citoyens",
        (*PERSON, go_to("securite/nouveau"), submit_main),
    ),
    Visit("securite-lieu", "casework.place_safety", WHO, "/reseau/lieux", (*PLACE, go_to("securite"))),
    Visit(
        "securite-lieu-nouveau", "casework.place_safety_new", WHO, "/reseau/lieux", (*PLACE, go_to("securite/nouveau"))
    ),
    Visit("competences", "casework.skills", "mediatrice", "/citoyens", (*PERSON, go_to("competences"))),
    Visit(
        "competences-observation",
        "casework.new_observation",
        "mediatrice",
        "/citoyens",
        (*PERSON, go_to("competences/nouvelle/observation")),
    ),
    Visit(
        "competences-test",
        "casework.new_test",
        "mediatrice",
        "/citoyens",
        (*PERSON, go_to("competences/nouvelle/test")),
    ),
    Visit(
        "competences-refus",
        "casework.refuse_assessment",
        "mediatrice",
        "/citoyens",
        (*PERSON, go_to("competences/refus")),
    ),
]
