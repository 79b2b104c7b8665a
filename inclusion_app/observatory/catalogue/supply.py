"""What is on offer: places, their services and labels, how fresh what is known of them is, mediators."""

from functools import partial

from inclusion_app.kernel.text import N_
from inclusion_app.network.standard import Service
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.sources import PLACES, SINCE_PLACES

PLACE = N_("Un lieu")
_FILLED_IN = N_("Seulement ce que chaque lieu a déclaré\u00a0: rien de déclaré ne veut pas dire rien de proposé.")

_measure = partial(Indicator, family=Family.SUPPLY, source=PLACES, since=SINCE_PLACES)
_of_places = partial(_measure, unit=Unit.PLACES, counts=PLACE)

MEASURES = (
    _of_places(
        key="places",
        name=N_("Lieux"),
        definition=N_("Lieux de médiation numérique connus sur le territoire aujourd’hui."),
        limits=N_("Ceux que cet outil connaît\u00a0: un lieu jamais déclaré n’y est pas."),
    ),
    _measure(
        key="places_rate",
        name=N_("Lieux pour 10\u202f000 habitants"),
        definition=N_("Lieux connus aujourd’hui, rapportés à la population du territoire."),
        unit=Unit.PER_TEN_THOUSAND,
        counts=PLACE,
        numerator=N_("Lieux connus aujourd’hui"),
        denominator=N_("Population du territoire"),
        limits=N_("Un lieu ouvert deux heures par semaine compte comme un lieu ouvert tous les jours."),
    ),
    _of_places(
        key="places_fresh",
        name=N_("Lieux dont la fiche est à jour"),
        definition=N_("Lieux dont la fiche a été confirmée ou modifiée depuis moins de douze mois."),
        limits=N_("Une fiche ancienne n’est pas forcément fausse\u00a0; elle n’a pas été vérifiée."),
    ),
    _of_places(
        key="places_with_hours",
        name=N_("Lieux dont les horaires sont connus"),
        definition=N_("Lieux dont la fiche donne des horaires d’ouverture lisibles."),
        limits=_FILLED_IN,
    ),
    _of_places(
        key="places_saturday",
        name=N_("Dont ouverts le samedi"),
        definition=N_("Lieux dont les horaires connus comprennent le samedi."),
        limits=_FILLED_IN,
    ),
    _of_places(
        key="places_evening",
        name=N_("Dont ouverts après 18 heures"),
        definition=N_("Lieux ouverts après 18 heures un jour au moins, d’après leurs horaires connus."),
        limits=_FILLED_IN,
    ),
    _measure(
        key="opening_hours",
        name=N_("Heures d’ouverture par semaine"),
        definition=N_(
            "Somme des heures d’ouverture d’une semaine ordinaire, sur les lieux dont les horaires sont connus."
        ),
        unit=Unit.MINUTES,
        counts=N_("Une minute d’ouverture d’un lieu"),
        limits=N_("Ouvert ne veut pas dire qu’une médiatrice ou un médiateur est présent."),
    ),
    _measure(
        key="mediators",
        name=N_("Médiatrices et médiateurs"),
        definition=N_("Personnes rattachées aujourd’hui à une structure du territoire, chacune comptée une fois."),
        unit=Unit.MEDIATORS,
        counts=N_("Une médiatrice ou un médiateur"),
        source=N_("Les rattachements tenus dans cet outil"),
        limits=N_("Celles et ceux qui utilisent cet outil, quel que soit leur temps de travail."),
    ),
)

TABLES = (
    _of_places(
        key="places_by_service",
        name=N_("Lieux selon leurs services"),
        definition=N_(
            "Lieux qui proposent chaque service du standard national\u00a0; un lieu peut en proposer plusieurs."
        ),
        limits=_FILLED_IN,
        is_table=True,
        values=Service,
        several=True,
    ),
    _of_places(
        key="places_by_label",
        name=N_("Lieux selon leurs programmes et labels"),
        definition=N_("Lieux qui portent chaque programme national ou label\u00a0; un lieu peut en porter plusieurs."),
        limits=_FILLED_IN,
        is_table=True,
        several=True,
    ),
)
