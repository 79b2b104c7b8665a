"""French around figures: what the values of closed lists are called inside a sentence, periods, comparisons."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask_babel import gettext

from inclusion_app.kernel import clock
from inclusion_app.kernel.text import N_
from inclusion_app.observatory.against import Against, is_under_way
from inclusion_app.observatory.periods import MONTH_NAMES, Period, PeriodKind
from inclusion_app.territories.territory import Territory
from inclusion_app.web.formats import number, percent


def _(text: str, /, **values: object) -> str:
    """The text in the reader's language."""
    return str(gettext(text, **values))


NAMES: Mapping[str, Mapping[str, str]] = {
    "themes": {
        "diagnostic": N_("le diagnostic numérique"),
        "equipment_use": N_("la prise en main du matériel"),
        "equipment_care": N_("la maintenance du matériel"),
        "own_content": N_("la gestion de ses contenus numériques"),
        "browsing": N_("la navigation sur internet"),
        "email": N_("le courrier électronique"),
        "office": N_("la bureautique"),
        "social_networks": N_("les réseaux sociaux et la communication"),
        "health": N_("la santé"),
        "banking_shopping": N_("la banque et les achats en ligne"),
        "professional": N_("l’accompagnement d’un professionnel"),
        "employment": N_("l’insertion professionnelle"),
        "security": N_("la sécurité numérique"),
        "parenting": N_("la parentalité"),
        "schooling": N_("la scolarité et le numérique"),
        "creation": N_("la création avec le numérique"),
        "culture": N_("la culture numérique"),
        "ai": N_("l’intelligence artificielle"),
        "administrative": N_("l’aide aux démarches administratives"),
    },
    "procedures": {
        "papers": N_("les papiers, les élections et la citoyenneté"),
        "family": N_("la famille et la scolarité"),
        "social_health": N_("le social et la santé"),
        "work": N_("le travail, la formation et l’entreprise"),
        "housing": N_("le logement"),
        "transport": N_("les transports et la mobilité"),
        "money": N_("l’argent et les impôts"),
        "justice": N_("la justice"),
        "foreigners": N_("les étrangers et l’Europe"),
        "leisure": N_("les loisirs, les sports et la culture"),
        "associations": N_("les associations"),
    },
    "age_bands": {
        "70_plus": N_("les personnes de 70 ans et plus"),
        "60_69": N_("les personnes de 60 à 69 ans"),
        "60_plus": N_("les personnes de 60 ans et plus"),
        "40_59": N_("les personnes de 40 à 59 ans"),
        "25_39": N_("les personnes de 25 à 39 ans"),
        "18_24": N_("les jeunes de 18 à 24 ans"),
        "18_59": N_("les personnes de 18 à 59 ans"),
        "12_17": N_("les jeunes de 12 à 17 ans"),
        "under_12": N_("les enfants de moins de 12 ans"),
    },
    "statuses": {
        "retired": N_("les personnes retraitées"),
        "unemployed": N_("les personnes sans emploi"),
        "employed": N_("les personnes en emploi"),
        "student": N_("les élèves et les étudiants"),
    },
}

_FREQUENCIES = (
    (0.90, N_("Presque toujours")),
    (0.70, N_("Trois fois sur quatre environ")),
    (0.62, N_("Deux fois sur trois environ")),
    (0.55, N_("Plus d’une fois sur deux")),
    (0.45, N_("Une fois sur deux environ")),
    (0.38, N_("Plus d’une fois sur trois")),
    (0.30, N_("Une fois sur trois environ")),
    (0.225, N_("Une fois sur quatre environ")),
    (0.18, N_("Une fois sur cinq environ")),
)


def named(block: str, key: str) -> str | None:
    """What a value is called in a sentence, with its article; None for what is not known or not in a closed list."""
    name = NAMES.get("procedures" if block == "blocked_procedures" else block, {}).get(key)
    return _(name) if name else None


def frequency(share: float) -> str:
    """« Une fois sur trois environ », « Le plus souvent » for a share that no simple fraction says."""
    words = next((words for least, words in _FREQUENCIES if share >= least), N_("Le plus souvent"))
    return _(words)


def during(period: Period) -> str:
    """« De janvier à décembre 2025 », « Au 3e trimestre 2026 », « En août 2026 », « Du 3 mars au 9 mai 2026 ».

    Of a period under way, until today: « Du 1er janvier au 24 novembre 2026 ».
    """
    today = clock.today()
    if is_under_way(period, today) and today != period.end:
        period = Period(period.start, today)
    match period.kind:
        case PeriodKind.YEAR | PeriodKind.SCHOOL_YEAR:
            return _("De %(period)s", period=period.label)
        case PeriodKind.QUARTER:
            return _("Au %(period)s", period=period.label)
        case PeriodKind.MONTH:
            return _("En %(period)s", period=period.label)
        case _:
            return period.label[:1].upper() + period.label[1:]


_A_YEAR_BEFORE = {
    PeriodKind.MONTH: N_("le même mois un an plus tôt"),
    PeriodKind.QUARTER: N_("le même trimestre un an plus tôt"),
    PeriodKind.FREE: N_("les mêmes dates un an plus tôt"),
}


def previous_words(period: Period, before: Period | None = None) -> str:
    """The period compared with, after « que »: « l’année précédente », « le même mois un an plus tôt »."""
    if before is not None and before != period.previous():
        return _(_A_YEAR_BEFORE.get(period.kind, N_("un an plus tôt")))
    match period.kind:
        case PeriodKind.YEAR:
            return _("l’année précédente")
        case PeriodKind.QUARTER:
            return _("le trimestre précédent")
        case PeriodKind.MONTH:
            return _("le mois précédent")
        case PeriodKind.SCHOOL_YEAR:
            return _("l’année scolaire précédente")
        case _:
            return _("les %(days)s jours précédents", days=number(period.days)) if period.days > 1 else _("la veille")


def said_of(period: Period, previous: Period, against: Against, parent: Territory | None, today: date) -> str:
    """Under the title: what the figures are compared with, or why with nothing."""
    if is_under_way(period, today):
        return _("Période en cours\u00a0: ses chiffres vont encore augmenter, ils ne sont comparés à aucune autre.")
    if against is Against.PARENT and parent is not None:
        return _("À côté des chiffres %(of)s.", of=parent.of_full_name)
    if against is Against.SIMILAR:
        return _("À côté de communes semblables par leur population et leur densité.")
    return compared_to(previous)


def compared_to(previous: Period) -> str:
    """« Comparé à 2024. », « Comparé au 2e trimestre 2026. », « Comparé à septembre 2026. »."""
    match previous.kind:
        case PeriodKind.QUARTER:
            return _("Comparé au %(period)s.", period=previous.label)
        case PeriodKind.FREE:
            return _("Comparé à la période %(period)s.", period=previous.label)
        case PeriodKind.SCHOOL_YEAR:
            return _("Comparé à l’année scolaire %(period)s.", period=previous.short_label)
        case _:
            return _("Comparé à %(period)s.", period=previous.short_label)


def change_words(value: float, previous: float, period: Period, compared: Period | None = None) -> str:
    """« un peu plus que l’année précédente (+ 5 %) »; a small number is never said in percent."""
    before = previous_words(period, compared)
    if not previous:
        return _("aucun %(before)s", before=before)
    if value == previous:
        return _("autant que %(before)s", before=before)
    if _is_small(value, previous):
        return _("%(previous)s %(before)s", previous=number(previous), before=before)
    change = value / previous - 1
    return _("%(how)s que %(before)s (%(change)s)", how=_how(change), before=before, change=signed_percent(change))


def change_clause(value: float, previous: float, period: Period, compared: Period | None = None) -> str:
    """As a clause: « c’est un peu plus que l’année précédente (+ 5 %) », « il y en avait eu 12 le mois précédent »."""
    words = change_words(value, previous, period, compared)
    if not previous:
        return _("il n’y en avait eu %(words)s", words=words)
    if value != previous and _is_small(value, previous):
        return _("il y en avait eu %(words)s", words=words)
    return _("c’est %(words)s", words=words)


def _is_small(value: float, previous: float) -> bool:
    return min(value, previous) < 20


def _how(change: float) -> str:
    steps = (
        (-0.30, N_("beaucoup moins")),
        (-0.10, N_("moins")),
        (-0.02, N_("un peu moins")),
        (0.02, N_("à peu près autant")),
        (0.10, N_("un peu plus")),
        (0.30, N_("plus")),
    )
    return _(next((words for most, words in steps if change < most), N_("beaucoup plus")))


def signed_percent(change: float) -> str:
    """« + 12 % », « − 8 % », with the true minus sign."""
    return f"{'+' if change >= 0 else '−'}\u00a0{percent(abs(change))}"


def joined(names: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s et %(last)s", first=", ".join(names[:-1]), last=names[-1])


def month_name(key: str) -> str:
    """The name of the month of a key such as « 2025-09 »."""
    return _(MONTH_NAMES[int(key[5:7]) - 1])


def capital(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def kilometres(distance: float | None) -> str:
    """« 850 m », « 4,2 km », « 23 km », as the crow flies; nothing when it is unknown."""
    if distance is None:
        return ""
    if distance < 1:
        return f"{number(max(round(distance, 2), 0.01) * 1000)}\u00a0m"
    return f"{number(distance, 1 if distance < 10 else 0)}\u00a0km"
