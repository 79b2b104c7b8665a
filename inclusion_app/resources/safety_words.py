"""What holds whatever the scam of the day: the short advice of the public page, what to do too late, whom to call."""

from typing import NamedTuple

from inclusion_app.kernel.text import N_


class Reflex(NamedTuple):
    """A habit that protects, and the sheet of the library that teaches it."""

    title: str
    text: str
    sheet: str


class Contact(NamedTuple):
    """Whom to call or write to: a number or an address as it is shown, where it leads, what for."""

    name: str
    href: str
    purpose: str


REFLEXES = (
    Reflex(
        N_("Un message pressant\u00a0? Arrêtez-vous."),
        N_("«\u00a0Urgent\u00a0», «\u00a0dernier rappel\u00a0»\u00a0: ne touchez ni au lien ni à la pièce jointe."),
        "message-frauduleux",
    ),
    Reflex(
        N_("Ne donnez jamais un code ni un mot de passe."),
        N_("Ni votre banque, ni la police, ni une administration ne les demandent, même au téléphone."),
        "mot-de-passe",
    ),
    Reflex(
        N_("Vérifiez par un autre chemin."),
        N_("Raccrochez, puis appelez vous-même le numéro de votre carte ou d’une facture."),
        "victime-arnaque",
    ),
    Reflex(
        N_("Protégez votre messagerie deux fois."),
        N_("Un mot de passe à elle, et un second facteur\u00a0: elle ouvre tous vos autres comptes."),
        "second-facteur",
    ),
    Reflex(
        N_("Pas de paiement sur un Wi-Fi public."),
        N_("Attendez d’être à la maison, ou utilisez la connexion de votre téléphone."),
        "wifi-public",
    ),
    Reflex(
        N_("Une voix, une photo, une vidéo peuvent être fausses."),
        N_("Un proche demande de l’argent\u00a0? Rappelez-le sur son numéro habituel."),
        "assistant-ia",
    ),
)

TOO_LATE = (
    N_("Coupez le contact\u00a0: raccrochez, ne répondez plus, ne payez plus."),
    N_("Appelez votre banque tout de suite\u00a0: le numéro est au dos de votre carte."),
    N_("Changez vos mots de passe, la messagerie d’abord."),
    N_("Gardez les preuves\u00a0: messages, numéros, captures d’écran."),
    N_("Portez plainte, même pour une petite somme. Être trompé n’est pas une honte."),
)

CONTACTS = (
    Contact(N_("17cyber.gouv.fr"), "https://17cyber.gouv.fr", N_("Savoir quoi faire, à toute heure, gratuitement.")),
    Contact(
        N_("0\u00a0805\u00a0805\u00a0817"),
        "tel:+33805805817",
        N_("Info Escroqueries\u00a0: des conseils par téléphone, appel gratuit, en semaine."),
    ),
    Contact(N_("33700"), "https://www.33700.fr", N_("Transférer un SMS frauduleux, ou signaler un numéro.")),
    Contact(N_("signal-spam.fr"), "https://www.signal-spam.fr", N_("Signaler un e-mail frauduleux.")),
    Contact(N_("116\u00a0006"), "tel:116006", N_("France Victimes\u00a0: une écoute gratuite, tous les jours.")),
)
