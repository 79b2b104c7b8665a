"""What sessions of trainings and workshops gave, and what people know how to do more."""

from functools import partial

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.sources import SESSIONS, SINCE_SESSIONS

PREFIX = "training_"
"""Before the key that a measure bears among those of trainings."""

_measure = partial(Indicator, family=Family.TRAININGS, source=SESSIONS, since=SINCE_SESSIONS)
_DATED = N_("Une session compte dans la période où une de ses demi-journées a eu lieu, sur le territoire de sa salle.")

MEASURES = (
    _measure(
        key="training_sessions",
        name=N_("Sessions tenues"),
        definition=N_("Celles dont une demi-journée au moins a eu lieu."),
        unit=Unit.SESSIONS,
        counts=N_("Une session, quel que soit son nombre de demi-journées"),
        limits=_DATED,
    ),
    _measure(
        key="training_half_days",
        name=N_("Demi-journées"),
        definition=N_("Celles qui ont eu lieu."),
        unit=Unit.HALF_DAYS,
        counts=N_("Une demi-journée"),
        limits=N_("Une demi-journée courte compte comme une longue\u00a0: voir les heures."),
    ),
    _measure(
        key="training_minutes",
        name=N_("Heures données"),
        definition=N_("Durée de ces demi-journées, chacune comptée une fois."),
        unit=Unit.MINUTES,
        counts=N_("Une minute de formation, quel que soit le nombre de présents"),
        limits=N_("La durée prévue, non celle qui a été réellement tenue."),
    ),
    _measure(
        key="training_seats",
        name=N_("Places offertes"),
        definition=N_("Capacité de ces sessions."),
        unit=Unit.SEATS,
        counts=N_("Une place dans une session"),
        limits=_DATED,
    ),
    _measure(
        key="training_presences",
        name=N_("Présences"),
        definition=N_("Une personne venue à une demi-journée."),
        unit=Unit.PRESENCES,
        counts=N_("Une personne, une demi-journée"),
        limits=N_("Seulement les présences signées ou notées\u00a0; ce ne sont pas des personnes différentes."),
    ),
    _measure(
        key="training_fill_rate",
        name=N_("Remplissage"),
        definition=N_("Part des places pour lesquelles quelqu’un est inscrit."),
        unit=Unit.SHARE,
        counts=N_("Une place"),
        numerator=N_("Inscriptions confirmées"),
        denominator=N_("Places offertes"),
        limits=N_("S’inscrire n’est pas venir\u00a0: voir les présences."),
    ),
    _measure(
        key="training_satisfaction",
        name=N_("Satisfaction, sur 4"),
        definition=N_("Moyenne de la première question du questionnaire de fin."),
        unit=Unit.MARK,
        counts=N_("Une réponse au questionnaire"),
        numerator=N_("Somme des notes"),
        denominator=N_("Réponses"),
        limits=N_("Donnée à partir de 11 réponses\u00a0; ceux qui répondent ne sont pas toujours comme les autres."),
    ),
    _measure(
        key="training_courses",
        name=N_("Cours les plus donnés"),
        definition=N_("Les cours dont le plus de sessions ont eu lieu, avec leur nombre de sessions."),
        unit=Unit.SESSIONS,
        counts=N_("Une session"),
        limits=N_("Les dix premiers."),
        is_table=True,
    ),
    _measure(
        key="skills",
        name=N_("Progression des compétences"),
        definition=N_("Personnes évaluées au moins deux fois, et celles dont le niveau a monté, par domaine."),
        unit=Unit.PEOPLE,
        counts=N_("Une personne différente, là où elle vit"),
        numerator=N_("Personnes dont le niveau a monté"),
        denominator=N_("Personnes évaluées au moins deux fois par la même source"),
        source=N_("Les évaluations de compétences faites dans cet outil"),
        limits=N_("Peu de personnes sont évaluées deux fois\u00a0: elles ne représentent pas toutes les autres."),
        since=N_("Depuis la première évaluation"),
        table="skills",
        is_table=True,
    ),
)
