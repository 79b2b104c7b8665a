"""How the words of the old activity reports (CRA v1) read in today's lists.

Source of the correspondence of themes: the published tables of the move from CRA v1 to La Coop.
"""

from inclusion_app.kernel.text import fold
from inclusion_app.vocabulary.activity import Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.people import AgeBand, SocialStatus
from inclusion_app.vocabulary.themes import Theme

KINDS = {
    "individuel": RecordKind.INDIVIDUAL,
    "ponctuel": RecordKind.ONE_OFF,
    "collectif": RecordKind.WORKSHOP,
}

CHANNELS = {
    "rattachement": PlaceKind.PLACE,
    "autre lieu": PlaceKind.OTHER,
    "domicile": PlaceKind.HOME,
    "distance": PlaceKind.REMOTE,
}

THEMES: dict[str, frozenset[Theme]] = {
    "demarche en ligne": frozenset({Theme.ADMINISTRATIVE}),
    "equipement informatique": frozenset({Theme.EQUIPMENT_USE, Theme.OWN_CONTENT}),
    "internet": frozenset({Theme.BROWSING}),
    "contenus numeriques": frozenset({Theme.CREATION}),
    "courriel": frozenset({Theme.EMAIL}),
    "vocabulaire": frozenset({Theme.CULTURE}),
    "traitement texte": frozenset({Theme.OFFICE}),
    "securite": frozenset({Theme.SECURITY}),
    "trouver emploi": frozenset({Theme.EMPLOYMENT}),
    "echanger": frozenset({Theme.SOCIAL_NETWORKS}),
    "sante": frozenset({Theme.HEALTH}),
    "fraude et harcelement": frozenset({Theme.SECURITY}),
    "diagnostic": frozenset({Theme.DIAGNOSTIC}),
    "tpe/pme": frozenset({Theme.PROFESSIONAL}),
    "budget": frozenset({Theme.BANKING_SHOPPING}),
    "autre": frozenset(),
    "accompagner enfant": frozenset({Theme.PARENTING}),
    "scolaire": frozenset({Theme.SCHOOLING}),
    "smartphone": frozenset({Theme.EQUIPMENT_USE}),
}

AGES = {
    "age_moins_12_ans": AgeBand.V1_UNDER_12,
    "age_de_12_a_18_ans": AgeBand.V1_FROM_12_TO_18,
    "age_de_18_a_35_ans": AgeBand.V1_FROM_18_TO_35,
    "age_de_35_a_60_ans": AgeBand.V1_FROM_35_TO_60,
    "age_plus_60_ans": AgeBand.V1_FROM_60,
}

STATUSES = {
    "statut_etudiant": SocialStatus.STUDENT,
    "statut_sans_emploi": SocialStatus.UNEMPLOYED,
    "statut_en_emploi": SocialStatus.EMPLOYED,
    "statut_retraite": SocialStatus.RETIRED,
    "statut_heterogene": SocialStatus.UNKNOWN,
}

_ORIENTATIONS = {
    "mairie": Orientation.ADMINISTRATION,
    "prefecture": Orientation.ADMINISTRATION,
    "sous prefecture": Orientation.ADMINISTRATION,
    "direction departementale des territoires": Orientation.ADMINISTRATION,
    "caf": Orientation.OPERATOR,
    "cpam": Orientation.OPERATOR,
    "carsat": Orientation.OPERATOR,
    "msa": Orientation.OPERATOR,
    "ccas": Orientation.SOCIAL_AID,
    "centre social": Orientation.SOCIAL_AID,
    "pole emploi": Orientation.EMPLOYMENT,
    "mission locale": Orientation.EMPLOYMENT,
    "france services": Orientation.PROCEDURES,
    "msap": Orientation.PROCEDURES,
}


def orientation_to(organisation: str) -> Orientation:
    """The kind of structure that an organisation named in an old report is."""
    return _ORIENTATIONS.get(fold(organisation), Orientation.OTHER)
