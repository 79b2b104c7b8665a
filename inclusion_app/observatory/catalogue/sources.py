"""Where numbers come from and since when, said once."""

from inclusion_app.kernel.text import N_

ENTRIES = N_("Ce que saisissent les médiatrices et médiateurs dans cet outil")
PLACES = N_("Les lieux de cet outil, au standard national des lieux de médiation numérique")
SESSIONS = N_("Les sessions tenues et les présences signées dans cet outil")
CODE = N_("INSEE, code officiel géographique et populations légales (Licence Ouverte)")

SINCE_ENTRIES = N_("Depuis la première saisie\u00a0; depuis 2021 pour les anciens comptes rendus importés")
SINCE_PLACES = N_("L’état du jour\u00a0: aucun historique n’est gardé")
SINCE_SESSIONS = N_("Depuis la première session")
SINCE_CODE = N_("Les populations de l’année du code géographique chargé")

DECLARED = N_("Dépend de ce qui est saisi\u00a0: une activité non saisie n’existe pas ici.")
SEVERAL = N_("Les parts font plus que le tout\u00a0: un même accompagnement peut compter plusieurs fois.")
