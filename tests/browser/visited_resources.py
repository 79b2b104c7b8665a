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
    Visit("ressources-public", "visiteur", "/ressources"),
    Visit("ressources-recherche", "visiteur", "/ressources?recherche=mot+de+passe"),
    Visit("ressource-public", "visiteur", "/ressources?recherche=mot+de+passe", SHEET),
    Visit("ressource-code-inconnu", "visiteur", "/r/AAAAAAAA"),
    Visit("ressource-signaler", "visiteur", "/ressources?recherche=mot+de+passe", (*SHEET, go_to("signaler"))),
    Visit("securite-public", "visiteur", "/securite"),
    Visit("alerte-public", "visiteur", "/securite", ALERT),
    Visit("alertes", WHO, "/securite/alertes"),
    Visit("alerte-nouvelle", WHO, "/securite/alertes/nouvelle"),
    Visit("alerte-nouvelle-erreurs", WHO, "/securite/alertes/nouvelle", (submit_main,)),
    Visit("alerte", WHO, "/securite", ALERT),
    Visit("alerte-modifier", WHO, "/securite", (*ALERT, go_to("modifier"))),
    Visit("alerte-historique", WHO, "/securite", (*ALERT, go_to("historique"))),
    Visit("alerte-lever", WHO, "/securite", (*ALERT, go_to("lever"))),
    Visit("collections-public", "visiteur", "/ressources/collections"),
    Visit("ressources", "mediatrice", "/ressources"),
    Visit("ressource", "mediatrice", "/ressources?recherche=mot+de+passe", SHEET),
    Visit("ressource-donner", "mediatrice", "/ressources?recherche=mot+de+passe", (*SHEET, go_to("donner"))),
    Visit("ressource-avis", "mediatrice", "/ressources?recherche=mot+de+passe", (*SHEET, go_to("avis"))),
    Visit("ressource-versions", "mediatrice", "/ressources?recherche=mot+de+passe", (*SHEET, go_to("versions"))),
    Visit("ressources-favorites", "mediatrice", "/ressources/favorites"),
    Visit("ressources-miennes", "mediatrice", "/ressources/miennes"),
    Visit("ressource-nouvelle", "mediatrice", "/ressources/nouvelle"),
    Visit("ressource-nouvelle-fiche", "mediatrice", "/ressources/nouvelle", (follow("*='/nouvelle?'"),)),
    Visit("ressource-nouvelle-erreurs", "mediatrice", "/ressources/nouvelle", (follow("*='/nouvelle?'"), submit_main)),
    Visit("ressource-modifier", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("modifier"))),
    Visit("fiche-ecrire", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("ecrire"))),
    Visit("ressource-retirer", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("retirer"))),
    Visit("ressource-ranger", WHO, "/ressources?recherche=mot+de+passe", (*SHEET, go_to("ranger"))),
    Visit("ressources-signalements", WHO, "/ressources/signalements"),
    Visit("collection-nouvelle", WHO, "/ressources/collections/nouvelle"),
    Visit("securite-personne", "mediatrice", "/citoyens", (*PERSON, go_to("securite"))),
    Visit("securite-personne-nouveau", "mediatrice", "/citoyens", (*PERSON, go_to("securite/nouveau"))),
    Visit("securite-personne-erreurs", "mediatrice", "/citoyens", (*PERSON, go_to("securite/nouveau"), submit_main)),
    Visit("securite-lieu", WHO, "/reseau/lieux", (*PLACE, go_to("securite"))),
    Visit("securite-lieu-nouveau", WHO, "/reseau/lieux", (*PLACE, go_to("securite/nouveau"))),
    Visit("competences", "mediatrice", "/citoyens", (*PERSON, go_to("competences"))),
    Visit("competences-observation", "mediatrice", "/citoyens", (*PERSON, go_to("competences/nouvelle/observation"))),
    Visit("competences-test", "mediatrice", "/citoyens", (*PERSON, go_to("competences/nouvelle/test"))),
    Visit("competences-refus", "mediatrice", "/citoyens", (*PERSON, go_to("competences/refus"))),
]
