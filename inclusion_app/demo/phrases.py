"""Short texts that the demonstration writes: notes that name nobody, titles of workshops, tags."""

from inclusion_app.vocabulary.themes import Theme

NOTES = (
    "Mot de passe retrouvé, noté sur le carnet de la personne.",
    "Vient avec son propre téléphone. À l’aise avec les messages, pas avec les pièces jointes.",
    "Dossier envoyé, accusé de réception imprimé.",
    "Compte FranceConnect créé. La double vérification par SMS reste difficile.",
    "Il manque un justificatif de domicile\u00a0: à rapporter au prochain rendez-vous.",
    "A préféré faire elle-même, en étant guidée. Très bonne séance.",
    "Pas d’adresse e-mail au départ\u00a0: nous en avons créé une ensemble.",
    "Le site demandait un scan\u00a0: montré comment photographier un document au téléphone.",
    "Ordinateur très lent. Nettoyage fait, mémoire à changer.",
    "Se sent plus en confiance qu’à la première visite.",
    "Peur de se tromper en ligne\u00a0: revoir ensemble les gestes de prudence.",
    "Lecture difficile\u00a0: prévoir un support avec des images.",
    "Attente au téléphone de 40\u00a0minutes sans réponse. À rappeler.",
    "Le code reçu par SMS arrive sur un ancien numéro.",
    "Photos du téléphone copiées sur une clé.",
    "Souhaite rejoindre l’atelier du jeudi.",
    "Faux message de livraison signalé ensemble au 33700.",
    "CV remis en forme et envoyé à deux employeurs.",
    "Prise de rendez-vous médical réussie en autonomie à la fin.",
    "Déclaration relue ensemble avant l’envoi.",
)

TITLES: dict[Theme, tuple[str, ...]] = {
    Theme.EQUIPMENT_USE: ("Premiers pas sur l’ordinateur", "Mon smartphone au quotidien", "Découvrir la tablette"),
    Theme.EQUIPMENT_CARE: ("Prendre soin de son ordinateur", "Repair café numérique"),
    Theme.OWN_CONTENT: ("Ranger ses photos", "Classer et sauvegarder ses documents"),
    Theme.BROWSING: ("Naviguer sur internet", "Bien chercher sur internet"),
    Theme.EMAIL: ("Ma boîte mail pas à pas", "Envoyer une pièce jointe"),
    Theme.OFFICE: ("Écrire une lettre à l’ordinateur", "Le tableur sans peur"),
    Theme.SOCIAL_NETWORKS: ("Réseaux sociaux\u00a0: régler sa confidentialité", "Appels vidéo avec la famille"),
    Theme.HEALTH: ("Mon espace santé", "Prendre un rendez-vous médical en ligne"),
    Theme.BANKING_SHOPPING: ("Acheter en ligne sans risque",),
    Theme.PROFESSIONAL: ("Le numérique pour les artisans",),
    Theme.EMPLOYMENT: ("Chercher un emploi en ligne",),
    Theme.SECURITY: ("Reconnaître une arnaque", "Des mots de passe solides"),
    Theme.PARENTING: ("Café des parents\u00a0: les écrans", "Accompagner son enfant en ligne"),
    Theme.SCHOOLING: ("Suivre la scolarité en ligne",),
    Theme.CREATION: ("Fabriquer un album photo", "Découverte de la programmation", "Petit film d’animation"),
    Theme.CULTURE: ("Les mots du numérique", "Comprendre le nuage"),
    Theme.AI: ("L’intelligence artificielle, c’est quoi\u00a0?", "Essayer un assistant d’IA avec prudence"),
    Theme.ADMINISTRATIVE: ("Mes démarches en ligne", "FranceConnect pas à pas"),
}

TAGS = {
    "première visite": 5,
    "permanence mairie": 5,
    "partenariat CCAS": 4,
    "bus numérique": 3,
    "orienté par France Travail": 3,
    "envoyé par un proche": 3,
    "résidence autonomie": 2,
    "sans smartphone": 2,
    "reconditionné": 1,
    "semaine bleue": 1,
}

STREETS = (
    "place de la Mairie", "rue de la République", "avenue Jean-Jaurès", "place de l’Église", "rue Pasteur",
    "rue des Écoles",
    "route du Moulin", "rue Victor-Hugo", "place du Marché", "rue du Stade", "avenue de la Gare", "rue des Tilleuls",
)  # fmt: skip

HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:30",
    "Mo-Fr 08:30-12:30,13:30-17:00; Sa 09:00-12:00",
    "Tu-Sa 10:00-12:30,14:00-18:00",
    "Mo,Tu,Th 09:00-12:00,14:00-17:00; We 09:00-12:00; Fr 09:00-12:00",
    "Tu,Th 14:00-17:30; We 09:00-12:00,14:00-17:30",
    "Mo-Th 09:00-12:30,13:30-18:00; Fr 09:00-12:30",
)
VISIT_HOURS = (
    "Tu 09:00-12:00",
    "We 14:00-17:00",
    "Th 09:00-12:00",
    "Fr 09:30-12:00",
    "Mo 14:00-17:00",
    "Th 14:00-17:00",
)

SUMMARIES = (
    "Une aide gratuite, avec ou sans rendez-vous, pour vos démarches en ligne et vos premiers pas.",
    "Accueil individuel et ateliers en petit groupe. Venez avec votre matériel ou utilisez le nôtre.",
    "Ordinateurs en libre accès, impression, et quelqu’un pour vous aider.",
    "Permanence hebdomadaire\u00a0: une médiatrice ou un médiateur vient près de chez vous.",
)
