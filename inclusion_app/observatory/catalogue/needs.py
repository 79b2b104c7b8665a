"""What people need: how many they are, how many struggle, how fragile their territory is."""

from functools import partial

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.references import ADULTS, BAROMETER_2026, DIFFICULTY_METHOD, INSEE_2021
from inclusion_app.observatory.catalogue.sources import CODE, SINCE_CODE

INHABITANT = N_("Un habitant")
IFN_SOURCE = N_("La MedNum / ANCT, indice de fragilité numérique")
IFN_REGION_SOURCE = N_("La MedNum / ANCT, indice de fragilité numérique, base 100 par région")
INSEE_SOURCE = N_("INSEE, recensement de la population")
ARCEP_SOURCE = N_("Arcep, débits du réseau fixe par commune")

_MEAN = N_(
    "N’existe que si l’opérateur a chargé le fichier. Un territoire plus large que ceux du fichier a la moyenne de ses"
    " communes, pondérée par leur population\u00a0: c’est alors dit."
)
_measure = partial(Indicator, family=Family.NEEDS, source=CODE, since=SINCE_CODE)

MEASURES = (
    _measure(
        key="population",
        name=N_("Population"),
        definition=N_("Habitants du territoire\u00a0: population municipale légale."),
        unit=Unit.INHABITANTS,
        counts=INHABITANT,
        limits=N_("Inconnue dans quelques collectivités d’outre-mer\u00a0: leurs taux par habitant n’existent pas."),
    ),
    _measure(
        key="difficulty",
        name=N_("Personnes en difficulté avec le numérique"),
        definition=N_(
            "Estimation entre les bornes basse et haute de deux enquêtes nationales, chez les 15 ans et plus."
        ),
        unit=Unit.INHABITANTS,
        counts=N_("Une personne de 15 ans ou plus"),
        numerator=N_("Habitants × part des 15 ans et plus × taux national"),
        limits=DIFFICULTY_METHOD,
        source=N_(
            "INSEE, enquête TIC 2021 (borne basse)\u00a0; Baromètre du numérique, édition 2026 (borne haute)\u00a0;"
            " INSEE, estimations de population 2024 (part des 15 ans et plus)"
        ),
        since=N_("Taux de 2021 et de 2025"),
        url=INSEE_2021.url,
    ),
)
REFERENCES = (INSEE_2021, BAROMETER_2026, ADULTS)

_ifn = partial(
    _measure,
    unit=Unit.SCORE,
    counts=N_("Un score\u00a0: 1 pour le moins fragile, 10 pour le plus fragile"),
    source=IFN_SOURCE,
    since=N_("Millésime 2023"),
    limits=_MEAN,
)
FRAGILITY = (
    _ifn(
        key="fragility",
        name=N_("Indice de fragilité numérique"),
        definition=N_(
            "Moyenne de cinq risques, de 1 à 10\u00a0: sans très haut débit, sans 4G, pauvreté, âge, diplômes."
        ),
        numerator=N_("Somme des cinq scores"),
        denominator=N_("Cinq"),
    ),
    _ifn(
        key="fragility_fixed",
        name=N_("Fragilité\u00a0: sans très haut débit"),
        definition=N_("Part des locaux sans très haut débit fixe, ramenée à un score de 1 à 10."),
    ),
    _ifn(
        key="fragility_mobile",
        name=N_("Fragilité\u00a0: sans 4G"),
        definition=N_("Part du territoire sans réseau mobile 4G, ramenée à un score de 1 à 10."),
    ),
    _ifn(
        key="fragility_poverty",
        name=N_("Fragilité\u00a0: pauvreté"),
        definition=N_("Taux de pauvreté, ramené à un score de 1 à 10."),
    ),
    _ifn(
        key="fragility_age",
        name=N_("Fragilité\u00a0: 65 ans et plus"),
        definition=N_("Part des 65 ans et plus, ramenée à un score de 1 à 10."),
    ),
    _ifn(
        key="fragility_diplomas",
        name=N_("Fragilité\u00a0: peu ou pas diplômés"),
        definition=N_("Part des personnes peu ou pas diplômées, ramenée à un score de 1 à 10."),
    ),
)

_region = partial(
    _measure,
    unit=Unit.INDEX,
    counts=N_("Un indice\u00a0: 100 pour la moyenne de la région, plus pour une commune plus fragile"),
    source=IFN_REGION_SOURCE,
    since=N_("Millésime 2020"),
    limits=N_(
        "Ne compare que dans une même région\u00a0: pas de valeur au-delà. Une intercommunalité ou un département a la"
        " moyenne de ses communes pondérée par la population de 2017."
    ),
)
REGIONAL = (
    _region(
        key="regional_fragility",
        name=N_("Fragilité, base 100 pour la région"),
        definition=N_("Indice global\u00a0: accès et compétences, comparés à la région."),
    ),
    _region(
        key="regional_access",
        name=N_("Fragilité d’accès, base 100 pour la région"),
        definition=N_("Accès à l’information et aux équipements, comparés à la région."),
    ),
    _region(
        key="regional_information",
        name=N_("Accès à l’information, base 100 pour la région"),
        definition=N_("Difficulté d’accès à l’information, comparée à la région."),
    ),
    _region(
        key="regional_interfaces",
        name=N_("Accès aux interfaces numériques, base 100 pour la région"),
        definition=N_("Difficulté d’accès au réseau et aux équipements, comparée à la région."),
    ),
    _region(
        key="regional_skills",
        name=N_("Fragilité de compétences, base 100 pour la région"),
        definition=N_("Compétences administratives et numériques, comparées à la région."),
    ),
    _region(
        key="regional_procedures",
        name=N_("Compétences administratives, base 100 pour la région"),
        definition=N_("Difficulté face aux démarches, comparée à la région."),
    ),
    _region(
        key="regional_digital",
        name=N_("Compétences numériques, base 100 pour la région"),
        definition=N_("Difficulté face aux outils numériques, comparée à la région."),
    ),
)

_census = partial(
    _measure,
    unit=Unit.PERCENT,
    counts=INHABITANT,
    source=INSEE_SOURCE,
    since=N_("Recensement de 2016"),
    limits=_MEAN,
)
CENSUS = (
    _census(
        key="census_diplomas",
        name=N_("Peu ou pas diplômés"),
        definition=N_("Part des personnes sans diplôme ou peu diplômées."),
        denominator=N_("Personnes de 15 ans et plus sorties des études"),
    ),
    _census(
        key="census_alone",
        name=N_("Ménages d’une seule personne"),
        definition=N_("Part des ménages d’une seule personne."),
        counts=N_("Un ménage"),
        denominator=N_(
            "Ménages\u00a0; faute de leur nombre, un territoire large pondère ses communes par leurs habitants"
        ),
    ),
    _census(
        key="census_single_parent",
        name=N_("Familles monoparentales"),
        definition=N_("Part des ménages formés d’un parent seul avec ses enfants."),
        counts=N_("Un ménage"),
        denominator=N_(
            "Ménages\u00a0; faute de leur nombre, un territoire large pondère ses communes par leurs habitants"
        ),
    ),
    _census(
        key="census_65",
        name=N_("65 ans et plus"),
        definition=N_("Part des habitants de 65 ans et plus."),
        denominator=N_("Habitants"),
    ),
    _census(
        key="census_under_25",
        name=N_("Moins de 25 ans"),
        definition=N_("Part des habitants de moins de 25 ans, telle que le fichier la donne."),
        denominator=N_("Habitants"),
    ),
)

NETWORK = (
    _measure(
        key="fixed_30",
        name=N_("Locaux à 30 Mbit/s ou plus"),
        definition=N_("Part des logements et locaux qui peuvent avoir 30 Mbit/s ou plus par le réseau fixe."),
        unit=Unit.PERCENT,
        counts=N_("Un logement ou un local professionnel"),
        numerator=N_("Locaux éligibles à 30 Mbit/s ou plus"),
        denominator=N_("Locaux connus de l’Arcep"),
        source=ARCEP_SOURCE,
        since=N_("Troisième trimestre 2019"),
        limits=N_(
            "Ancien\u00a0: la fibre a beaucoup avancé depuis. Un territoire large pondère ses communes par leurs"
            " locaux."
        ),
    ),
)
LOADED = (*FRAGILITY, *REGIONAL, *CENSUS, *NETWORK)
"""Those that exist only where the operator loaded a file, see `formats`."""
