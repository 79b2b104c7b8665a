"""What was done: accompaniments, time, themes, procedures, places, what gets stuck."""

from functools import partial

from inclusion_app.kernel.text import N_
from inclusion_app.observatory.catalogue.indicator import Family, Indicator, Unit
from inclusion_app.observatory.catalogue.sources import DECLARED, ENTRIES, SEVERAL, SINCE_ENTRIES
from inclusion_app.vocabulary.activity import BlockedCause, Equipment, Orientation, PlaceKind, RecordKind
from inclusion_app.vocabulary.themes import AdministrativeTheme, Theme

ACCOMPANIMENT = N_("Une personne aidée une fois")
RECORD = N_("Une séance, individuelle ou collective")
NOTHING_BLOCKED = N_("Rien de bloqué ou non précisé")

_measure = partial(Indicator, family=Family.ACTIVITY, source=ENTRIES, since=SINCE_ENTRIES)
_table = partial(_measure, unit=Unit.ACCOMPANIMENTS, counts=ACCOMPANIMENT, is_table=True)

MEASURES = (
    _measure(
        key="accompaniments",
        name=N_("Accompagnements"),
        definition=N_("Une personne aidée une fois, ici\u00a0; un atelier en compte autant que de participants."),
        unit=Unit.ACCOMPANIMENTS,
        counts=ACCOMPANIMENT,
        limits=DECLARED,
    ),
    _measure(
        key="minutes",
        name=N_("Temps d’accompagnement"),
        definition=N_("Durée des accompagnements individuels et des ateliers, chacun compté une fois."),
        unit=Unit.MINUTES,
        counts=N_("Une minute passée avec une personne ou un groupe"),
        limits=N_("Durée estimée par qui saisit, sans la préparation ni les trajets."),
        table="minutes",
    ),
    _measure(
        key="records",
        name=N_("Séances"),
        definition=N_("Accompagnements individuels et ateliers, chacun compté une fois."),
        unit=Unit.RECORDS,
        counts=RECORD,
        limits=DECLARED,
        table="kinds",
    ),
    _measure(
        key="individual",
        name=N_("Accompagnements individuels"),
        definition=N_("Une personne, une séance\u00a0; les aides brèves des anciens comptes rendus en font partie."),
        unit=Unit.RECORDS,
        counts=RECORD,
        limits=DECLARED,
        table="kinds",
    ),
    _measure(
        key="one_off",
        name=N_("Dont accompagnements ponctuels"),
        definition=N_("Aides brèves des anciens comptes rendus, comptées parmi les accompagnements individuels."),
        unit=Unit.RECORDS,
        counts=RECORD,
        limits=N_(
            "Ce type n’existe plus dans les formulaires\u00a0: il diminue jusqu’à zéro, sans que l’aide diminue."
        ),
        table="kinds",
    ),
    _measure(
        key="workshops",
        name=N_("Ateliers"),
        definition=N_("Ateliers collectifs, chacun compté une fois."),
        unit=Unit.RECORDS,
        counts=N_("Un atelier"),
        limits=DECLARED,
        table="kinds",
    ),
    _measure(
        key="workshop_participants",
        name=N_("Participations à un atelier"),
        definition=N_("Une personne venue à un atelier\u00a0; venue à deux, elle compte deux fois."),
        unit=Unit.ACCOMPANIMENTS,
        counts=N_("Une personne venue une fois"),
        limits=N_("Ce ne sont pas des personnes différentes."),
        table="kinds",
    ),
)

TABLES = (
    _table(
        key="kinds",
        name=N_("Types d’accompagnement"),
        definition=N_("Accompagnements selon leur type\u00a0; un atelier en compte autant que de participants."),
        limits=DECLARED,
        table="kinds",
        values=RecordKind,
    ),
    _table(
        key="months",
        name=N_("Mois par mois"),
        definition=N_("Accompagnements qui ont eu lieu sur le territoire, chaque mois."),
        limits=N_("Un mois sans saisie ne se distingue pas d’un mois sans activité."),
        table="months",
        ordered=True,
    ),
    _table(
        key="communes",
        name=N_("Où ont eu lieu les accompagnements"),
        definition=N_("Accompagnements selon le territoire où ils ont eu lieu."),
        limits=N_(
            "Le lieu de l’aide, non celui où vit la personne\u00a0; une commune fusionnée compte dans la nouvelle."
        ),
        table="communes",
    ),
    _table(
        key="themes",
        name=N_("Thématiques"),
        definition=N_(
            "Accompagnements qui ont abordé chaque thématique\u00a0; un même accompagnement peut en aborder plusieurs."
        ),
        limits=SEVERAL,
        table="themes",
        values=Theme,
        several=True,
    ),
    _table(
        key="procedures",
        name=N_("Démarches administratives"),
        definition=N_(
            "Accompagnements pour chaque famille de démarches\u00a0; un même accompagnement peut en compter plusieurs."
        ),
        limits=SEVERAL,
        table="procedures",
        values=AdministrativeTheme,
        several=True,
    ),
    _table(
        key="place_kinds",
        name=N_("Types de lieu"),
        definition=N_("Accompagnements selon le type de lieu où ils se sont déroulés."),
        limits=DECLARED,
        table="place_kinds",
        values=PlaceKind,
    ),
    _table(
        key="equipment",
        name=N_("Matériel"),
        definition=N_(
            "Accompagnements selon le matériel utilisé\u00a0; un même accompagnement peut en compter plusieurs."
        ),
        limits=SEVERAL,
        table="equipment",
        values=Equipment,
        several=True,
    ),
    _table(
        key="orientations",
        name=N_("Orientations"),
        definition=N_("Accompagnements à l’issue desquels la personne a été orientée, selon la structure."),
        limits=N_("Dit vers qui la personne est envoyée, non si elle y est allée."),
        table="orientations",
        values=Orientation,
        rest=N_("Pas d’orientation"),
    ),
    _table(
        key="blocked_procedures",
        name=N_("Ce qui bloque\u00a0: la démarche"),
        definition=N_("Accompagnements pendant lesquels une démarche a été bloquée, selon la démarche."),
        limits=N_("Facultatif à la saisie\u00a0: les blocages réels sont plus nombreux."),
        table="blocked_procedures",
        values=AdministrativeTheme,
        rest=NOTHING_BLOCKED,
    ),
    _table(
        key="blocked_organisations",
        name=N_("Ce qui bloque\u00a0: l’organisme"),
        definition=N_("Accompagnements pendant lesquels une démarche a été bloquée, selon l’organisme."),
        limits=N_(
            "Facultatif à la saisie\u00a0: un organisme souvent cité est d’abord un organisme souvent sollicité."
        ),
        table="blocked_organisations",
        rest=NOTHING_BLOCKED,
    ),
    _table(
        key="blocked_causes",
        name=N_("Ce qui bloque\u00a0: la cause"),
        definition=N_("Accompagnements pendant lesquels une démarche a été bloquée, selon la cause."),
        limits=N_("La cause vue par la médiatrice ou le médiateur."),
        table="blocked_causes",
        values=BlockedCause,
        rest=NOTHING_BLOCKED,
    ),
)
