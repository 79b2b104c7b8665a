"""Who was helped: people who are followed, people who are not, and what is known of both."""

from functools import partial

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.activity import ACCOMPANIMENT
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.sources import ENTRIES, SINCE_ENTRIES
from inclusion_app.vocabulary.activity import Autonomy
from inclusion_app.vocabulary.people import AgeBand, Gender, SocialStatus

_BY_PROFILE = N_("Compte des accompagnements, non des personnes\u00a0: qui est venu dix fois compte dix fois.")

_measure = partial(Indicator, family=Family.PEOPLE, source=ENTRIES, since=SINCE_ENTRIES)
_table = partial(_measure, unit=Unit.ACCOMPANIMENTS, counts=ACCOMPANIMENT, is_table=True)

MEASURES = (
    _measure(
        key="people",
        name=N_("Personnes suivies"),
        definition=N_("Personnes suivies par une médiatrice ou un médiateur, chacune comptée une fois."),
        unit=Unit.PEOPLE,
        counts=N_("Une personne différente, compte exact"),
        limits=N_(
            "Qui est aidé sans être suivi n’y est pas\u00a0; qui est aidé dans deux territoires compte dans chacun,"
            " et une seule fois dans le territoire qui les réunit."
        ),
        table="people",
    ),
    _measure(
        key="anonymous",
        name=N_("Accompagnements anonymes"),
        definition=N_("Accompagnements de personnes non suivies\u00a0; ils ne s’ajoutent pas aux personnes."),
        unit=Unit.ACCOMPANIMENTS,
        counts=ACCOMPANIMENT,
        limits=N_("Personne ne sait combien de personnes différentes ils représentent."),
        table="people",
    ),
    _measure(
        key="inhabitants_helped",
        name=N_("Accompagnements d’habitants"),
        definition=N_("Accompagnements, ici ou ailleurs, de personnes dont on sait qu’elles habitent ici."),
        unit=Unit.ACCOMPANIMENTS,
        counts=ACCOMPANIMENT,
        limits=N_("Seulement ceux dont la commune de résidence est connue\u00a0: un minimum."),
        table="inhabitants",
    ),
    _measure(
        key="unknown_residence",
        name=N_("Résidence inconnue"),
        definition=N_("Part des accompagnements tenus ici dont la commune de résidence n’est pas connue."),
        unit=Unit.SHARE,
        counts=ACCOMPANIMENT,
        numerator=N_("Accompagnements tenus ici dont la résidence est inconnue"),
        denominator=N_("Accompagnements tenus ici"),
        limits=N_(
            "Plus elle est grande, moins les chiffres par habitant sont sûrs\u00a0; au-delà de la moitié, ils sont tus."
        ),
        table="residence",
    ),
)

TABLES = (
    _table(
        key="age_bands",
        name=N_("Âge"),
        definition=N_("Accompagnements selon l’âge de la personne au moment des faits."),
        limits=N_(
            "L’âge le jour de l’accompagnement, jamais celui d’aujourd’hui. Les anciens comptes rendus ont d’autres"
            " tranches\u00a0: une période qui mêle les deux montre les groupes qu’ils partagent."
        ),
        table="age_bands",
        values=AgeBand,
        ordered=True,
    ),
    _table(
        key="genders",
        name=N_("Genre"),
        definition=N_("Accompagnements selon le genre de la personne."),
        limits=_BY_PROFILE,
        table="genders",
        values=Gender,
    ),
    _table(
        key="statuses",
        name=N_("Situation"),
        definition=N_("Accompagnements selon le statut social de la personne au moment des faits."),
        limits=_BY_PROFILE,
        table="statuses",
        values=SocialStatus,
    ),
    _table(
        key="autonomy",
        name=N_("Autonomie"),
        definition=N_("Accompagnements selon l’autonomie de la personne, notée hors des ateliers."),
        limits=N_("Appréciée par la médiatrice ou le médiateur, ce jour-là et pour cette demande."),
        table="autonomy",
        values=Autonomy,
        ordered=True,
        rest=N_("Non renseignée ou atelier"),
    ),
)
