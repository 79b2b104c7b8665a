"""The five domains of the framework and, for each competence, how one says it to a neighbour."""

from inclusion_app.kernel.text import N_
from inclusion_app.vocabulary.competences import Competence
from inclusion_app.vocabulary.listed import Listed


class Domain(Listed):
    """Domaine de compétences ; the code is the official number."""

    INFORMATION = "1", N_("Information et données")
    COMMUNICATION = "2", N_("Communication et collaboration")
    CREATION = "3", N_("Création de contenu")
    PROTECTION = "4", N_("Protection et sécurité")
    ENVIRONMENT = "5", N_("Environnement numérique")


PLAIN: dict[Competence, str] = {
    Competence.SEARCH: N_("Chercher sur internet et savoir à quoi se fier"),
    Competence.MANAGE_DATA: N_("Ranger et retrouver ses photos et ses papiers"),
    Competence.PROCESS_DATA: N_("Tenir un tableau, faire des calculs"),
    Competence.INTERACT: N_("Écrire et appeler\u00a0: messages, e-mails, visio"),
    Competence.SHARE: N_("Partager une photo, une information"),
    Competence.COLLABORATE: N_("Faire quelque chose à plusieurs, à distance"),
    Competence.TAKE_PART: N_("Faire ses démarches et tenir ses comptes en ligne"),
    Competence.WRITE_TEXT: N_("Écrire une lettre, un CV"),
    Competence.MULTIMEDIA: N_("Faire des photos et des vidéos"),
    Competence.ADAPT: N_("Préparer un document\u00a0: le convertir, l’imprimer, l’envoyer"),
    Competence.PROGRAM: N_("Donner des ordres à une machine, automatiser"),
    Competence.SECURE: N_("Protéger son appareil et ses mots de passe"),
    Competence.PRIVACY: N_("Protéger sa vie privée, repérer une arnaque"),
    Competence.WELLBEING: N_("Prendre soin de soi devant les écrans"),
    Competence.SOLVE: N_("S’en sortir quand quelque chose ne marche pas"),
    Competence.BUILD: N_("Allumer, régler, installer son appareil"),
}

STEPS: dict[Competence, str] = {
    Competence.SEARCH: N_("Chercher les horaires d’un lieu près de chez moi."),
    Competence.MANAGE_DATA: N_("Ranger mes photos dans un dossier."),
    Competence.PROCESS_DATA: N_("Faire la liste de mes dépenses dans un tableau."),
    Competence.INTERACT: N_("Envoyer un message à quelqu’un que j’aime bien."),
    Competence.SHARE: N_("Envoyer une photo à une seule personne."),
    Competence.COLLABORATE: N_("Trouver une date à plusieurs, en ligne."),
    Competence.TAKE_PART: N_("Ouvrir un de mes comptes en ligne et le refermer."),
    Competence.WRITE_TEXT: N_("Écrire une lettre courte et la garder."),
    Competence.MULTIMEDIA: N_("Prendre une photo et la retrouver."),
    Competence.ADAPT: N_("Enregistrer un document en PDF et l’imprimer."),
    Competence.PROGRAM: N_("Régler un rappel qui revient chaque semaine."),
    Competence.SECURE: N_("Choisir un mot de passe long, que personne ne devine."),
    Competence.PRIVACY: N_("Regarder un message louche avec quelqu’un, sans cliquer."),
    Competence.WELLBEING: N_("Régler la taille des lettres et la lumière de l’écran."),
    Competence.SOLVE: N_("Éteindre et rallumer, puis essayer encore."),
    Competence.BUILD: N_("Régler le son et me connecter au Wi-Fi."),
}
"""A small next step that anybody may try: written on the person's own sheet."""


_DOMAINS: dict[str, Domain] = {domain.value: domain for domain in Domain}


def domain_of(competence: Competence) -> Domain:
    """The domain of a competence."""
    return _DOMAINS[competence.value.partition(".")[0]]


def competences_of(domain: Domain) -> list[Competence]:
    """The competences of a domain, in their official order."""
    return [competence for competence in Competence if domain_of(competence) is domain]
