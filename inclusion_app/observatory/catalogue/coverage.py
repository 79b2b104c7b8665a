"""How far help reaches: per inhabitant, over people in difficulty, far from any place."""

from functools import partial

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.activity import ACCOMPANIMENT
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.sources import ENTRIES, PLACES, SINCE_ENTRIES, SINCE_PLACES

_RANGE = N_(
    "Une fourchette\u00a0: le nombre de personnes en difficulté est lui-même estimé entre deux taux nationaux,"
    " sans mesure locale."
)
_POPULATION = N_("Population du territoire")

_measure = partial(Indicator, family=Family.COVERAGE, source=ENTRIES, since=SINCE_ENTRIES)

DISTANCES = (5, 10, 20)
"""Kilometres as the crow flies."""

MEASURES = (
    _measure(
        key="held_rate",
        name=N_("Accompagnements pour 1\u202f000 habitants"),
        definition=N_("Accompagnements qui ont eu lieu ici, rapportés à la population du territoire."),
        unit=Unit.RATE,
        counts=ACCOMPANIMENT,
        numerator=N_("Accompagnements tenus ici"),
        denominator=_POPULATION,
        limits=N_("Qui vient d’ailleurs y compte\u00a0: une ville-centre paraît mieux couverte qu’elle n’est."),
    ),
    _measure(
        key="rate",
        name=N_("Accompagnements d’habitants pour 1\u202f000 habitants"),
        definition=N_("Accompagnements d’habitants, ici ou ailleurs, rapportés à la population du territoire."),
        unit=Unit.RATE,
        counts=ACCOMPANIMENT,
        numerator=N_("Accompagnements de personnes dont on sait qu’elles habitent ici"),
        denominator=_POPULATION,
        limits=N_("Un minimum\u00a0; tu quand la résidence est inconnue plus d’une fois sur deux."),
        table="inhabitants",
    ),
    _measure(
        key="coverage",
        name=N_("Accompagnements d’habitants pour 100 personnes en difficulté"),
        definition=N_("Accompagnements d’habitants, ici ou ailleurs, rapportés aux personnes en difficulté estimées."),
        unit=Unit.PER_HUNDRED,
        counts=ACCOMPANIMENT,
        numerator=N_("Accompagnements de personnes dont on sait qu’elles habitent ici"),
        denominator=N_("Personnes en difficulté avec le numérique, estimées"),
        limits=_RANGE,
        table="inhabitants",
    ),
    _measure(
        key="people_coverage",
        name=N_("Personnes suivies pour 100 personnes en difficulté"),
        definition=N_(
            "Personnes suivies ici, chacune comptée une fois, rapportées aux personnes en difficulté estimées."
        ),
        unit=Unit.PER_HUNDRED,
        counts=N_("Une personne différente, compte exact"),
        numerator=N_("Personnes suivies aidées ici"),
        denominator=N_("Personnes en difficulté avec le numérique, estimées"),
        limits=N_(
            "Une fourchette, et un minimum\u00a0: les personnes aidées sans être suivies n’y sont pas. Qui est suivi"
            " ici"
            " peut habiter ailleurs."
        ),
        table="people",
    ),
    _measure(
        key="far_communes",
        name=N_("Communes loin de tout lieu"),
        definition=N_("Communes à plus de 5, 10 ou 20 kilomètres de tout lieu ouvert au public."),
        unit=Unit.COMMUNES,
        counts=N_("Une commune, et ses habitants"),
        numerator=N_("Communes, ou leurs habitants, plus loin que cette distance"),
        denominator=N_("Communes du territoire dont la mairie est située"),
        source=PLACES,
        since=SINCE_PLACES,
        limits=N_(
            "À vol d’oiseau, de la mairie au lieu le plus proche, même hors du territoire\u00a0: la route est plus"
            " longue,"
            " et les hameaux comptent comme le bourg. Un lieu sans coordonnées est placé à la mairie de sa"
            " commune\u00a0;"
            " un lieu itinérant, à son adresse. Un lieu que cet outil ne connaît pas n’existe pas ici."
        ),
    ),
)
